import '@vaadin/date-time-picker'
import type { DateTimePicker } from '@vaadin/date-time-picker'
import { html } from 'lit'
import { live } from 'lit/directives/live.js'
import { EditorElement } from './editor-element.ts'
import { isTouch } from './is-touch.ts'
import { dateTimeWords } from './date-words.ts'
import { withoutAriaRequired } from './without-aria-required.ts'

/** Entered in the time of whoever looks at it, kept in UTC. */
export class EditorDateTime extends EditorElement<'dateTime', string> {
  override render() {
    return html`<vaadin-date-time-picker
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .i18n=${dateTimeWords()}
      .value=${live(localText(this.value))}
      .step=${60}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      .autoOpenDisabled=${!isTouch()}
      @change=${this.entered}
      @unparsable-change=${this.entered}
    ></vaadin-date-time-picker>`
  }

  override updated() {
    withoutAriaRequired(this.field)
  }

  private entered(event: Event) {
    const { value } = event.currentTarget as DateTimePicker
    const isTyped = [...this.querySelectorAll('input')].some((input) => input.value !== '')
    this.emit(value === '' ? null : new Date(value).toISOString(), value !== '' || !isTyped)
  }
}

/** `2026-02-03T14:05`, without seconds, on the clock of this computer; empty where there is no value. */
function localText(value: string | null): string {
  if (value === null) return ''
  const date = new Date(value)
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}

customElements.define('editor-date-time', EditorDateTime)
