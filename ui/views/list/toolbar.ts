import { html, nothing } from 'lit'
import type { ListView } from '../../../engine/plan/screens.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { complain } from '../../notices.ts'
import { icon } from '../../styles/icons.ts'
import { givenValues } from '../given.ts'
import type { ViewContext } from '../view-context.ts'
import './filter-button.ts'
import { exportUrl } from './list-request.ts'
import { firstPage, type ListState } from './list-state.ts'

/** How long one pauses between words; shorter, and each letter asks the server. */
const pause = 250

/** What stands above a list: its title, search, deleted ones, export, a new one. */
class ListToolbar extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    state: { attribute: false },
  }
  declare view: ListView
  declare context: ViewContext
  declare state: ListState
  #typing: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#typing)
  }

  protected override updated(): void {
    const input = this.querySelector<HTMLInputElement>('input[type=search]')
    // Going back in the browser changes it; what is being typed is left alone.
    if (input && document.activeElement !== input) input.value = this.state.search
  }

  protected override render(): unknown {
    const { view, state } = this
    const said = texts().list
    const can = (action: ListView['actions'][number]): boolean => view.actions.includes(action)
    return html`<div class="list-toolbar">
      ${view.title ? html`<h2 class="card-title">${view.title}</h2>` : nothing}
      ${view.search ? this.#search() : nothing}
      <filter-button .view=${view} .context=${this.context} .state=${state}></filter-button>
      <div class="list-tools">
        ${this.#sortChoice()}
        ${
          view.deleted
            ? html`<button
                class="quiet-button"
                aria-pressed=${state.deleted}
                @click=${() => this.#set({ deleted: state.deleted ? null : 'only' })}
              >
                ${icon('trash')}<span>${said.deleted}</span>
              </button>`
            : nothing
        }
        ${
          can('export')
            ? html`<button class="quiet-button list-export" title=${said.exportTo} @click=${this.#export}>
                ${icon('download')}<span>${said.export}</span>
              </button>`
            : nothing
        }
        ${
          can('create') && view.form
            ? html`<vaadin-button class="list-new" theme="primary" @click=${this.#create}>
                <span slot="prefix" class="button-icon">${icon('plus')}</span>${said.new(view.label.one)}
              </vaadin-button>`
            : nothing
        }
      </div>
    </div>`
  }

  #search(): unknown {
    const label = texts().list.search(this.view.label.many)
    return html`<label class="list-search">
      ${icon('search')}
      <span class="visually-hidden">${label}</span>
      <input
        type="search"
        placeholder=${label}
        autocomplete="off"
        spellcheck="false"
        maxlength="200"
        @input=${this.#typed}
        @keydown=${this.#pressed}
        @search=${this.#searchNow}
      />
    </label>`
  }

  /** On a phone there are no headers to click. */
  #sortChoice(): unknown {
    const sortable = this.view.columns.filter((column) => column.sort !== null)
    if (sortable.length === 0) return nothing
    const said = texts().list
    const options = sortable.flatMap(({ sort, label }) => [
      [sort ?? '', said.ascending(label)] as const,
      [`-${sort}`, said.descending(label)] as const,
    ])
    const choose = (event: Event): void => this.#set({ sort: (event.target as HTMLSelectElement).value })
    return html`<select class="plain-select list-sort" aria-label=${said.sortBy} @change=${choose}>
      ${options.map(
        ([value, label]) =>
          html`<option value=${value} .selected=${value === this.state.sort.split(',')[0]}>${label}</option>`,
      )}
    </select>`
  }

  #set(changes: Readonly<Record<string, string | null>>, how: 'push' | 'replace' = 'push'): void {
    this.context.address.set(this.view.id, { ...changes, ...firstPage }, how)
  }

  readonly #typed = (): void => {
    clearTimeout(this.#typing)
    this.#typing = setTimeout(this.#searchNow, pause)
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#searchNow()
  }

  readonly #searchNow = (): void => {
    clearTimeout(this.#typing)
    const text = this.querySelector<HTMLInputElement>('input[type=search]')?.value.trim() ?? ''
    if (text !== this.state.search) this.#set({ search: text || null }, 'replace')
  }

  readonly #create = async (): Promise<void> => {
    const { view, context } = this
    if (!view.form) return
    const { openFormDialog } = await import('../../form/form-dialog.ts')
    const title = texts().list.new(view.label.one)
    const created = await openFormDialog({
      context,
      form: view.form,
      record: null,
      title,
      given: givenValues(view.given, context.record),
    })
    if (created) context.signals.changed(view.entity)
  }

  readonly #export = async (): Promise<void> => {
    try {
      const csv = await this.context.api.csv(exportUrl(this.view, this.context, this.state))
      const link = document.createElement('a')
      link.href = URL.createObjectURL(csv)
      link.download = `${this.view.entity}.csv`
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (error) {
      complain(error)
    }
  }
}

customElements.define('list-toolbar', ListToolbar)
