import '@vaadin/combo-box'
import type { ComboBox } from '@vaadin/combo-box'
import { html, type PropertyDeclarations } from 'lit'
import type { Reference } from '../../engine/server/wire.ts'
import { texts } from '../language/texts.ts'
import { nameOf } from '../record-name.ts'
import { choicePages } from './choice-pages.ts'
import { EditorElement } from './editor-element.ts'

/** A combo box that searches on the server while one types. */
export class EditorRelation extends EditorElement<'relation', Reference> {
  static override properties: PropertyDeclarations = { notFound: { state: true } }

  /** What was searched in vain: Vaadin's list just stays closed then. */
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
    return html`<vaadin-combo-box
      .label=${this.label}
      .accessibleName=${this.accessibleName}
      .helperText=${this.notFound ? texts().overview.noneFound(this.notFound) : this.hint}
      .itemIdPath=${'id'}
      .itemValuePath=${'id'}
      .itemLabelGenerator=${nameOf}
      .dataProvider=${this.pages}
      .selectedItem=${this.value}
      .clearButtonVisible=${this.clearable}
      .required=${this.required}
      .disabled=${this.disabled}
      .invalid=${this.message !== ''}
      .errorMessage=${this.message}
      .manualValidation=${true}
      @focusout=${() => (this.notFound = '')}
      @selected-item-changed=${this.changed}
    ></vaadin-combo-box>`
  }

  private changed(event: Event) {
    const chosen = (event.target as ComboBox<Reference>).selectedItem ?? null
    if (chosen?.id !== this.value?.id) this.emit(chosen)
  }
}

customElements.define('editor-relation', EditorRelation)
