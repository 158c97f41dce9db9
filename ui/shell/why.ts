import { html, type TemplateResult } from 'lit'
import type { AreaPage } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'
import { texts } from '../language/texts.ts'

/** Why something was refused; its code comes when it is first opened. */
export function whyPage(api: Api, { portal }: AreaPage, reference: string): TemplateResult {
  document.title = `${texts().why.title} · ${portal}`
  void import('../accounts/why-page.ts')
  return html`<why-page .api=${api} .reference=${reference}></why-page>`
}
