import { html, type TemplateResult } from 'lit'
import type { AreaPage, SessionAnswer } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'

interface Shell {
  readonly area: AreaPage
  readonly api: Api
  readonly session: SessionAnswer
}

/** The page that every account has; its code comes when it is first opened. */
export function profilePage(
  { area, api, session }: Shell,
  changeLanguage: (code: string) => void,
): TemplateResult {
  void import('../accounts/profile-page.ts')
  return html`<profile-page
    .area=${area}
    .api=${api}
    .session=${session}
    @language-chosen=${(event: CustomEvent<string>) => changeLanguage(event.detail)}
  ></profile-page>`
}
