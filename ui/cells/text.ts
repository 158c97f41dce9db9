import { html, type TemplateResult } from 'lit'

/** Cut off where there is no room; the whole of it on hovering. */
export function textCell(value: unknown): TemplateResult {
  const text = String(value)
  return html`<span class="cell-text" title=${text}>${text}</span>`
}
