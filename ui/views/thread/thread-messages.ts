import '@vaadin/button'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { ListAnswer, WireRecord } from '../../../engine/server/wire.ts'
import { problemOf } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { listUrl } from '../../list-url.ts'
import { announce, notify } from '../../notices.ts'
import { soon } from '../quietly.ts'
import type { ViewContext } from '../view-context.ts'
import { conversationOf } from './conversations.ts'
import { authorOf, isMine, messageList } from './message-list.ts'
import { fieldToLeave, leave } from './taking-part.ts'
import './thread-composer.ts'
import type { ThreadComposer } from './thread-composer.ts'
import { threadHeader } from './thread-header.ts'

const pageSize = 50

/** The messages of a conversation, and where the next one is written. */
class ThreadMessages extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    entry: { attribute: false },
    messages: { state: true },
    earlier: { state: true },
    isSending: { state: true },
    mayLeave: { state: true },
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
  #shown: number | null = null
  #stopHearing = (): unknown => undefined
  readonly #quietly = soon(() => void this.#load('quietly'))
  /** Marked as unread by hand: it stays so until it is opened again. */
  #staysUnread = false

  constructor() {
    super()
    this.messages = null
    this.earlier = null
    this.isSending = false
    this.mayLeave = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('visibilitychange', this.#read)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopHearing()
    this.#quietly.stop()
    document.removeEventListener('visibilitychange', this.#read)
    this.#shown = null
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('context')) {
      this.#stopHearing()
      this.#stopHearing = this.context.signals.onHeard((change) => {
        if (!change || change.entity === this.view.messages.entity) this.#quietly.begin()
      })
    }
    const id = conversationOf(this.view, this.entry)?.id ?? null
    if (id === this.#shown) {
      if (changed.has('entry')) this.#read()
      return
    }
    this.#shown = id
    this.#staysUnread = false
    this.messages = null
    this.#composer?.clear()
    this.mayLeave = null
    void this.#load('anew')
    void this.#askWhetherLinked()
  }

  protected override render(): TemplateResult {
    const { messages } = this
    return html`<section class="card thread-card">
      ${threadHeader(this.view, this.context, this.entry, {
        mark: (values) => this.#mark(values),
        markUnread: () => this.#markUnread(),
        invite: () => this.#invite(),
        leave: this.mayLeave === null ? null : () => this.#leave(),
      })}
      <div
        class="thread-scroll"
        tabindex="0"
        role="log"
        aria-label=${texts().thread.messages}
        aria-busy=${messages === null}
      >
        ${this.earlier === null ? nothing : html`<vaadin-button theme="tertiary" class="thread-earlier" @click=${() => void this.#loadEarlier()}>${texts().thread.earlier}</vaadin-button>`}
        ${messages && messages.length === 0 ? html`<p class="thread-none">${texts().thread.none}</p>` : nothing}
        ${messageList(this.view, this.context.session.account, messages ?? [])}
      </div>
      ${
        this.view.messages.write
          ? html`<thread-composer
              .maxLength=${this.view.messages.maxLength}
              .isSending=${this.isSending}
              @send=${(event: CustomEvent<string>) => void this.#send(event.detail)}
            ></thread-composer>`
          : html`<p class="thread-closed">${texts().thread.closed}</p>`
      }
    </section>`
  }

  get #composer(): ThreadComposer | null {
    return this.querySelector<ThreadComposer>('thread-composer')
  }

  write(): void {
    void this.updateComplete.then(() => this.#composer?.write())
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
      if (isNew && last && !isMine(this.view, this.context.session.account, last))
        announce(texts().thread.arrived(authorOf(this.view, last)))
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

  async #send(said: string): Promise<void> {
    const { view, context } = this
    this.isSending = true
    try {
      const { entity, parent, text } = view.messages
      await context.api.post(`/${entity}`, { [parent]: this.#shown, [text]: said })
      this.#composer?.clear()
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
    const id = this.#shown
    const field = id === null ? null : await fieldToLeave(this.view, this.context, id)
    if (id === this.#shown) this.mayLeave = field
  }

  async #leave(): Promise<void> {
    const { view, context, mayLeave } = this
    if (mayLeave === null || this.#shown === null) return
    const subject = conversationOf(this.view, this.entry)?.display ?? texts().thread.untitled
    if (!(await leave(view, context, this.#shown, mayLeave, subject))) return
    this.dispatchEvent(new CustomEvent('left'))
    this.dispatchEvent(new CustomEvent('marked'))
  }

  async #invite(): Promise<void> {
    const { openInvite } = await import('./invite.ts')
    const invited = await openInvite(this.view, this.context, this.#shown ?? 0)
    if (invited) this.dispatchEvent(new CustomEvent('marked'))
  }
}

customElements.define('thread-messages', ThreadMessages)
