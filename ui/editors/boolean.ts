import '@vaadin/checkbox'
import type { Checkbox } from '@vaadin/checkbox'
import { html } from 'lit'
import { EditorElement } from './editor-element.ts'

/** Its label stands beside it, and it is never marked as required: an empty box is an answer too. */
export class EditorBoolean extends EditorElement<'boolean', boolean> {
  override render() {
    return html`<vaadin-checkbox
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .checked=${this.value === true}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      @checked-changed=${this.changed}
    ></vaadin-checkbox>`
  }

  private changed(event: Event) {
    const { checked } = event.target as Checkbox
    if (checked !== (this.value === true)) this.emit(checked)
  }
}

customElements.define('editor-boolean', EditorBoolean)
