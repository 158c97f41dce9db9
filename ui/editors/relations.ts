import '@vaadin/multi-select-combo-box'
import type { MultiSelectComboBox } from '@vaadin/multi-select-combo-box'
import { html } from 'lit'
import type { Reference } from '../../engine/server/wire.ts'
import { identity } from '../form/form-state.ts'
import { choicePages } from './choice-pages.ts'
import { EditorElement } from './editor-element.ts'
import { referenceText } from './reference-text.ts'

/** As many as one likes, each searched on the server. */
export class EditorRelations extends EditorElement<'relations', readonly Reference[]> {
  private readonly pages = choicePages(() => this.choices)

  override render() {
    return html`<vaadin-multi-select-combo-box
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.hint}
      .itemIdPath=${'id'}
      .itemValuePath=${'id'}
      .itemLabelGenerator=${referenceText}
      .dataProvider=${this.pages}
      .selectedItems=${this.value ?? []}
      .autoExpandVertically=${true}
      .clearButtonVisible=${this.clearable}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      @selected-items-changed=${this.changed}
    ></vaadin-multi-select-combo-box>`
  }

  private changed(event: Event) {
    const chosen = (event.target as MultiSelectComboBox<Reference>).selectedItems
    if (identity(chosen) !== identity(this.value ?? [])) this.emit([...chosen])
  }
}

customElements.define('editor-relations', EditorRelations)
