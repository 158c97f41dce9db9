import { html, type TemplateResult } from 'lit'
import type { ReportEvent } from '../../engine/server/wire.ts'
import { openDialog } from '../dialogs.ts'
import { texts } from '../language/texts.ts'
import { icon } from '../styles/icons.ts'
import './report-bar.css'

export type Report = NonNullable<ReportEvent['report']>

/** Above the page, for those who look after the definitions: what was saved is not what they see. */
export function reportBar(report: Report): TemplateResult {
  return html`<section class="report-bar" role="status">
    ${icon('warning')}
    <p>${inShort(report)}</p>
    <vaadin-button @click=${() => void show(report)}>${texts().definitions.show}</vaadin-button>
  </section>`
}

function inShort({ kind, count }: Report): string {
  const said = texts().definitions
  if (kind === 'problems') return said.problems(count)
  return kind === 'refused' ? said.refused : said.failed
}

/** What is said goes on below; what is quoted of a file stays in its columns, with its marks under it. */
function line(text: string): TemplateResult | string {
  const isQuoted = /^>? *\d* *\|/.test(text)
  const whole = `${text}\n`
  return isQuoted ? whole : html`<span class="report-said">${whole}</span>`
}

function show({ text }: Report): Promise<void> {
  const said = texts().definitions
  return openDialog<void>(undefined, (answer) => ({
    label: said.title,
    size: 'wide',
    body: html`<p>${said.goesOn}</p>
      <pre class="report-text" tabindex="0">${text.split('\n').map(line)}</pre>
      <footer class="dialog-actions">
        <vaadin-button autofocus @click=${() => answer()}>${texts().close}</vaadin-button>
      </footer>`,
  }))
}
