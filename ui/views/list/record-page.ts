import { html, type PropertyValues, type TemplateResult } from 'lit'
import type { ListView } from '../../../engine/plan/screens.ts'
import type { WireRecord } from '../../../engine/server/wire.ts'
import { isAbort, problemOf } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { recordUrl } from '../../list-url.ts'
import { announce } from '../../notices.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'
import '../overview/overview.css'
import '../overview/record-header.ts'
import { listening } from '../listening.ts'
import { concerns, soon } from '../quietly.ts'
import type { ViewContext } from '../view-context.ts'
import '../view-element.ts'

/** The record that a click opened, in the place of its list. `left` says that it is to be closed. */
class RecordPage extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    opened: { attribute: false },
    takesFocus: { attribute: false },
    record: { state: true },
    failure: { state: true },
  }
  declare view: ListView
  declare context: ViewContext
  /** Its id. */
  declare opened: number
  declare takesFocus: boolean
  declare private record: WireRecord | null
  declare private failure: string
  #wanted: number | null = null
  #detail: ViewContext | null = null
  #reading = new AbortController()
  readonly #soon = soon(() => void this.#read(this.opened))
  readonly #listening = listening({
    changed: () => this.#soon.begin(),
    heard: (change) => {
      if (concerns(this.view, change)) this.#soon.begin()
    },
  })

  constructor() {
    super()
    this.takesFocus = false
    this.record = null
    this.failure = ''
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.context.signals.opened(this, null)
    this.#listening.stop()
    this.#soon.stop()
    this.#reading.abort()
    this.#wanted = null
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('context')) this.#listening.to(this.context.signals)
    if (this.opened !== this.#wanted) {
      this.record = null
      this.context.signals.opened(this, null)
      void this.#read(this.opened)
    }
    if (changed.has('context') || changed.has('record'))
      this.#detail = this.record && { ...this.context, record: this.record }
  }

  protected override firstUpdated(): void {
    if (this.takesFocus) this.querySelector<HTMLElement>('.record-back')?.focus({ preventScroll: true })
  }

  protected override render(): TemplateResult {
    const { view } = this
    return html`<article class="record-page" aria-busy=${!this.record && this.failure === ''}>
      <button class="link record-back" @click=${() => this.dispatchEvent(new CustomEvent('left'))}>
        ${icon('chevron-left')}${texts().overview.back(view.title ?? view.label.many)}
      </button>
      ${this.#record()}
    </article>`
  }

  #record(): TemplateResult {
    const { record, view, context } = this
    if (this.failure) return html`<p class="card overview-nothing" role="alert">${this.failure}</p>`
    if (!record || !this.#detail) return html`<div class="overview-skeleton"></div>`
    return html`<div class="overview-detail">
      <record-header .view=${view} .context=${context} .record=${record}></record-header>
      ${view.detail.map((each) => html`<view-element .view=${each} .context=${this.#detail}></view-element>`)}
    </div>`
  }

  async #read(id: number): Promise<void> {
    const isFirst = id !== this.#wanted
    this.#wanted = id
    this.#reading.abort()
    const { signal } = (this.#reading = new AbortController())
    try {
      const record = await this.context.api.get<WireRecord>(
        recordUrl(`${this.view.entity}/${id}`, this.view),
        { signal },
      )
      if (signal.aborted) return
      this.record = record
      this.context.signals.opened(this, nameOf(record))
      this.failure = ''
      if (isFirst) announce(texts().overview.selected(nameOf(record)))
    } catch (error) {
      if (isAbort(error) || signal.aborted) return
      const problem = problemOf(error, texts().failure.unexpected)
      // It was there: deleted, or taken out of sight. The list says what there is.
      if (problem.status === 404 && this.record) return void this.dispatchEvent(new CustomEvent('gone'))
      if (this.record) return
      this.failure = problem.status === 404 ? texts().overview.gone : problem.detail
    }
  }
}

customElements.define('record-page', RecordPage)
