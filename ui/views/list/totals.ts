import { html, nothing, type TemplateResult } from 'lit'
import type { ListView } from '../../../engine/plan/screens.ts'
import type { ListAnswer } from '../../../engine/server/wire.ts'
import { renderCell } from '../../cells/registry.ts'
import { texts } from '../../language/texts.ts'

/** What all records of the list come to, on whichever page they are; amounts of each currency by themselves. */
export function listTotals(view: ListView, { totals }: ListAnswer['page']): TemplateResult | typeof nothing {
  const shown = view.totals.filter(({ field }) => (totals?.[field] ?? []).length > 0)
  if (shown.length === 0) return nothing
  return html`<dl class="list-totals" aria-label=${texts().list.totals}>
    ${shown.map(
      ({ field, label, cell }) =>
        html`<div>
          <dt>${texts().list.totals} ${shown.length > 1 ? label : nothing}</dt>
          ${(totals?.[field] ?? []).map(
            ({ currency, value }) => html`<dd>${renderCell(cell, value, currency)}</dd>`,
          )}
        </div>`,
    )}
  </dl>`
}
