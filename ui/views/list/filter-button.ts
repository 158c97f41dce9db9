import { html, nothing } from 'lit'
import type { ListView } from '../../../engine/plan/screens.ts'
import { escapeInnermost } from '../../inner-escape.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { anchorPopover } from '../../popover.ts'
import { icon } from '../../styles/icons.ts'
import type { ViewContext } from '../view-context.ts'
import { kindsOf } from './filter-kinds.ts'
import type { ListState } from './list-state.ts'

/** Opens the panel in which a filter is made; the panel is loaded when it is first opened. */
class FilterButton extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    state: { attribute: false },
    isOpen: { state: true },
  }
  declare view: ListView
  declare context: ViewContext
  declare state: ListState
  declare isOpen: boolean

  constructor() {
    super()
    this.isOpen = false
  }

  protected override firstUpdated(): void {
    escapeInnermost(this)
  }

  protected override render(): unknown {
    const columns = this.view.columns.filter((column) => column.filter && kindsOf(column.filter).length > 0)
    if (columns.length === 0) return nothing
    const { length } = this.state.filters
    return html`<button
        class="quiet-button"
        aria-haspopup="dialog"
        aria-expanded=${this.isOpen}
        @click=${this.#open}
      >
        ${icon('filter')}${texts().list.filter}${
          length > 0 ? html`<span class="button-count">${length}</span>` : nothing
        }
      </button>
      <div
        class="popover filter-popover"
        popover
        role="dialog"
        aria-label=${texts().list.filter}
        @toggle=${(event: ToggleEvent) => (this.isOpen = event.newState === 'open')}
      >
        ${
          this.isOpen
            ? html`<filter-panel
                .columns=${columns}
                .context=${this.context}
                .viewId=${this.view.id}
                .state=${this.state}
                @done=${() => this.#panel.hidePopover()}
              ></filter-panel>`
            : nothing
        }
      </div>`
  }

  get #panel(): HTMLElement {
    return this.querySelector('.filter-popover') as HTMLElement
  }

  readonly #open = async (event: Event): Promise<void> => {
    const anchor = event.currentTarget as HTMLElement
    await import('./filter-panel.ts')
    anchorPopover(this.#panel, anchor)
  }
}

customElements.define('filter-button', FilterButton)
