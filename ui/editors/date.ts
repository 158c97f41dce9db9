import '@vaadin/date-picker'
import type { DatePicker } from '@vaadin/date-picker'
import { html } from 'lit'
import { live } from 'lit/directives/live.js'
import { EditorElement } from './editor-element.ts'
import { isTouch } from './is-touch.ts'
import { dateWords } from './date-words.ts'

export class EditorDate extends EditorElement<'date', string> {
  override render() {
    return html`<vaadin-date-picker
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .i18n=${dateWords()}
      .value=${live(this.value ?? '')}
      .min=${this.editor.min}
      .max=${this.editor.max}
      .clearButtonVisible=${this.clearable}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      .autoOpenDisabled=${!isTouch()}
      autocomplete="off"
      @change=${this.entered}
      @unparsable-change=${this.entered}
    ></vaadin-date-picker>`
  }

  private entered(event: Event) {
    const { value } = event.target as DatePicker
    const isTyped = this.querySelector('input')?.value !== ''
    this.emit(value === '' ? null : value, value !== '' || !isTyped)
  }
}

customElements.define('editor-date', EditorDate)
