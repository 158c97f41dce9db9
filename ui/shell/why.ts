import { html, type TemplateResult } from 'lit'
import type { Api } from '../client.ts'

/** Why something was refused; its code comes when it is first opened. */
export function whyPage(api: Api, reference: string): TemplateResult {
  void import('../accounts/why-page.ts')
  return html`<why-page .api=${api} .reference=${reference}></why-page>`
}
