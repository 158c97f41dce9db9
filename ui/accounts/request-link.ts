import { html, nothing } from 'lit'
import type { AreaPage } from '../../engine/server/wire.ts'
import { language, texts } from '../language/texts.ts'

/** Below the sign-in form, where the area lets visitors ask for an account. */
export function requestLink(area: AreaPage): unknown {
  const title = area.accountRequests?.[language()]
  if (title === undefined) return nothing
  return html`<p class="entry-more">
    ${texts().request.question} <a class="link" href=${requestAddress(area)}>${title}</a>
  </p>`
}

export function requestAddress({ path }: AreaPage): string {
  return `${path.replace(/\/$/, '')}/request-account`
}
