import { html } from 'lit'
import type { Cell } from '../../engine/field-types/field-type.ts'
import { formatNumber } from '../language/formats.ts'
import type { Rendered } from './rendered.ts'

export function numberCell(
  value: unknown,
  { decimals, currency }: Extract<Cell<string>, { kind: 'number' }>,
): Rendered {
  return html`<span class="cell-number">${formatNumber(Number(value), decimals, currency)}</span>`
}
