import '@vaadin/button'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { ListAnswer, Reference, WireRecord } from '../../../engine/server/wire.ts'
import { problemOf } from '../../client.ts'
import { confirm } from '../../dialogs.ts'
import { texts } from '../../language/texts.ts'
import { guardLeaving } from '../../leaving.ts'
import { LightElement } from '../../light-element.ts'
import { listUrl } from '../../list-url.ts'
import { announce, notify } from '../../notices.ts'
import { icon } from '../../styles/icons.ts'
import { soon } from '../quietly.ts'
import type { ViewContext } from '../view-context.ts'
import { conversationOf, namesOf } from './conversations.ts'
import { dayOf, timeOf } from './moment.ts'

const pageSize = 50

/** The messages of a conversation, the latest last, and where the next one is written. */
class ThreadMessages extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    entry: { attribute: false },
    messages: { state: true },
    earlier: { state: true },
    isSending: { state: true },
    mayLeave: { state: true },
    draft: { state: true },
  }
  declare view: ThreadView
  declare context: ViewContext
  declare entry: WireRecord
  /** The oldest first; null before they are there. */
  declare private messages: readonly WireRecord[] | null
  /** Cursor of those before; null where there are none. */
  declare private earlier: string | null
  declare private isSending: boolean
  /** The field through which this account takes part, and can leave; null where it cannot. */
  declare private mayLeave: string | null
  declare private draft: string
  #shown: number | null = null
  #stopHearing = (): unknown => undefined
  #stopGuarding = (): unknown => undefined
  readonly #quietly = soon(() => void this.#load('quietly'))
  /** Marked as unread by hand: it stays so until it is opened again. */
  #staysUnread = false

  constructor() {
    super()
    this.messages = null
    this.earlier = null
    this.isSending = false
    this.mayLeave = null
    this.draft = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopGuarding = guardLeaving(() => this.draft.trim() !== '')
    document.addEventListener('visibilitychange', this.#read)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopHearing()
    this.#stopGuarding()
    this.#quietly.stop()
    document.removeEventListener('visibilitychange', this.#read)
    this.#shown = null
  }

  private get conversation(): Reference | null {
    return conversationOf(this.view, this.entry)
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('context')) {
      this.#stopHearing()
      this.#stopHearing = this.context.signals.onHeard((change) => {
        if (!change || change.entity === this.view.messages.entity) this.#quietly.begin()
      })
    }
    const id = this.conversation?.id ?? null
    if (id === this.#shown) {
      if (changed.has('entry')) this.#read()
      return
    }
    this.#shown = id
    this.#staysUnread = false
    this.messages = null
    this.draft = ''
    this.mayLeave = null
    void this.#load('anew')
    void this.#askWhetherLinked()
  }

  protected override render(): TemplateResult {
    const { messages } = this
    return html`<section class="card thread-card">
      ${this.#header()}
      <div
        class="thread-scroll"
        tabindex="0"
        role="log"
        aria-label=${texts().thread.messages}
        aria-busy=${messages === null}
      >
        ${this.earlier === null ? nothing : html`<vaadin-button theme="tertiary" class="thread-earlier" @click=${() => void this.#loadEarlier()}>${texts().thread.earlier}</vaadin-button>`}
        ${messages && messages.length === 0 ? html`<p class="thread-none">${texts().thread.none}</p>` : nothing}
        <ol class="thread-list">
          ${repeat(
            messages ?? [],
            ({ id }) => id,
            (message, index) => this.#message(message, (messages ?? [])[index - 1]),
          )}
        </ol>
      </div>
      ${this.view.messages.write ? this.#composer() : html`<p class="thread-closed">${texts().thread.closed}</p>`}
    </section>`
  }

  #header(): TemplateResult {
    const { view, context, entry, conversation } = this
    const said = texts().thread
    const names = namesOf(view, conversation, context.session.account)
    const isFlagged = entry['flagged'] === true
    const isArchived = entry['archived'] === true
    const mark = (name: string): boolean => view.entries.marks.includes(name)
    return html`<header class="thread-top">
      <div class="thread-about">
        <h2 class="thread-subject">${conversation?.display ?? said.untitled}</h2>
        <p class="thread-names">${names.length > 0 ? names.join(', ') : said.alone}</p>
      </div>
      <div class="thread-actions">
        ${mark('flagged') ? this.#action('flag', isFlagged ? said.unflag : said.flag, () => this.#mark({ flagged: !isFlagged }), isFlagged) : nothing}
        ${mark('archived') ? this.#action(isArchived ? 'inbox' : 'archive', isArchived ? said.unarchive : said.archive, () => this.#mark({ archived: !isArchived }), null) : nothing}
        ${view.entries.update ? this.#action('mail', said.markUnread, () => this.#markUnread(), null) : nothing}
        ${view.participants.some(({ many, update }) => many && update) ? this.#action('user-plus', said.invite, () => this.#invite(), null) : nothing}
        ${this.mayLeave === null ? nothing : this.#action('log-out', said.leave, () => this.#leave(), null)}
      </div>
    </header>`
  }

  #action(
    name: Parameters<typeof icon>[0],
    label: string,
    act: () => Promise<void>,
    pressed: boolean | null,
  ): TemplateResult {
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      aria-pressed=${pressed === null ? nothing : String(pressed)}
      @click=${() => void act()}
    >
      ${icon(name)}
    </button>`
  }

  #message(message: WireRecord, before: WireRecord | undefined): TemplateResult {
    const at = String(message['created_at'] ?? '')
    const day = dayOf(at)
    const isNewDay = !before || dayOf(String(before['created_at'])) !== day
    const isMine = this.#isMine(message)
    const who = isMine ? texts().thread.you : this.#author(message)
    const isSame =
      !isNewDay && before && this.#isMine(before) === isMine && this.#author(before) === this.#author(message)
    return html`<li class="thread-message" ?data-mine=${isMine}>
      ${isNewDay ? html`<p class="thread-day">${day}</p>` : nothing}
      ${isSame ? html`<span class="visually-hidden">${who}</span>` : html`<p class="thread-who">${who}</p>`}
      <div class="thread-bubble">
        <p class="thread-text">${String(message[this.view.messages.text] ?? '')}</p>
        <time class="thread-time" datetime=${at}>${timeOf(at)}</time>
      </div>
    </li>`
  }

  #isMine(message: WireRecord): boolean {
    const own = this.view.mine[0]?.author
    const author = own ? (message[own] as Reference | null | undefined) : null
    return author?.id === this.context.session.account.id
  }

  #author(message: WireRecord): string {
    const { author } = this.view.messages
    const name = author ? message[author] : null
    return typeof name === 'string' && name !== '' ? name : texts().thread.unknown
  }

  #composer(): TemplateResult {
    const said = texts().thread
    const { maxLength } = this.view.messages
    return html`<form class="thread-composer" @submit=${this.#submitted}>
      <label class="visually-hidden" for="thread-draft">${said.write}</label>
      <textarea
        id="thread-draft"
        rows="1"
        placeholder=${said.write}
        maxlength=${maxLength ?? nothing}
        .value=${this.draft}
        @input=${(event: Event) => (this.draft = (event.target as HTMLTextAreaElement).value)}
        @keydown=${this.#pressed}
      ></textarea>
      <vaadin-button
        theme="primary"
        class="thread-send"
        ?disabled=${this.isSending || this.draft.trim() === ''}
        @click=${() => void this.#send()}
        >${icon('send')}<span>${said.send}</span></vaadin-button
      >
    </form>`
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void this.#send()
  }

  readonly #submitted = (event: Event): void => {
    event.preventDefault()
    void this.#send()
  }

  /** Moves the focus to where the next message is written. */
  write(): void {
    void this.updateComplete.then(() => this.querySelector('textarea')?.focus())
  }

  get #url(): (more: object) => string {
    const { messages, mine } = this.view
    const authors = mine.flatMap(({ author }) => author ?? [])
    const fields = [messages.text, 'created_at', ...(messages.author ? [messages.author] : []), ...authors]
    const filter = { path: [messages.parent], op: 'eq', value: this.#shown } as const
    return (more) =>
      listUrl(messages.entity, { filter, fields, sort: '-id', limit: pageSize, count: 'none', ...more })
  }

  async #load(how: 'anew' | 'quietly'): Promise<void> {
    const id = this.#shown
    if (id === null) return
    try {
      const answer = await this.context.api.get<ListAnswer>(this.#url({}))
      if (id !== this.#shown) return
      const latest = [...answer.data].reverse()
      const known = how === 'quietly' ? (this.messages ?? []) : []
      const oldest = latest[0]?.id ?? Infinity
      const isNew = known.length > 0 && (latest.at(-1)?.id ?? 0) > (known.at(-1)?.id ?? 0)
      const wasAtEnd = this.#isAtEnd
      if (how === 'anew') this.earlier = answer.page.next
      this.messages = [...known.filter((one) => one.id < oldest), ...latest]
      const last = latest.at(-1)
      if (isNew && last && !this.#isMine(last)) announce(texts().thread.arrived(this.#author(last)))
      await this.updateComplete
      if (how === 'anew' || (isNew && wasAtEnd)) this.#scrollToEnd()
      this.#read()
    } catch (error) {
      if (how === 'anew') notify({ tone: 'bad', text: problemOf(error, texts().failure.unexpected).detail })
    }
  }

  async #loadEarlier(): Promise<void> {
    const { earlier } = this
    const answer = await this.context.api.get<ListAnswer>(this.#url({ after: earlier })).catch(() => null)
    if (!answer) return
    const box = this.querySelector('.thread-scroll')
    const height = box?.scrollHeight ?? 0
    this.messages = [...[...answer.data].reverse(), ...(this.messages ?? [])]
    this.earlier = answer.page.next
    await this.updateComplete
    if (box) box.scrollTop += box.scrollHeight - height
  }

  get #isAtEnd(): boolean {
    const box = this.querySelector('.thread-scroll')
    return !box || box.scrollHeight - box.scrollTop - box.clientHeight < 80
  }

  #scrollToEnd(): void {
    const box = this.querySelector('.thread-scroll')
    if (box) box.scrollTop = box.scrollHeight
  }

  /** What is before somebody's eyes is read. */
  readonly #read = (): void => {
    if (document.hidden || this.#staysUnread || !this.messages || Number(this.entry?.['unread'] ?? 0) === 0)
      return
    void this.#mark({ unread: 0 })
  }

  async #mark(values: Readonly<Record<string, unknown>>): Promise<void> {
    const { view, context, entry } = this
    if (!view.entries.update && 'unread' in values) return
    try {
      await context.api.patch(`/${view.entries.entity}/${entry.id}`, values, { version: '*' })
      this.dispatchEvent(new CustomEvent('marked'))
    } catch (error) {
      notify({ tone: 'bad', text: problemOf(error, texts().failure.unexpected).detail })
    }
  }

  async #markUnread(): Promise<void> {
    this.#staysUnread = true
    await this.#mark({ unread: 1 })
    announce(texts().thread.markedUnread)
  }

  async #send(): Promise<void> {
    const { view, context, draft } = this
    if (this.isSending || draft.trim() === '') return
    this.isSending = true
    try {
      const { entity, parent, text } = view.messages
      await context.api.post(`/${entity}`, { [parent]: this.#shown, [text]: draft.trim() })
      this.draft = ''
      await this.#load('quietly')
      this.#scrollToEnd()
      this.dispatchEvent(new CustomEvent('marked'))
    } catch (error) {
      notify({ tone: 'bad', text: problemOf(error, texts().failure.unexpected).detail })
    }
    this.isSending = false
    this.write()
  }

  async #askWhetherLinked(): Promise<void> {
    const { view, context } = this
    const id = this.#shown
    const own = view.participants.find(
      ({ many, update, to }) => many && update && to === view.mine[0]?.accounts,
    )
    if (!own || id === null) return
    const filter = { path: ['id'], op: 'eq', value: context.session.account.id } as const
    const url = listUrl(`${view.entity}/${id}/${own.field}`, {
      filter,
      fields: ['id'],
      limit: 1,
      count: 'none',
    })
    const answer = await context.api.get<ListAnswer>(url).catch(() => null)
    if (id === this.#shown) this.mayLeave = answer && answer.data.length > 0 ? own.field : null
  }

  async #leave(): Promise<void> {
    const { view, context, mayLeave } = this
    const said = texts().thread
    const subject = this.conversation?.display ?? said.untitled
    if (
      mayLeave === null ||
      !(await confirm({
        title: said.leaveTitle(subject),
        text: said.leaveText,
        confirm: said.leave,
        danger: true,
      }))
    )
      return
    try {
      await context.api.delete(`/${view.entity}/${this.#shown}/${mayLeave}/${context.session.account.id}`)
      this.dispatchEvent(new CustomEvent('left'))
      this.dispatchEvent(new CustomEvent('marked'))
    } catch (error) {
      notify({ tone: 'bad', text: problemOf(error, texts().failure.unexpected).detail })
    }
  }

  async #invite(): Promise<void> {
    const { openInvite } = await import('./invite.ts')
    const invited = await openInvite(this.view, this.context, this.#shown ?? 0)
    if (invited) this.dispatchEvent(new CustomEvent('marked'))
  }
}

customElements.define('thread-messages', ThreadMessages)
