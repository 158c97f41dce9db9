import '@vaadin/combo-box'
import type { ComboBox } from '@vaadin/combo-box'
import { html } from 'lit'
import type { Reference } from '../../engine/server/wire.ts'
import { choicePages } from './choice-pages.ts'
import { EditorElement } from './editor-element.ts'
import { referenceText } from './reference-text.ts'

/** A combo box that searches on the server while one types. */
export class EditorRelation extends EditorElement<'relation', Reference> {
  private readonly pages = choicePages(() => this.choices)

  override render() {
    return html`<vaadin-combo-box
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .itemIdPath=${'id'}
      .itemValuePath=${'id'}
      .itemLabelGenerator=${referenceText}
      .dataProvider=${this.pages}
      .selectedItem=${this.value}
      .clearButtonVisible=${this.clearable}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      @selected-item-changed=${this.changed}
    ></vaadin-combo-box>`
  }

  private changed(event: Event) {
    const chosen = (event.target as ComboBox<Reference>).selectedItem ?? null
    if (chosen?.id !== this.value?.id) this.emit(chosen)
  }
}

customElements.define('editor-relation', EditorRelation)
