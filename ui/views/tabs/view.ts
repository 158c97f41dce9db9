import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { ListView, OverviewView, TabsView, View } from '../../../engine/plan/screens.ts'
import type { Count, ListAnswer } from '../../../engine/server/wire.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { fillIn, listUrl } from '../../list-url.ts'
import { listening } from '../listening.ts'
import { concerns } from '../quietly.ts'
import type { ViewContext } from '../view-context.ts'
import '../view-element.ts'
import './tabs.css'

type Tab = TabsView['tabs'][number]

/** Tabs within a page; which one is open is in the address. Those seen before keep what was done in them. */
class ViewTabs extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    counts: { state: true },
  }
  declare view: TabsView
  declare context: ViewContext
  /** Index of the tab → how many records its first list has. */
  declare private counts: ReadonlyMap<number, Count>
  readonly #seen = new Set<number>()
  readonly #listening = listening({
    changed: () => this.#countSoon(300),
    heard: (change) => {
      if (this.#counted.some((list) => concerns(list, change))) this.#countSoon(300)
    },
  })
  #counting: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.counts = new Map()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#listening.stop()
    clearTimeout(this.#counting)
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#seen.add(this.open)
    const before = changed.get('context') as ViewContext | undefined
    if (before?.signals === this.context.signals && before.record?.id === this.context.record?.id) return
    if (!changed.has('context')) return
    this.#listening.to(this.context.signals)
    this.#countSoon(0)
  }

  get #counted(): readonly (ListView | OverviewView)[] {
    return this.view.tabs.flatMap((tab) => (tab.badge === 'count' ? (firstList(tab.views) ?? []) : []))
  }

  private get open(): number {
    const index = Number(this.context.address.of(this.view.id)['tab'] ?? 1) - 1
    return this.view.tabs[index] ? index : 0
  }

  protected override render(): TemplateResult {
    const { view, open } = this
    return html`<div class="view-tabs" role="tablist" @keydown=${this.#moved}>
        ${view.tabs.map(
          ({ title }, index) =>
            html`<button
              role="tab"
              class="view-tab"
              id=${`${view.id}-tab-${index}`}
              aria-selected=${index === open}
              aria-controls=${`${view.id}-panel-${index}`}
              tabindex=${index === open ? 0 : -1}
              @click=${() => this.#select(index)}
            >
              ${title}${this.#badge(index)}
            </button>`,
        )}
      </div>
      ${view.tabs.map((tab, index) => this.#panel(tab, index))}`
  }

  #badge(index: number): TemplateResult | typeof nothing {
    const count = this.counts.get(index)
    if (!count) return nothing
    return html`<span class="view-tab-count">${texts().count(count.value, count.more)}</span>`
  }

  #panel(tab: Tab, index: number): TemplateResult {
    const { view, context, open } = this
    return html`<div
      role="tabpanel"
      class="view-tab-panel"
      id=${`${view.id}-panel-${index}`}
      aria-labelledby=${`${view.id}-tab-${index}`}
      ?hidden=${index !== open}
    >
      ${
        this.#seen.has(index)
          ? tab.views.map((each) => html`<view-element .view=${each} .context=${context}></view-element>`)
          : nothing
      }
    </div>`
  }

  #select(index: number): void {
    if (index !== this.open)
      this.context.address.set(this.view.id, { tab: index === 0 ? null : String(index + 1) }, 'push')
  }

  #moved(event: KeyboardEvent): void {
    const last = this.view.tabs.length - 1
    const goals: Readonly<Record<string, number>> = {
      ArrowRight: this.open === last ? 0 : this.open + 1,
      ArrowLeft: this.open === 0 ? last : this.open - 1,
      Home: 0,
      End: last,
    }
    const goal = goals[event.key]
    if (goal === undefined) return
    event.preventDefault()
    this.#select(goal)
    this.querySelectorAll<HTMLElement>(':scope > [role=tablist] > [role=tab]')[goal]?.focus()
  }

  /** Several writes in a row are counted once. */
  #countSoon(delay: number): void {
    clearTimeout(this.#counting)
    this.#counting = setTimeout(() => void this.#count(), delay)
  }

  async #count(): Promise<void> {
    const counted = await Promise.all(
      this.view.tabs.map(async (tab, index) => {
        const list = tab.badge === 'count' ? firstList(tab.views) : undefined
        const count = list ? await this.#countOf(list) : null
        return count ? ([[index, count]] as const) : []
      }),
    )
    this.counts = new Map(counted.flat())
  }

  async #countOf({ entity, where }: ListView | OverviewView): Promise<Count | null> {
    const { api, session, record } = this.context
    const filter = where && fillIn(where, { user: session.account, record })
    if (where && !filter) return null
    try {
      const url = listUrl(entity, { filter, fields: ['id'], limit: 1, count: 'capped' })
      return (await api.get<ListAnswer>(url)).page.count
    } catch {
      // A number less beside a title; the list itself says what is wrong.
      return null
    }
  }
}

function firstList(views: readonly View[]): ListView | OverviewView | undefined {
  return views.find((view) => view.view === 'list' || view.view === 'overview')
}

customElements.define('view-tabs', ViewTabs)
