import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { ShuttleView } from '../../../engine/plan/screens.ts'
import type { ListAnswer, WireRecord } from '../../../engine/server/wire.ts'
import { problemOf } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { listUrl } from '../../list-url.ts'
import { allowsField } from '../../may.ts'
import { announce, notify } from '../../notices.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'
import { listening } from '../listening.ts'
import '../pick-list/pick-list.ts'
import { createPages, nothingLoaded, type Loaded, type Pages } from '../pick-list/pages.ts'
import '../pick-list/search-box.ts'
import type { ViewContext } from '../view-context.ts'
import './shuttle.css'
import { including, without } from './sides.ts'

type Side = 'available' | 'assigned'

const sides = ['available', 'assigned'] as const
const other = { available: 'assigned', assigned: 'available' } as const satisfies Record<Side, Side>
/** Milliseconds after the last move until both sides are read again, for what others did meanwhile. */
const rest = 1_000

/** Two columns of records, linked to the selected one and not; a click moves one from here to there. */
class ViewShuttle extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    available: { state: true },
    assigned: { state: true },
    searches: { state: true },
  }
  declare view: ShuttleView
  declare context: ViewContext
  declare private available: Loaded
  declare private assigned: Loaded
  declare private searches: Readonly<Record<Side, string>>
  readonly #pages: Readonly<Record<Side, Pages>> = {
    available: this.#pagesOf('available'),
    assigned: this.#pagesOf('assigned'),
  }
  #shown: number | null = null
  /** Whether what could be linked was read as well. */
  #moved = false
  #turn: Promise<void> = Promise.resolve()
  #moving = 0
  #settling: ReturnType<typeof setTimeout> | undefined
  readonly #listening = listening({
    changed: () => this.#settle(),
    heard: (change) => {
      const isOwn = change?.entity === this.view.entity && change.id === this.context.record?.id
      if (change === null || isOwn || change.entity === this.view.to) this.#settle()
    },
  })

  constructor() {
    super()
    this.#clear()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#listening.stop()
    clearTimeout(this.#settling)
    for (const side of sides) this.#pages[side].stop()
    this.#shown = null
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('context')) return
    this.#listening.to(this.context.signals)
    const id = this.context.record?.id ?? null
    if (id === this.#shown && this.#mayMove === this.#moved) return
    this.#shown = id
    this.#moved = this.#mayMove
    this.#clear()
    if (id !== null) for (const side of this.#sides) void this.#pages[side].start()
  }

  protected override render(): TemplateResult {
    return html`<div class="shuttle">${this.#sides.map((side) => this.#column(side))}</div>`
  }

  get #mayMove(): boolean {
    return this.view.update && allowsField(this.context.record, this.view.field)
  }

  /** Who may not link has no use for what could be linked. */
  get #sides(): readonly Side[] {
    return this.#mayMove ? sides : ['assigned']
  }

  #column(side: Side): TemplateResult {
    const { view, searches } = this
    const said = texts().shuttle
    const loaded = this[side]
    const title = view[side]
    return html`<section class="card shuttle-side" aria-label=${title}>
      <header class="shuttle-top">
        <h3 class="card-title">${title}</h3>
        <span class="shuttle-count" aria-live="off"
          >${loaded.count ? texts().count(loaded.count.value, loaded.count.more) : nothing}</span
        >
        ${
          view.search
            ? html`<search-box
                .label=${said.search(title)}
                .value=${searches[side]}
                @search-changed=${(event: CustomEvent<string>) => this.#searched(side, event.detail)}
              ></search-box>`
            : nothing
        }
      </header>
      <pick-list
        .loaded=${loaded}
        .label=${title}
        .isReadOnly=${!this.#mayMove}
        .empty=${this.#empty(side)}
        .renderItem=${side === 'available' ? availableItem : assignedItem(this.#mayMove)}
        @pick=${(event: CustomEvent<WireRecord>) => this.#move(side, event.detail)}
        @more=${() => void this.#pages[side].more()}
        @again=${() => void this.#pages[side].start()}
      ></pick-list>
    </section>`
  }

  #empty(side: Side): string {
    const said = texts().shuttle
    const search = this.searches[side]
    if (search) return texts().overview.noneFound(search)
    if (side === 'available') return said.emptyAvailable
    return this.#mayMove ? said.emptyAssigned : said.nothingAssigned
  }

  #pagesOf(side: Side): Pages {
    return createPages(
      (query, signal) => {
        const url = listUrl(this.#path, {
          ...query,
          fields: ['display'],
          sort: 'display',
          search: this.searches[side],
          ...(side === 'available' && { linked: false as const }),
        })
        return this.context.api.get<ListAnswer>(url, { signal })
      },
      (loaded) => (this[side] = loaded),
    )
  }

  get #path(): string {
    return `${this.view.entity}/${this.#shown}/${this.view.field}`
  }

  #clear(): void {
    this.available = nothingLoaded
    this.assigned = nothingLoaded
    this.searches = { available: '', assigned: '' }
    for (const side of sides) this.#pages[side].edit(() => nothingLoaded)
  }

  #searched(side: Side, search: string): void {
    this.searches = { ...this.searches, [side]: search }
    void this.#pages[side].start().then(() => announce(this.#foundText(side)))
  }

  #foundText(side: Side): string {
    const { count } = this[side]
    return count ? texts().list.found(texts().count(count.value, count.more)) : ''
  }

  /** Shown as done at once, and taken back where the server refuses. */
  #move(from: Side, record: WireRecord): void {
    const path = `/${this.#path}/${record.id}`
    const shown = this.#shown
    this.#shift(from, record)
    this.#moving += 1
    this.#turn = this.#turn
      .then(() => this.#send(from, record, path, shown))
      .finally(() => (this.#moving -= 1))
  }

  #shift(from: Side, record: WireRecord): void {
    const to = other[from]
    this.#pages[from].edit((loaded) => without(loaded, record.id))
    this.#pages[to].edit((loaded) => including(without(loaded, record.id), record, this.searches[to]))
  }

  async #send(from: Side, record: WireRecord, path: string, shown: number | null): Promise<void> {
    const { api, signals } = this.context
    const said = texts().shuttle
    const name = nameOf(record)
    try {
      await (from === 'available' ? api.put(path) : api.delete(path))
      announce(from === 'available' ? said.assigned(name) : said.unassigned(name))
      signals.changed(this.view.entity)
    } catch (error) {
      const { detail, instance } = problemOf(error, texts().failure.unexpected)
      notify({ tone: 'bad', text: `${name}: ${detail}`, refusal: instance })
      if (shown === this.#shown) this.#shift(other[from], record)
      this.#settle()
    }
  }

  /** Once nothing moves any more, both sides are as the server has them. */
  #settle(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      if (this.#moving > 0) return this.#settle()
      for (const side of this.#sides) void this.#pages[side].refresh()
    }, rest)
  }
}

const availableItem = (record: WireRecord): TemplateResult =>
  html`<span class="shuttle-name">${nameOf(record)}</span><span class="shuttle-move">${icon('plus')}</span>`

const assignedItem =
  (mayMove: boolean) =>
  (record: WireRecord): TemplateResult =>
    html`<span class="shuttle-name">${nameOf(record)}</span>${
        mayMove ? html`<span class="shuttle-move">${icon('x')}</span>` : nothing
      }`

customElements.define('view-shuttle', ViewShuttle)
