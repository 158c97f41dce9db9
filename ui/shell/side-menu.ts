import { html, nothing, type TemplateResult } from 'lit'
import type { MenuAnswer, SessionAnswer } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import type { Revisions } from '../revisions.ts'
import { pageIcon } from '../styles/page-icons.ts'
import './unread-badge.ts'

/** By which what is unread is counted, and counted again. */
interface Counting {
  readonly api: Api
  readonly session: SessionAnswer
  readonly revisions: Revisions
}

/** The pages of an area, as links. */
export function sideMenu(
  menu: MenuAnswer,
  { api, session, revisions }: Counting,
  current: string,
  href: (page: string, tab: string) => string,
): TemplateResult {
  return html`<nav class="side-menu" aria-label=${texts().menu.label}>
    <ul>
      ${menu.pages.map(({ page, title, icon, tabs, unread }) => {
        const tab = tabs[0]?.tab ?? ''
        return html`<li>
          <a
            href=${href(page, tab)}
            data-page=${page}
            data-tab=${tab}
            aria-current=${page === current ? 'page' : 'false'}
          >
            ${pageIcon(icon)}<span>${title}</span>
            ${
              unread
                ? html`<unread-badge
                    .api=${api}
                    .account=${session.account.id}
                    .revisions=${revisions}
                    .of=${unread}
                  ></unread-badge>`
                : nothing
            }
          </a>
        </li>`
      })}
    </ul>
  </nav>`
}
