import { html, nothing } from 'lit'
import type { Action } from '../../../engine/model/view.ts'
import type { ListView } from '../../../engine/plan/screens.ts'
import type { LinkAnswer, ListAnswer, ProblemDetails, WireRecord } from '../../../engine/server/wire.ts'
import { valueAt } from '../../cells/value-at.ts'
import { isAbort, problemOf } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { announce } from '../../notices.ts'
import { nameOf } from '../../record-name.ts'
import type { ViewContext } from '../view-context.ts'
import './filter-bar.ts'
import './link-notice.ts'
import './list.css'
import './table.css'
import { emptyList, failedList, loadingList } from './list-states.ts'
import { neededWidth } from './column-widths.ts'
import { pageUrl, stateOf } from './list-request.ts'
import { clearFilters, firstPage, nextSort, type ListState } from './list-state.ts'
import { pager } from './pager.ts'
import { listening } from '../listening.ts'
import { concerns, soon } from '../quietly.ts'
import { listTotals } from './totals.ts'
import { openingOf } from './opening.ts'
import { recordTable } from './record-table.ts'
import { rowActions } from './row-actions.ts'
import './toolbar.ts'

interface ShownLink extends LinkAnswer {
  readonly name: string
}

/** Records of an entity: searched, filtered, sorted and paged by the server; what is shown stands in the address. */
class ViewList extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    answer: { state: true },
    problem: { state: true },
    isLoading: { state: true },
    link: { state: true },
    picked: { state: true },
    room: { state: true },
  }
  declare view: ListView
  declare context: ViewContext
  declare answer: ListAnswer | null
  declare problem: ProblemDetails | null
  declare isLoading: boolean
  declare link: ShownLink | null
  /** The record that a form was filled with. */
  declare picked: number | null
  /** Its width in pixels. */
  declare room: number
  readonly #watchRoom = new ResizeObserver(([entry]) => {
    if (entry) this.room = Math.round(entry.contentRect.width)
  })
  #asked = ''
  /** When its records were asked for: at another moment `$now` would make each drawing another question. */
  #now = new Date()
  #loading: AbortController | null = null
  #loaded: Promise<void> = Promise.resolve()
  readonly #quietly = soon(() => void this.#loadQuietly())
  readonly #listening = listening({
    changed: () => this.#asked !== '' && this.#again(),
    heard: (change) => {
      if (concerns(this.view, change)) this.#quietly.begin()
    },
  })
  readonly #opening = openingOf(this)

  constructor() {
    super()
    this.answer = null
    this.problem = null
    this.isLoading = false
    this.link = null
    this.picked = null
    this.room = 0
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#watchRoom.observe(this)
    this.#listening.to(this.context.signals)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#watchRoom.disconnect()
    this.#listening.stop()
    this.#quietly.stop()
    this.#loading?.abort()
  }

  protected override willUpdate(): void {
    if (this.#opening.id !== null) return void import('./record-page.ts')
    const url = this.#url()
    if (url !== this.#asked) this.#ask(url)
  }

  protected override updated(): void {
    this.#opening.drawn()
  }

  #url(): string {
    return pageUrl(this.view, this.context, stateOf(this.view, this.context), this.#now)
  }

  #urlNow(): string {
    this.#now = new Date()
    return (this.#asked = this.#url())
  }

  #again(): void {
    this.#ask(this.#urlNow())
  }

  #ask(url: string): void {
    this.#loaded = this.#load(url)
  }

  /** The answer to a question that is no longer asked is dropped. */
  async #load(url: string): Promise<void> {
    const isSearch = this.#asked !== '' && url !== this.#asked
    this.#asked = url
    this.#loading?.abort()
    const { signal } = (this.#loading = new AbortController())
    this.isLoading = true
    try {
      const answer = await this.context.api.get<ListAnswer>(url, { signal })
      if (signal.aborted) return
      this.answer = answer
      this.problem = null
      if (isSearch && answer.page.count)
        announce(texts().list.found(texts().count(answer.page.count.value, answer.page.count.more)))
    } catch (error) {
      if (isAbort(error) || signal.aborted) return
      this.#refused(problemOf(error, texts().failure.unexpected))
    }
    this.isLoading = false
  }

  /** What others changed appears in its place: the page, the focus and the place stay as they are. */
  async #loadQuietly(): Promise<void> {
    if (this.isLoading || this.problem || this.#asked === '') return
    const url = this.#urlNow()
    const answer = await this.context.api.get<ListAnswer>(url).catch(() => null)
    if (!answer || url !== this.#asked || this.isLoading) return
    if (JSON.stringify(answer) !== JSON.stringify(this.answer)) this.answer = answer
  }

  #refused(problem: ProblemDetails): void {
    const { after, before } = stateOf(this.view, this.context)
    // A cursor in an old address may be one that the server does not know any more.
    if (problem.status === 400 && (after || before)) this.#set(firstPage, 'replace')
    else this.problem = problem
  }

  #set(changes: Readonly<Record<string, string | null>>, how: 'push' | 'replace' = 'push'): void {
    this.context.address.set(this.view.id, changes, how)
  }

  protected override render(): unknown {
    const { view, context } = this
    const { id } = this.#opening
    if (id !== null)
      return html`<record-page
        .view=${view}
        .context=${context}
        .opened=${id}
        .takesFocus=${this.#opening.isByHand}
        @left=${() => void this.#opening.close('push')}
        @gone=${() => void this.#opening.close('replace')}
      ></record-page>`
    const state = stateOf(view, context)
    const isNarrow = this.room < neededWidth(view)
    return html`${
        this.link
          ? html`<link-notice .link=${this.link} @dismissed=${() => (this.link = null)}></link-notice>`
          : nothing
      }
      <section
        class=${isNarrow ? 'card list is-narrow' : 'card list'}
        aria-label=${view.title ?? view.label.many}
        aria-busy=${this.isLoading}
        tabindex="-1"
      >
        <list-toolbar .view=${view} .context=${context} .state=${state}></list-toolbar>
        <filter-bar .view=${view} .context=${context} .state=${state}></filter-bar>
        <div class="list-progress" ?hidden=${!this.isLoading || !this.answer}></div>
        ${this.#content(state)}
      </section>`
  }

  #content(state: ListState): unknown {
    const { view, answer, problem } = this
    if (problem) return failedList(problem, () => this.#again())
    if (!answer) return loadingList(view.columns)
    if (answer.data.length === 0)
      return emptyList(view, state, () => this.#set({ ...clearFilters(state), search: null }))
    return html`${recordTable({
      view,
      state,
      rows: answer.data,
      picked: this.picked,
      room: this.room,
      onSort: (column) => this.#set({ sort: nextSort(state.sort, column), ...firstPage }),
      onAction: (action, row) => void this.#act(action, row),
      onPick: view.onSelect ? (row) => this.#pick(row) : null,
      open: state.deleted ? null : this.#opening.ofRows,
    })}
    ${listTotals(view, answer.page)}
    ${pager(view, state, answer.page, answer.data.length, (changes) => this.#set(changes))}`
  }

  async #act(action: Action, row: WireRecord): Promise<void> {
    const { view, context } = this
    const showLink = (name: string, link: LinkAnswer): void => {
      this.link = { ...link, name }
    }
    await rowActions[action]?.run({ view, context, row, showLink })
    await this.#loaded
    await this.updateComplete
    // The row may be gone, and its button with it: who uses the keyboard goes on from the list.
    if (document.activeElement === document.body) this.querySelector<HTMLElement>('.list')?.focus()
  }

  #pick(row: WireRecord): void {
    const { onSelect, entity } = this.view
    if (!onSelect) return
    this.picked = row.id
    const values = Object.entries(onSelect.from).map(([field, path]) => [field, valueAt(row, path)])
    this.context.signals.fill({
      form: onSelect.fill,
      values: Object.fromEntries(values) as Record<string, unknown>,
      consume: onSelect.consume ? { entity, id: row.id } : null,
      from: nameOf(row),
    })
  }
}

customElements.define('view-list', ViewList)
