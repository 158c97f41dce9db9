import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { OverviewView } from '../../../engine/plan/screens.ts'
import type { ListAnswer, WireRecord } from '../../../engine/server/wire.ts'
import { isAbort, problemOf } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { mayLeave } from '../../leaving.ts'
import { LightElement } from '../../light-element.ts'
import { fillIn, listUrl, recordUrl } from '../../list-url.ts'
import { announce } from '../../notices.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'
import '../pick-list/pick-list.ts'
import { createPages, nothingLoaded, type Loaded, type PageQuery } from '../pick-list/pages.ts'
import type { ViewContext } from '../view-context.ts'
import '../view-element.ts'
import { givenValues } from '../given.ts'
import { listening } from '../listening.ts'
import { concerns, soon } from '../quietly.ts'
import { overviewItem } from './item.ts'
import { listHeader } from './list-header.ts'
import './overview.css'
import { selectionOf } from './selection.ts'
import './record-header.ts'

/** A list on the left, the selected record on the right; which one, and the search, are in the address. */
class ViewOverview extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    loaded: { state: true },
    record: { state: true },
    failure: { state: true },
  }
  declare view: OverviewView
  declare context: ViewContext
  declare private loaded: Loaded
  declare private record: WireRecord | null
  declare private failure: string
  #asked: string | null = null
  #wanted: number | null = null
  #reading = new AbortController()
  readonly #selection = selectionOf(this)
  readonly #soon = soon(() => {
    void this.#read(this.selected)
    void this.#pages.refresh()
  })
  readonly #listening = listening({
    changed: () => this.#soon.begin(),
    heard: (change) => {
      if (concerns(this.view, change)) this.#soon.begin()
    },
  })
  #detail: ViewContext | null = null
  readonly #pages = createPages(
    (query, signal) => this.#ask(query, signal),
    (loaded) => (this.loaded = loaded),
  )

  constructor() {
    super()
    this.loaded = nothingLoaded
    this.record = null
    this.failure = ''
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#listening.stop()
    this.#pages.stop()
    this.#reading.abort()
    this.#soon.stop()
    this.#asked = null
  }

  private get search(): string {
    return this.context.address.of(this.view.id)['search'] ?? ''
  }

  private get selected(): number | null {
    return this.#selection.id
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('context')) this.#listening.to(this.context.signals)
    const asked = `${this.search} ${this.context.record?.id ?? ''}`
    if (asked !== this.#asked) {
      this.#asked = asked
      void this.#pages.start().then(() => this.#selection.first(this.loaded.items[0]))
    }
    if (this.selected !== this.#wanted) void this.#read(this.selected)
    if (changed.has('context') || changed.has('record'))
      this.#detail = this.record && { ...this.context, record: this.record }
  }

  protected override render(): TemplateResult {
    const { selected } = this
    const isReading = selected !== null && this.record?.id !== selected && this.failure === ''
    return html`<div class="overview" ?data-selected=${selected !== null}>
      ${this.#list()}
      <section class="overview-record" aria-busy=${isReading}>
        ${selected === null ? nothing : this.#back()} ${this.#record()}
      </section>
    </div>`
  }

  #list(): TemplateResult {
    const { view, loaded, search } = this
    return html`<section class="card overview-list" aria-label=${view.label.many}>
      ${listHeader({ view, loaded, search, add: () => void this.#add(), searched: this.#searched })}
      <pick-list
        .loaded=${loaded}
        .label=${view.label.many}
        .selected=${this.selected}
        .empty=${search ? texts().overview.noneFound(search) : texts().list.empty(view.label.many)}
        .renderItem=${this.#item}
        @pick=${(event: CustomEvent<WireRecord>) => void this.#select(event.detail)}
        @more=${() => void this.#pages.more()}
        @again=${() => void this.#pages.start()}
      ></pick-list>
    </section>`
  }

  readonly #item = (record: WireRecord): TemplateResult => overviewItem(this.view.columns, record)

  #back(): TemplateResult {
    return html`<button class="link overview-back" @click=${() => void this.#selection.goBack()}>
      ${icon('chevron-left')}${texts().overview.back(this.view.label.many)}
    </button>`
  }

  #record(): TemplateResult | typeof nothing {
    const { record, view, context } = this
    if (this.failure) return html`<p class="card overview-nothing" role="alert">${this.failure}</p>`
    if (this.selected === null) {
      const isEmpty = this.loaded.items.length === 0
      if (isEmpty) return nothing
      return html`<p class="card overview-nothing">${texts().overview.select}</p>`
    }
    if (!record || !this.#detail) return html`<div class="overview-skeleton"></div>`
    return html`<div class="overview-detail" ?inert=${record.id !== this.selected}>
      <record-header .view=${view} .context=${context} .record=${record}></record-header>
      ${view.detail.map((each) => html`<view-element .view=${each} .context=${this.#detail}></view-element>`)}
    </div>`
  }

  #ask(query: PageQuery, signal: AbortSignal): Promise<ListAnswer> {
    const { view, context } = this
    const filter = view.where && fillIn(view.where, { user: context.session.account, record: context.record })
    const fields = [...new Set([...view.columns.map(({ path }) => path), 'display'])]
    const url = listUrl(view.entity, { ...query, filter, fields, sort: view.sort, search: this.search })
    return context.api.get<ListAnswer>(url, { signal })
  }

  async #read(id: number | null): Promise<void> {
    this.#wanted = id
    this.#reading.abort()
    const { signal } = (this.#reading = new AbortController())
    this.failure = ''
    if (id === null) {
      this.record = null
      return
    }
    try {
      const record = await this.context.api.get<WireRecord>(
        recordUrl(`${this.view.entity}/${id}`, this.view),
        { signal },
      )
      if (!signal.aborted) this.record = record
    } catch (error) {
      if (isAbort(error) || signal.aborted) return
      const problem = problemOf(error, texts().failure.unexpected)
      if (problem.status === 404 && this.record?.id === id) return this.#selectNeighbour(id)
      this.record = null
      this.failure = problem.status === 404 ? texts().overview.gone : problem.detail
    }
  }

  /** What was selected is no more: the record that took its place in the list is next. */
  #selectNeighbour(id: number): void {
    const { items } = this.loaded
    const place = Math.max(
      0,
      items.findIndex((item) => item.id === id),
    )
    const rest = items.filter((item) => item.id !== id)
    const next = this.#selection.isWide ? rest[Math.min(place, rest.length - 1)] : undefined
    this.#set({ record: next ? String(next.id) : null }, 'replace')
  }

  async #select(record: WireRecord): Promise<void> {
    if (await this.#selection.take(record.id)) announce(texts().overview.selected(nameOf(record)))
  }

  readonly #searched = (search: string): void => this.#set({ search: search || null }, 'replace')

  readonly #add = async (): Promise<void> => {
    const { view, context } = this
    if (!view.form || !(await mayLeave())) return
    const { openFormDialog } = await import('../../form/form-dialog.ts')
    const title = texts().list.new(view.label.one)
    const created = await openFormDialog({
      context,
      form: view.form,
      record: null,
      title,
      given: givenValues(view.given, context.record),
    })
    if (created) this.#set({ record: String(created.id) }, 'push')
  }

  #set(changes: Readonly<Record<string, string | null>>, how: 'push' | 'replace'): void {
    this.context.address.set(this.view.id, changes, how)
  }
}

customElements.define('view-overview', ViewOverview)
