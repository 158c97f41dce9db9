import { html, nothing, type TemplateResult } from 'lit'
import type { AreaPage, MenuAnswer } from '../../engine/server/wire.ts'
import type { Navigation } from '../navigation.ts'
import { texts } from '../language/texts.ts'

/** Where the address leads to no page, or none is open. */
export function noPage(
  { pages }: MenuAnswer,
  { portal }: AreaPage,
  navigation: Navigation | null,
): TemplateResult {
  const said = texts().page
  const [first] = pages
  const title = first ? said.missingTitle : said.noneTitle
  document.title = `${title} · ${portal}`
  return html`<section class="alone">
    <h1>${title}</h1>
    <p>${first ? said.missingText : said.noneText}</p>
    ${
      first && navigation
        ? html`<a
            class="quiet-button"
            href=${navigation.href({ page: first.page, tab: '', views: {} })}
            data-page=${first.page}
            >${said.goTo(first.title)}</a
          >`
        : nothing
    }
  </section>`
}
