import '@vaadin/text-field'
import type { TextField } from '@vaadin/text-field'
import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit'
import { numberText, readNumber } from '../form/number-text.ts'
import { locale } from '../language/texts.ts'
import { EditorElement } from './editor-element.ts'

/** A text field that reads numbers: inputs of type number take the browser's decimal mark, not the account's. */
export class EditorNumber extends EditorElement<'number', number> {
  static override properties: PropertyDeclarations = { text: { state: true } }

  /** What is being typed, which may be no number yet. */
  declare private text: string

  constructor() {
    super()
    this.text = ''
  }

  override willUpdate(changed: PropertyValues) {
    if (changed.has('value') && readNumber(this.text) !== this.value) this.text = this.written()
  }

  override render() {
    const { suffix } = this.editor
    return html`<vaadin-text-field
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .value=${this.text}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      autocomplete="off"
      @value-changed=${this.changed}
      @change=${this.tidy}
    >
      ${suffix ? html`<span slot="suffix">${suffix}</span>` : nothing}
    </vaadin-text-field>`
  }

  override updated() {
    const input = this.querySelector('input')
    if (input) input.inputMode = this.editor.decimals > 0 ? 'decimal' : 'numeric'
  }

  private written(): string {
    return numberText(this.value, locale(), this.editor.decimals)
  }

  private changed(event: Event) {
    const text = (event.target as TextField).value
    if (text === this.text) return
    this.text = text
    const value = readNumber(text)
    this.emit(value, value !== null || text.trim() === '')
  }

  /** Shows what was understood, once typing is done. */
  private tidy() {
    if (this.value !== null) this.text = this.written()
  }
}

customElements.define('editor-number', EditorNumber)
