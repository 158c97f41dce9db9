import { html } from 'lit'
import type { Cell } from '../../engine/field-types/field-type.ts'
import { formatNumber } from '../language/formats.ts'
import type { Rendered } from './rendered.ts'

export function numberCell(
  value: unknown,
  { decimals, currency }: Extract<Cell<string>, { kind: 'number' }>,
  unit?: unknown,
): Rendered {
  return html`<span class="cell-number"
    >${formatNumber(Number(value), decimals, currency ?? currencyOf(unit))}</span
  >`
}

/** What a record says its amount is in; a code that is none would break the format. */
export function currencyOf(unit: unknown): string | undefined {
  return typeof unit === 'string' && /^[A-Z]{3}$/.test(unit) ? unit : undefined
}
