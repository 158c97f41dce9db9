import { html } from 'lit'
import type { Cell } from '../../engine/field-types/field-type.ts'
import type { Rendered } from './rendered.ts'
import { textCell } from './text.ts'

/** A value that is no option any more is shown as it is. */
export function choiceCell(value: unknown, { options }: Extract<Cell<string>, { kind: 'choice' }>): Rendered {
  const option = options.find((each) => each.value === value)
  if (!option?.tone) return textCell(option?.label ?? value)
  return html`<span class="badge badge-${option.tone}">${option.label}</span>`
}
