import { html, nothing, type TemplateResult } from 'lit'
import type { SessionAnswer } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'
import { reportBar, type Report } from './report-bar.ts'
import './viewing-bar.ts'

/** Above every page: as whom the portal is seen, and what those who look after it have to know. */
export function bars(api: Api, session: SessionAnswer, report: Report | null): TemplateResult {
  return html`${session.viewing ? html`<viewing-bar .api=${api} .session=${session}></viewing-bar>` : nothing}
  ${report ? reportBar(report) : nothing}`
}
