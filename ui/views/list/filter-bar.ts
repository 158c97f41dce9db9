import { html, nothing } from 'lit'
import type { Column, ListView } from '../../../engine/plan/screens.ts'
import type { Reference } from '../../../engine/server/wire.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'
import type { ViewContext } from '../view-context.ts'
import { namedBy } from './filter-names.ts'
import { filterText } from './filter-text.ts'
import { clearFilters, setFilters, type ListFilter, type ListState } from './list-state.ts'

/** The filters of a list in words, each with a cross. */
class FilterBar extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    state: { attribute: false },
    references: { state: true },
  }
  declare view: ListView
  declare context: ViewContext
  declare state: ListState
  /** What filters on relations point to. */
  declare references: readonly { readonly path: string; readonly reference: Reference }[]
  #named = ''

  constructor() {
    super()
    this.references = []
  }

  protected override willUpdate(): void {
    const key = JSON.stringify(this.state.filters)
    if (key !== this.#named) void this.#name(key)
  }

  async #name(key: string): Promise<void> {
    this.#named = key
    const references = await namedBy(this.context.api, this.state.filters, this.view.columns)
    if (key === this.#named) this.references = references
  }

  protected override render(): unknown {
    const { filters } = this.state
    if (filters.length === 0) return nothing
    const said = texts().list
    return html`<ul class="filter-chips">
      ${filters.map((filter) => this.#chip(filter))}
      ${
        filters.length > 1
          ? html`<li>
              <button class="link" @click=${() => this.#set(clearFilters(this.state))}>
                ${said.clearFilters}
              </button>
            </li>`
          : nothing
      }
    </ul>`
  }

  #chip(filter: ListFilter): unknown {
    const column = this.view.columns.find((each) => each.filter?.path === filter.path)
    if (!column) return nothing
    const text = filterText(filter, column, this.#namesOf(column))
    const others = this.state.filters.filter((each) => each.path === filter.path && each.op !== filter.op)
    return html`<li class="filter-chip">
      <span title=${text}>${text}</span>
      <button
        aria-label=${texts().list.removeFilter(text)}
        @click=${() => this.#set(setFilters(this.state, filter.path, others))}
      >
        ${icon('x')}
      </button>
    </li>`
  }

  #namesOf(column: Column): ReadonlyMap<string, string> {
    const named = this.references.filter(({ path }) => path === column.filter?.path)
    return new Map(
      named.flatMap(({ reference }) =>
        reference.display ? [[String(reference.id), nameOf(reference)] as const] : [],
      ),
    )
  }

  #set(changes: Readonly<Record<string, string | null>>): void {
    this.context.address.set(this.view.id, changes, 'push')
  }
}

customElements.define('filter-bar', FilterBar)
