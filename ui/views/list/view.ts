import { html } from 'lit'
import { LightElement } from '../../light-element.ts'

class ListViewElement extends LightElement {
  protected override render(): unknown {
    return html`<section class="card"></section>`
  }
}

customElements.define('view-list', ListViewElement)
