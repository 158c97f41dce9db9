import '@vaadin/multi-select-combo-box'
import type { MultiSelectComboBox } from '@vaadin/multi-select-combo-box'
import { html, type PropertyDeclarations } from 'lit'
import type { Reference } from '../../engine/server/wire.ts'
import { identity } from '../form/form-state.ts'
import { texts } from '../language/texts.ts'
import { nameOf } from '../record-name.ts'
import { choicePages } from './choice-pages.ts'
import { EditorElement } from './editor-element.ts'

/** As many as one likes, each searched on the server. */
export class EditorRelations extends EditorElement<'relations', readonly Reference[]> {
  static override properties: PropertyDeclarations = { notFound: { state: true } }

  declare private notFound: string
  private readonly pages = choicePages(
    () => this.choices,
    (search) => (this.notFound = search),
  )

  constructor() {
    super()
    this.notFound = ''
  }

  override render() {
    return html`<vaadin-multi-select-combo-box
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.notFound ? texts().overview.noneFound(this.notFound) : this.hint}
      .itemIdPath=${'id'}
      .itemValuePath=${'id'}
      .itemLabelGenerator=${nameOf}
      .dataProvider=${this.pages}
      .selectedItems=${this.value ?? []}
      .autoExpandVertically=${true}
      .clearButtonVisible=${this.clearable}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      @focusout=${() => (this.notFound = '')}
      @selected-items-changed=${this.changed}
    ></vaadin-multi-select-combo-box>`
  }

  private changed(event: Event) {
    const chosen = (event.target as MultiSelectComboBox<Reference>).selectedItems
    if (identity(chosen) !== identity(this.value ?? [])) this.emit([...chosen])
  }
}

customElements.define('editor-relations', EditorRelations)
