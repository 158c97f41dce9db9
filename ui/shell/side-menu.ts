import { html, type TemplateResult } from 'lit'
import type { MenuAnswer } from '../../engine/server/wire.ts'
import { texts } from '../language/texts.ts'
import { pageIcon } from '../styles/page-icons.ts'

/** The pages of an area, as links. */
export function sideMenu(
  menu: MenuAnswer,
  current: string,
  href: (page: string, tab: string) => string,
): TemplateResult {
  return html`<nav class="side-menu" aria-label=${texts().menu.label}>
    <ul>
      ${menu.pages.map(({ page, title, icon, tabs }) => {
        const tab = tabs[0]?.tab ?? ''
        return html`<li>
          <a
            href=${href(page, tab)}
            data-page=${page}
            data-tab=${tab}
            aria-current=${page === current ? 'page' : 'false'}
          >
            ${pageIcon(icon)}<span>${title}</span>
          </a>
        </li>`
      })}
    </ul>
  </nav>`
}
