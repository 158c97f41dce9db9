import { html, type TemplateResult } from 'lit'
import type { TextView } from '../../../engine/plan/screens.ts'
import { LightElement } from '../../light-element.ts'
import './text.css'

/** Paragraphs; an empty line parts them. */
class ViewText extends LightElement {
  static override properties = { view: { attribute: false } }
  declare view: TextView

  protected override render(): TemplateResult {
    return html`<div class="text-view">
      ${this.view.text.split(/\n\s*\n/).map((paragraph) => html`<p>${paragraph.trim()}</p>`)}
    </div>`
  }
}

customElements.define('view-text', ViewText)
