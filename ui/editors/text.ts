import '@vaadin/text-field'
import type { TextField } from '@vaadin/text-field'
import { html } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { EditorElement } from './editor-element.ts'

export class EditorText extends EditorElement<'text', string> {
  override render() {
    return html`<vaadin-text-field
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .value=${this.value ?? ''}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      autocomplete="off"
      autocapitalize=${ifDefined(this.editor.input === 'text' ? undefined : 'none')}
      @value-changed=${this.changed}
    ></vaadin-text-field>`
  }

  // Not `type`: an input of type email rewrites addresses with letters beyond ASCII.
  override updated() {
    const input = this.querySelector('input')
    if (input) input.inputMode = this.editor.input
  }

  private changed(event: Event) {
    const text = (event.target as TextField).value
    if (text !== (this.value ?? '')) this.emit(text === '' ? null : text)
  }
}

customElements.define('editor-text', EditorText)
