import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { ListAnswer, WireRecord } from '../../../engine/server/wire.ts'
import { problemOf } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { mayLeave } from '../../leaving.ts'
import { LightElement } from '../../light-element.ts'
import { listUrl } from '../../list-url.ts'
import { complain } from '../../notices.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'
import '../overview/overview.css'
import { selectionOf } from '../overview/selection.ts'
import { createPages, nothingLoaded, type Loaded, type PageQuery } from '../pick-list/pages.ts'
import { givenValues } from '../given.ts'
import { listening } from '../listening.ts'
import { soon } from '../quietly.ts'
import type { ViewContext } from '../view-context.ts'
import { boxesOf, entryFields, entryFilter, isTied, type Box } from './conversations.ts'
import { threadList } from './thread-list.ts'
import './thread-messages.ts'
import './thread.css'

/** An inbox: conversations on the left, the messages of the selected one on the right; on a phone, one at a time. */
class ViewThread extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    loaded: { state: true },
    entry: { state: true },
  }
  declare view: ThreadView
  declare context: ViewContext
  declare private loaded: Loaded
  /** The selected one, also where it is not on the list. */
  declare private entry: WireRecord | null
  #asked: string | null = null
  readonly #selection = selectionOf(this)
  readonly #quietly = soon(() => void this.#readAgain())
  readonly #listening = listening({
    heard: (change) => {
      const { view } = this
      if (!change || [view.entries.entity, view.entity].includes(change.entity)) this.#quietly.begin()
    },
  })
  readonly #pages = createPages(
    (query, signal) => this.#ask(query, signal),
    (loaded) => this.#show(loaded),
  )

  constructor() {
    super()
    this.loaded = nothingLoaded
    this.entry = null
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#listening.stop()
    this.#quietly.stop()
    this.#pages.stop()
    this.#asked = null
  }

  get #state(): Readonly<Record<string, string>> {
    return this.context.address.of(this.view.id)
  }

  private get box(): Box {
    return boxesOf(this.view).find((box) => box === this.#state['box']) ?? 'inbox'
  }

  private get search(): string {
    return this.#state['search'] ?? ''
  }

  private get selected(): number | null {
    return this.#selection.id
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('context')) this.#listening.to(this.context.signals)
    const asked = `${this.box} ${this.search} ${this.context.record?.id ?? ''}`
    if (asked !== this.#asked) {
      this.#asked = asked
      void this.#pages.start().then(() => this.#selection.first(this.loaded.items[0]))
    }
    if (this.selected !== (this.entry?.id ?? null)) void this.#read(this.selected)
  }

  protected override render(): TemplateResult {
    const { view, context, entry, selected } = this
    return html`<div
      class="overview thread"
      ?data-selected=${selected !== null}
      ?data-tied=${isTied(view, context)}
      ?data-empty=${selected === null && this.loaded.items.length === 0}
    >
      ${this.#list()}
      <section class="overview-record" aria-busy=${selected !== null && entry?.id !== selected}>
        ${selected === null ? nothing : this.#back()}
        ${
          entry && entry.id === selected
            ? html`<thread-messages
                .view=${view}
                .context=${context}
                .entry=${entry}
                @left=${() => this.#set({ record: null }, 'replace')}
                @marked=${() => this.#readAgain()}
              ></thread-messages>`
            : this.#nothingSelected()
        }
      </section>
    </div>`
  }

  #nothingSelected(): unknown {
    if (this.selected !== null) return html`<div class="overview-skeleton"></div>`
    if (this.loaded.items.length === 0) return nothing
    return html`<p class="card overview-nothing">${texts().thread.select}</p>`
  }

  #list(): TemplateResult {
    const { view, context, loaded, search, box, selected } = this
    return threadList(
      { view, context, loaded, search, box, selected },
      {
        begin: () => void this.#begin(),
        search: (text) => this.#set({ search: text || null }, 'replace'),
        choose: (each) => this.#set({ box: each === 'inbox' ? null : each }, 'push'),
        pick: ({ id }) => void this.#selection.take(id),
        more: () => void this.#pages.more(),
        again: () => void this.#pages.start(),
      },
    )
  }

  #back(): TemplateResult {
    return html`<button class="link overview-back" @click=${() => void this.#selection.goBack()}>
      ${icon('chevron-left')}${texts().overview.back(this.view.label.many)}
    </button>`
  }

  #ask(query: PageQuery, signal: AbortSignal): Promise<ListAnswer> {
    const { view, context, box, search } = this
    const filter = entryFilter(view, context, box, search)
    const url = listUrl(view.entries.entity, {
      ...query,
      filter,
      fields: entryFields(view),
      sort: '-last_at,-id',
    })
    return context.api.get<ListAnswer>(url, { signal })
  }

  #show(loaded: Loaded): void {
    this.loaded = loaded
    const fresh = loaded.items.find(({ id }) => id === this.selected)
    if (fresh) this.entry = fresh
  }

  async #readAgain(): Promise<void> {
    await this.#pages.refresh()
    if (this.selected !== null && !this.loaded.items.some(({ id }) => id === this.selected))
      await this.#read(this.selected)
  }

  async #read(id: number | null): Promise<void> {
    const { view, context } = this
    const shown = this.loaded.items.find((item) => item.id === id)
    if (id === null || shown) return void (this.entry = shown ?? null)
    if (this.#reading === id) return
    this.#reading = id
    try {
      const url = `/${view.entries.entity}/${id}?fields=${['id', ...entryFields(view)].join(',')}`
      const entry = await context.api.get<WireRecord>(url)
      if (id === this.selected) this.entry = entry
    } catch (error) {
      // Whoever has left, or was left out, sees it no more.
      if (problemOf(error, '').status === 404 && id === this.selected) this.#set({ record: null }, 'replace')
    }
    this.#reading = null
  }
  #reading: number | null = null

  /** Whoever begins a conversation writes its first message next. */
  async #begin(): Promise<void> {
    const { view, context } = this
    if (!view.form || !(await mayLeave())) return
    const { openFormDialog } = await import('../../form/form-dialog.ts')
    const { record } = context
    const title = texts().list.new(view.label.one)
    const created = await openFormDialog({
      context,
      form: view.form,
      record: null,
      title: record && isTied(view, context) ? `${title}: ${nameOf(record)}` : title,
      given: givenValues(view.given, record),
    })
    if (!created) return
    const own = entryFilter({ ...view, where: null }, context, 'inbox', '')
    const of = { path: [view.entries.of], op: 'eq', value: created.id } as const
    const filter = own ? { and: [own, of] } : of
    try {
      const url = listUrl(view.entries.entity, { filter, fields: entryFields(view), limit: 1, count: 'none' })
      const [entry] = (await context.api.get<ListAnswer>(url)).data
      await this.#pages.refresh()
      if (!entry) return
      this.#set({ record: String(entry.id), box: null, search: null }, 'push')
      await this.updateComplete
      this.querySelector<HTMLElement & { write?: () => void }>('thread-messages')?.write?.()
    } catch (error) {
      complain(error)
    }
  }

  #set(changes: Readonly<Record<string, string | null>>, how: 'push' | 'replace'): void {
    this.context.address.set(this.view.id, changes, how)
  }
}

customElements.define('view-thread', ViewThread)
