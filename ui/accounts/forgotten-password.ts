import { html, nothing } from 'lit'
import '@vaadin/button'
import '@vaadin/text-field'
import { problemOf, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'

/** At the end of the sign-in page's address: a password is forgotten. */
export const forgottenHash = 'forgotten'

/** Says the same whoever asks, so that nobody learns which accounts there are. */
class ForgottenPassword extends LightElement {
  static override properties = {
    api: { attribute: false },
    complaint: { state: true },
    isSent: { state: true },
  }
  declare api: Api
  declare complaint: string | null
  declare isSent: boolean

  constructor() {
    super()
    this.complaint = null
    this.isSent = false
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('[name=username]')?.focus()
  }

  protected override render(): unknown {
    const said = texts().signIn
    const back = html`<p class="entry-more">
      <button class="link" @click=${() => this.dispatchEvent(new CustomEvent('back'))}>${said.back}</button>
    </p>`
    if (this.isSent)
      return html`<p role="status">${said.forgottenSent}</p>
        ${back}`
    return html`<form class="entry-form" novalidate @submit=${(event: Event) => this.#submit(event)}>
        <p>${said.forgottenText}</p>
        <p class="form-complaint" role="alert" ?hidden=${!this.complaint}>${this.complaint ?? nothing}</p>
        <vaadin-text-field
          name="username"
          label=${said.username}
          autocomplete="username"
          autocapitalize="none"
        ></vaadin-text-field>
        <vaadin-button theme="primary" @click=${() => this.querySelector('form')?.requestSubmit()}>
          ${said.forgottenSubmit}
        </vaadin-button>
        <input type="submit" hidden />
      </form>
      ${back}`
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    const username = (this.querySelector<HTMLInputElement>('[name=username]')?.value ?? '').trim()
    if (!username) return
    try {
      await this.api.post('/password-links', { username })
      this.isSent = true
    } catch (error) {
      this.complaint = problemOf(error, texts().failure.unexpected).detail
    }
  }
}

customElements.define('forgotten-password', ForgottenPassword)
