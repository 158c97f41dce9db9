import { html, type TemplateResult } from 'lit'
import { texts } from '../language/texts.ts'
import { notify } from '../notices.ts'
import { icon } from '../styles/icons.ts'

/** Shown once; `kept` goes on. */
export function recoveryCodes(codes: readonly string[], kept: () => void): TemplateResult {
  const said = texts().profile
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      notify({ text: said.copied, tone: 'good' })
    } catch {
      notify({ text: texts().list.notCopied, tone: 'bad' })
    }
  }
  return html`<div class="recovery">
    <p>${said.codesText}</p>
    <ul class="recovery-codes">
      ${codes.map((code) => html`<li><code>${code}</code></li>`)}
    </ul>
    <footer class="dialog-actions">
      <vaadin-button @click=${copy}>${icon('copy')} ${said.copyCodes}</vaadin-button>
      <vaadin-button theme="primary" @click=${kept}>${said.codesKept}</vaadin-button>
    </footer>
  </div>`
}
