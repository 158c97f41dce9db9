import '@vaadin/text-area'
import type { TextArea } from '@vaadin/text-area'
import { html } from 'lit'
import { EditorElement } from './editor-element.ts'

export class EditorLongText extends EditorElement<'longText', string> {
  override render() {
    return html`<vaadin-text-area
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .value=${this.value ?? ''}
      .minRows=${3}
      .maxRows=${14}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      @value-changed=${this.changed}
    ></vaadin-text-area>`
  }

  private changed(event: Event) {
    const text = (event.target as TextArea).value
    if (text !== (this.value ?? '')) this.emit(text === '' ? null : text)
  }
}

customElements.define('editor-long-text', EditorLongText)
