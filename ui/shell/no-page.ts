import { html, type TemplateResult } from 'lit'
import type { MenuAnswer } from '../../engine/server/wire.ts'
import { texts } from '../language/texts.ts'

/** Where the address leads to no page, or none is open. */
export function noPage({ pages }: MenuAnswer): TemplateResult {
  const said = texts().page
  const isNothing = pages.length === 0
  return html`<section class="alone">
    <h1>${isNothing ? said.noneTitle : said.missingTitle}</h1>
    <p>${isNothing ? said.noneText : said.missingText}</p>
  </section>`
}
