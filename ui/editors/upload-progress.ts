import { html, type TemplateResult } from 'lit'
import { texts } from '../language/texts.ts'
import { icon } from '../styles/icons.ts'
import type { Upload } from '../uploads.ts'

/** How far a file is that is being sent, and a way to stop it. */
export function uploadProgress(name: string, { share, cancel }: Upload): TemplateResult {
  const said = texts().file
  const percent = Math.floor(share * 100)
  return html`<span class="file-sending">
    <progress max="100" .value=${percent} aria-label=${said.sending(name)}></progress>
    <span class="file-percent" aria-hidden="true">${said.percent(percent)}</span>
    <button
      type="button"
      class="icon-button"
      aria-label=${said.cancel(name)}
      title=${said.cancel(name)}
      @click=${cancel}
    >
      ${icon('x')}
    </button>
  </span>`
}
