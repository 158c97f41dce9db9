import { html, nothing } from 'lit'
import '@vaadin/button'
import type { AreaPage, SessionAnswer, SignOnAnswer } from '../../engine/server/wire.ts'
import { problemOf, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'

/**
 * The one button of an area whose people sign in with a provider; on the page that the provider sends them back to, what it
 * said is passed on. Fires `signed-in`.
 */
class SignOn extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    answer: { attribute: false },
    complaint: { state: true },
    isBusy: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  /** The query with which the provider sent somebody back; empty where nobody was. */
  declare answer: string
  declare complaint: string | null
  declare isBusy: boolean

  constructor() {
    super()
    this.answer = ''
    this.complaint = null
    this.isBusy = false
  }

  protected override firstUpdated(): void {
    if (this.answer) void this.#comeBack()
    else this.querySelector<HTMLElement>('vaadin-button')?.focus()
  }

  protected override render(): unknown {
    const said = texts().signIn
    if (this.isBusy) return html`<p role="status">${said.providerWaits}</p>`
    return html`<div class="entry-form">
      <p class="form-complaint" role="alert" ?hidden=${!this.complaint}>${this.complaint ?? nothing}</p>
      <vaadin-button theme="primary" @click=${() => this.#leave()}>
        ${said.withProvider(this.area.signOn?.title ?? '')}
      </vaadin-button>
    </div>`
  }

  async #leave(): Promise<void> {
    await this.#attempt(async () => {
      const { location: there } = await this.api.post<SignOnAnswer>('/sign-on', {})
      window.location.assign(there)
    })
  }

  async #comeBack(): Promise<void> {
    const { answer } = this
    this.answer = ''
    await this.#attempt(async () => {
      const session = await this.api.post<SessionAnswer>('/session', { answer })
      this.dispatchEvent(new CustomEvent('signed-in', { detail: session, bubbles: true }))
    })
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.isBusy = true
    this.complaint = null
    try {
      await work()
    } catch (error) {
      this.isBusy = false
      this.complaint = problemOf(error, texts().failure.unexpected).detail
    }
  }
}

customElements.define('sign-on', SignOn)
