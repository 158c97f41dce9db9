import { html, type TemplateResult } from 'lit'
import type { AreaPage } from '../../engine/server/wire.ts'

/** The area's own picture, or the first letter of the portal; its name stands beside it. */
export function brandMark({ logo, portal }: AreaPage): TemplateResult {
  return logo === null
    ? html`<span class="brand-mark" aria-hidden="true">${portal.slice(0, 1)}</span>`
    : html`<img class="brand-logo" src=${logo} alt="" />`
}
