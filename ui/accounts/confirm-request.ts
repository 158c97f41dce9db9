import { html, nothing } from 'lit'
import '@vaadin/button'
import type { AreaPage } from '../../engine/server/wire.ts'
import { problemOf, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { entryFrame } from './entry-frame.ts'
import { requestAddress } from './request-link.ts'

/** Where the mail to whoever asked for an account leads. A click confirms: programs that look at mails open links, too. */
class ConfirmRequestPage extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    shown: { state: true },
    complaint: { state: true },
    isBusy: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  declare private shown: 'asking' | 'confirmed' | 'expired'
  declare private complaint: string | null
  declare private isBusy: boolean
  readonly #token = new URLSearchParams(location.hash.slice(1)).get('token') ?? ''

  constructor() {
    super()
    this.shown = this.#token ? 'asking' : 'expired'
    this.complaint = null
    this.isBusy = false
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('vaadin-button')?.focus()
  }

  protected override render(): unknown {
    const said = texts().request
    const titles = { asking: said.confirmTitle, confirmed: said.confirmed, expired: said.expired }
    return entryFrame(this.area, titles[this.shown], this.#content(), this)
  }

  #content(): unknown {
    const said = texts().request
    if (this.shown === 'confirmed') return html`<p role="status">${said.confirmedText}</p>`
    if (this.shown === 'expired')
      return html`<p role="status">${said.expiredText}</p>
        <p class="entry-more"><a class="link" href=${requestAddress(this.area)}>${said.again}</a></p>`
    return html`<p class="form-complaint" role="alert" ?hidden=${!this.complaint}>
        ${this.complaint ?? nothing}
      </p>
      <div class="entry-form">
        <p>${said.confirmText}</p>
        <vaadin-button theme="primary" ?disabled=${this.isBusy} @click=${() => this.#confirm()}>
          ${said.confirm}
        </vaadin-button>
      </div>`
  }

  async #confirm(): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    this.complaint = null
    try {
      await this.api.put('/account-requests', { token: this.#token })
      this.#end('confirmed')
    } catch (error) {
      const problem = problemOf(error, texts().failure.unexpected)
      if (problem.code === 'link-void') this.#end('expired')
      else this.complaint = problem.detail
    } finally {
      this.isBusy = false
    }
  }

  #end(shown: 'confirmed' | 'expired'): void {
    this.shown = shown
    // The used token should not stay in the history.
    history.replaceState(null, '', location.pathname)
  }
}

customElements.define('confirm-request-page', ConfirmRequestPage)
