import { html, nothing } from 'lit'
import type { Form, Screen } from '../../engine/plan/screens.ts'
import type { AreaPage, SessionAnswer, WireRecord } from '../../engine/server/wire.ts'
import { problemOf, type Api } from '../client.ts'
import '../form/record-form.ts'
import { readRecord } from '../form/saving.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { createSignals } from '../views/signals.ts'
import type { ViewContext } from '../views/view-context.ts'

const path = 'profile/record'

/** What an account may change of its own record. */
class OwnRecord extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    session: { attribute: false },
    form: { attribute: false },
    record: { state: true },
    failure: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  declare session: SessionAnswer
  declare form: Form
  declare record: WireRecord | null
  declare failure: string | null
  readonly #signals = createSignals()

  constructor() {
    super()
    this.record = null
    this.failure = null
  }

  protected override firstUpdated(): void {
    void this.#read()
  }

  async #read(): Promise<void> {
    try {
      this.record = await readRecord(this.api, path, this.form)
    } catch (error) {
      this.failure = problemOf(error, texts().failure.unexpected).detail
    }
  }

  protected override render(): unknown {
    if (this.failure) return html`<p class="form-complaint" role="alert">${this.failure}</p>`
    if (!this.record) return nothing
    return html`<record-form
      .context=${this.#context}
      .form=${this.form}
      .record=${this.record}
      .path=${path}
      @saved=${this.#saved}
    ></record-form>`
  }

  readonly #saved = ({ detail }: CustomEvent<WireRecord>): void => {
    this.record = detail
    this.dispatchEvent(new CustomEvent('saved'))
  }

  /** Of a form that stands on no screen: there is nothing else on it to talk to. */
  get #context(): ViewContext {
    const { api, area, session } = this
    const screen: Screen = { page: 'profile', tab: '', title: this.form.title, views: [] }
    const address = { of: () => ({}), set: () => undefined, href: () => '' }
    return { api, area, session, screen, record: null, signals: this.#signals, address }
  }
}

customElements.define('own-record', OwnRecord)
