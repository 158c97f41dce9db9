import { html } from 'lit'
import { texts } from '../language/texts.ts'
import { icon } from '../styles/icons.ts'
import type { Rendered } from './rendered.ts'

/** Said in words too: a mark alone tells a screen reader nothing. */
export function booleanCell(value: unknown): Rendered {
  return value === true
    ? html`<span class="cell-boolean cell-yes">${icon('check')}${texts().yes}</span>`
    : html`<span class="cell-boolean cell-no">${texts().no}</span>`
}
