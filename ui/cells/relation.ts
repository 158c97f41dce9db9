import { html } from 'lit'
import type { Reference, References } from '../../engine/server/wire.ts'
import { texts } from '../language/texts.ts'
import { nameOf } from '../record-name.ts'
import type { Rendered } from './rendered.ts'
import { textCell } from './text.ts'

export function relationCell(value: unknown): Rendered {
  return textCell(nameOf(value as Reference))
}

/** The first few by name, and how many more. */
export function relationsCell(value: unknown): Rendered {
  const { data, count } = value as References
  const shown = data.slice(0, 2).map(nameOf).join(', ')
  const others = count.value - Math.min(2, data.length)
  const all = data.map(nameOf).join(', ') + (count.value > data.length ? ' …' : '')
  if (others <= 0) return textCell(shown)
  return html`<span class="cell-relations">
    <span class="cell-text" title=${all}>${shown}</span>
    <span class="badge" title=${all}>+${texts().count(others, count.more)}</span>
  </span>`
}
