import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { Action } from '../../../engine/model/view.ts'
import type { ListView, OverviewView } from '../../../engine/plan/screens.ts'
import type { LinkAnswer, WireRecord } from '../../../engine/server/wire.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { allows, allowsField } from '../../may.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'
import '../list/link-notice.ts'
import { rowActions } from '../list/row-actions.ts'
import type { ViewContext } from '../view-context.ts'
import './rename-form.ts'

/** The name of the selected record, which a click renames, and what can be done with it. */
class RecordHeader extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    record: { attribute: false },
    isRenaming: { state: true },
    link: { state: true },
  }
  declare view: ListView | OverviewView
  declare context: ViewContext
  declare record: WireRecord
  declare private isRenaming: boolean
  declare private link: (LinkAnswer & { readonly name: string }) | null

  constructor() {
    super()
    this.isRenaming = false
    this.link = null
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get('record') as WireRecord | undefined
    if (!before || before.id === this.record.id) return
    this.isRenaming = false
    this.link = null
  }

  protected override render(): TemplateResult {
    const { context, record } = this
    const rename = this.#rename
    return html`<header class="record-header">
        ${
          this.isRenaming && rename
            ? html`<rename-form
                .api=${context.api}
                .entity=${this.view.entity}
                .field=${rename.field}
                .maxLength=${rename.maxLength}
                .record=${record}
                @renamed=${() => this.#renamed()}
                @cancelled=${() => this.#closeName()}
              ></rename-form>`
            : html`<h2 class="record-name">${rename ? this.#nameButton() : nameOf(record)}</h2>`
        }
        ${this.isRenaming ? nothing : this.#actions()}
      </header>
      ${
        this.link
          ? html`<link-notice .link=${this.link} @dismissed=${() => (this.link = null)}></link-notice>`
          : nothing
      }`
  }

  get #rename(): OverviewView['rename'] {
    const rename = this.view.view === 'overview' ? this.view.rename : null
    return rename && allowsField(this.record, rename.field) ? rename : null
  }

  #nameButton(): TemplateResult {
    const name = nameOf(this.record)
    return html`<button
      class="record-rename"
      title=${texts().overview.rename(name)}
      @click=${() => (this.isRenaming = true)}
    >
      <span>${name}</span>${icon('pencil')}
    </button>`
  }

  #actions(): TemplateResult {
    const name = nameOf(this.record)
    return html`<div class="record-actions">
      ${this.view.actions.map((action) => this.#action(action, name))}
    </div>`
  }

  #action(action: Action, name: string): TemplateResult | typeof nothing {
    const known = rowActions[action]
    if (!known || known.of !== 'present' || (action === 'update' && !this.view.form)) return nothing
    const { context, record } = this
    if (!allows(record, action, this.view.form)) return nothing
    const showLink = (of: string, answer: LinkAnswer): void => void (this.link = { ...answer, name: of })
    return html`<button
      class="quiet-button ${known.danger ? 'danger' : ''}"
      aria-label=${known.label(name)}
      @click=${() => void known.run({ view: this.#asList(), context, row: record, showLink })}
    >
      ${icon(known.icon)}<span>${known.title()}</span>
    </button>`
  }

  /** The actions of a list's rows serve here, too. */
  #asList(): ListView {
    const { view } = this
    if (view.view === 'list') return view
    return {
      ...view,
      view: 'list',
      title: null,
      onSelect: null,
      totals: [],
      deleted: view.actions.includes('restore'),
    }
  }

  #renamed(): void {
    this.context.signals.changed(this.view.entity)
    this.#closeName()
  }

  #closeName(): void {
    this.isRenaming = false
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.record-rename')?.focus())
  }
}

customElements.define('record-header', RecordHeader)
