import '@vaadin/button'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { ListAnswer, WireRecord } from '../../../engine/server/wire.ts'
import { isAbort } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { announce, complain, notify } from '../../notices.ts'
import { listening } from '../listening.ts'
import { soon } from '../quietly.ts'
import type { ViewContext } from '../view-context.ts'
import { conversationOf, viewFor } from './conversations.ts'
import { authorOf, isMine, messageList } from './message-list.ts'
import { arrivedWith, messagesUrl } from './message-pages.ts'
import { isAtEnd, keepInPlace, scrollToEnd } from './scrolling.ts'
import { sending } from './sending.ts'
import { fieldToLeave, leave } from './taking-part.ts'
import './thread-composer.ts'
import type { Draft, ThreadComposer } from './thread-composer.ts'
import { threadHeader } from './thread-header.ts'

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
  readonly #sending = sending(() => this)
  readonly #quietly = soon(() => void this.#load('quietly'))
  readonly #listening = listening({
    heard: (change) => {
      if (!change || change.entity === this.view.messages.entity) this.#quietly.begin()
    },
  })
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
    this.#listening.stop()
    this.#quietly.stop()
    document.removeEventListener('visibilitychange', this.#read)
    this.#shown = null
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('context')) this.#listening.to(this.context.signals)
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
    const view = this.#own
    return html`<section class="card thread-card">
      ${threadHeader(view, this.context, this.entry, {
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
        view.messages.write
          ? html`<thread-composer
              .maxLength=${view.messages.maxLength}
              .attach=${view.messages.file?.write ? view.messages.file : null}
              .isSending=${this.isSending}
              @send=${(event: CustomEvent<Draft>) => void this.#send(event.detail)}
            ></thread-composer>`
          : html`<p class="thread-closed">${texts().thread.closed}</p>`
      }
    </section>`
  }

  /** What this conversation lets happen. */
  get #own(): ThreadView {
    return viewFor(this.view, this.entry)
  }

  get #composer(): ThreadComposer | null {
    return this.querySelector<ThreadComposer>('thread-composer')
  }

  write(): void {
    void this.updateComplete.then(() => this.#composer?.write())
  }

  #ask(after: string | null): Promise<ListAnswer> {
    return this.context.api.get<ListAnswer>(messagesUrl(this.view, this.#shown, after))
  }

  async #load(how: 'anew' | 'quietly'): Promise<void> {
    const id = this.#shown
    if (id === null) return
    try {
      const answer = await this.#ask(null)
      if (id !== this.#shown) return
      const { messages, news } = arrivedWith(answer, how === 'quietly' ? (this.messages ?? []) : [])
      const follows = how === 'anew' || (news !== null && isAtEnd(this.#box))
      if (how === 'anew') this.earlier = answer.page.next
      this.messages = messages
      if (news && !isMine(this.view, this.context.session.account, news))
        announce(texts().thread.arrived(authorOf(this.view, news)))
      await this.updateComplete
      if (follows) scrollToEnd(this.#box)
      this.#read()
    } catch (error) {
      if (how === 'anew') complain(error)
    }
  }

  async #loadEarlier(): Promise<void> {
    const { earlier } = this
    const id = this.#shown
    const answer = await this.#ask(earlier).catch((error: unknown) => complain(error))
    // Another conversation is shown, or they are here already.
    if (!answer || id !== this.#shown || earlier !== this.earlier) return
    await keepInPlace(this.#box, () => {
      this.messages = [...[...answer.data].reverse(), ...(this.messages ?? [])]
      this.earlier = answer.page.next
      return this.updateComplete
    })
  }

  get #box(): Element | null {
    return this.querySelector('.thread-scroll')
  }

  /** What is before somebody's eyes is read. */
  readonly #read = (): void => {
    if (document.hidden || this.#staysUnread || !this.messages || Number(this.entry?.['unread'] ?? 0) === 0)
      return
    void this.#mark({ unread: 0 })
  }

  async #mark(values: Readonly<Record<string, unknown>>): Promise<void> {
    const { view, context, entry } = this
    if (!this.#own.entries.update && 'unread' in values) return
    try {
      await context.api.patch(`/${view.entries.entity}/${entry.id}`, values, { version: '*' })
      this.dispatchEvent(new CustomEvent('marked'))
    } catch (error) {
      complain(error)
    }
  }

  async #markUnread(): Promise<void> {
    this.#staysUnread = true
    await this.#mark({ unread: 1 })
    announce(texts().thread.markedUnread)
  }

  async #send(draft: Draft): Promise<void> {
    this.isSending = true
    const id = this.#shown
    // What is written in another conversation meanwhile stays.
    const clear = (what: 'all' | 'text'): void => {
      if (id === this.#shown) this.#composer?.clear(what)
    }
    try {
      await this.#sending.send(draft, id ?? 0, () => clear('text'))
      clear('all')
    } catch (error) {
      // What was cancelled stays in the composer, to be sent again or taken off.
      if (isAbort(error)) notify({ text: texts().file.cancelled })
      else complain(error)
    }
    await this.#load('quietly')
    scrollToEnd(this.#box)
    this.dispatchEvent(new CustomEvent('marked'))
    this.isSending = false
    this.write()
  }

  async #askWhetherLinked(): Promise<void> {
    const id = this.#shown
    const field = id === null ? null : await fieldToLeave(this.#own, this.context, id)
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
    const invited = await openInvite(this.#own, this.context, this.#shown ?? 0)
    if (invited) this.dispatchEvent(new CustomEvent('marked'))
  }
}

customElements.define('thread-messages', ThreadMessages)
