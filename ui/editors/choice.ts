import '@vaadin/radio-group'
import '@vaadin/select'
import type { RadioGroup } from '@vaadin/radio-group'
import type { Select } from '@vaadin/select'
import { html, type TemplateResult } from 'lit'
import { texts } from '../language/texts.ts'
import { EditorElement } from './editor-element.ts'
import { withoutAriaRequired } from './without-aria-required.ts'

/** One of a few: all in sight as radio buttons, or behind a click. Where it may be cleared, one says 'none'. */
export class EditorChoice extends EditorElement<'choice', string> {
  override render(): TemplateResult {
    return this.editor.show === 'radio' ? this.radios() : this.select()
  }

  private get options(): readonly { readonly value: string; readonly label: string }[] {
    const none = this.clearable ? [{ value: '', label: texts().form.noChoice }] : []
    return [...none, ...this.editor.options]
  }

  private select(): TemplateResult {
    return html`<vaadin-select
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .items=${this.options.map(({ value, label }) => ({ value, label }))}
      .value=${this.value ?? ''}
      .placeholder=${this.clearable ? texts().form.noChoice : texts().form.choose}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      @value-changed=${this.changed}
    ></vaadin-select>`
  }

  private radios(): TemplateResult {
    return html`<vaadin-radio-group
      theme="vertical"
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .value=${this.value ?? ''}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      @value-changed=${this.changed}
    >
      ${this.options.map(
        ({ value, label }) =>
          html`<vaadin-radio-button .value=${value} .label=${label}></vaadin-radio-button>`,
      )}
    </vaadin-radio-group>`
  }

  override updated() {
    withoutAriaRequired(this.querySelector('vaadin-select-value-button'))
  }

  private changed(event: Event) {
    const value = (event.target as RadioGroup | Select).value ?? ''
    if (value !== (this.value ?? '')) this.emit(value === '' ? null : value)
  }
}

customElements.define('editor-choice', EditorChoice)
