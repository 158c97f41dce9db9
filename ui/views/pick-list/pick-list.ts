import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ProblemDetails, WireRecord } from '../../../engine/server/wire.ts'
import { LightElement } from '../../light-element.ts'
import { refusalId } from '../../refusal-id.ts'
import { retryButton } from '../../retry-button.ts'
import { nothingLoaded, type Loaded } from './pages.ts'
import './pick-list.css'

/**
 * Records to pick from, loaded as far as one scrolls. One stop of the Tab key; the arrows go from record to record, and
 * when the record with the focus is taken out, its neighbour gets it.
 */
class PickList extends LightElement {
  static override properties = {
    loaded: { attribute: false },
    label: { attribute: false },
    selected: { attribute: false },
    isReadOnly: { attribute: false },
    renderItem: { attribute: false },
    empty: { attribute: false },
    active: { state: true },
  }
  declare loaded: Loaded
  declare label: string
  /** Id of the record that is shown beside the list. */
  declare selected: number | null
  declare isReadOnly: boolean
  declare renderItem: (record: WireRecord) => unknown
  declare empty: string
  /** Id of the record that the Tab key goes to. */
  declare private active: number | null
  #watcher: IntersectionObserver | null = null
  #lost = -1

  constructor() {
    super()
    this.loaded = nothingLoaded
    this.label = ''
    this.selected = null
    this.isReadOnly = false
    this.renderItem = (record) => record.id
    this.empty = ''
    this.active = null
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#watcher?.disconnect()
    this.#watcher = null
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('selected') && this.selected !== null) this.active = this.selected
    if (!changed.has('loaded')) return
    const before = (changed.get('loaded') as Loaded | undefined)?.items ?? []
    const { items } = this.loaded
    if (this.active !== null && items.some(({ id }) => id === this.active)) return
    const place = before.findIndex(({ id }) => id === this.active)
    if (place >= 0 && this.#hasFocus()) this.#lost = place
    this.active = items[Math.min(Math.max(place, 0), items.length - 1)]?.id ?? null
  }

  protected override render(): TemplateResult {
    const { items, busy, failure } = this.loaded
    return html`<div class="pick-scroll" aria-busy=${busy !== null}>
      ${busy === 'first' ? skeleton() : this.#items(items)}
      ${
        items.length === 0 && busy === null && !failure
          ? html`<p class="pick-empty" tabindex="-1">${this.empty}</p>`
          : nothing
      }
      ${failure ? this.#failed(failure) : nothing}
      <div class="pick-end"></div>
    </div>`
  }

  #items(items: readonly WireRecord[]): TemplateResult | typeof nothing {
    if (items.length === 0) return nothing
    return html`<ul class="pick-items" aria-label=${this.label} @keydown=${this.#moved}>
      ${repeat(
        items,
        ({ id }) => id,
        (record) =>
          html`<li class="pick-item">${this.isReadOnly ? this.#text(record) : this.#button(record)}</li>`,
      )}
    </ul>`
  }

  #text(record: WireRecord): TemplateResult {
    return html`<span class="pick-text">${this.renderItem(record)}</span>`
  }

  #button(record: WireRecord): TemplateResult {
    return html`<button
      class="pick-button"
      data-id=${record.id}
      tabindex=${record.id === this.active ? 0 : -1}
      aria-current=${record.id === this.selected ? 'true' : 'false'}
      @click=${() => this.#pick(record)}
    >
      ${this.renderItem(record)}
    </button>`
  }

  #failed(failure: ProblemDetails): TemplateResult {
    return html`<div class="pick-failure" role="alert">
      <p>${failure.detail}${refusalId(failure.instance)}</p>
      ${retryButton(failure, () => this.dispatchEvent(new CustomEvent('again')))}
    </div>`
  }

  protected override updated(): void {
    if (this.#lost >= 0) {
      this.#lost = -1
      this.#focus(this.active)
    }
    this.#watchEnd()
  }

  /** More is asked for before the end comes in sight. */
  #watchEnd(): void {
    const end = this.querySelector('.pick-end')
    if (!end) return
    // Watched anew each time: an end that stays in sight after a page arrived says nothing by itself.
    this.#watcher?.disconnect()
    if (this.loaded.next === null || this.loaded.busy !== null || this.loaded.failure) return
    // What scrolls is the list, or on a phone the page; TypeScript does not know the margin within lists yet.
    const margins = { rootMargin: '600px', scrollMargin: '600px' } as IntersectionObserverInit
    this.#watcher = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.dispatchEvent(new CustomEvent('more'))
    }, margins)
    this.#watcher.observe(end)
  }

  #pick(record: WireRecord): void {
    this.active = record.id
    this.dispatchEvent(new CustomEvent<WireRecord>('pick', { detail: record }))
  }

  #moved(event: KeyboardEvent): void {
    const { items } = this.loaded
    const here = items.findIndex(({ id }) => id === this.active)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + 10,
      PageUp: here - 10,
      Home: 0,
      End: items.length - 1,
    }
    const goal = steps[event.key]
    if (goal === undefined) return
    event.preventDefault()
    this.active = items[Math.min(Math.max(goal, 0), items.length - 1)]?.id ?? null
    this.#focus(this.active)
  }

  #hasFocus(): boolean {
    return this.contains(document.activeElement)
  }

  #focus(id: number | null): void {
    const goal = id === null ? '.pick-empty' : `[data-id="${id}"]`
    this.querySelector<HTMLElement>(goal)?.focus()
  }
}

function skeleton(): TemplateResult {
  return html`<div class="pick-skeleton">${Array.from({ length: 8 }, () => html`<span></span>`)}</div>`
}

customElements.define('pick-list', PickList)
