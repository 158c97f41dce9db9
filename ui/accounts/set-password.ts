import { html, nothing } from 'lit'
import '@vaadin/button'
import '@vaadin/password-field'
import type { AreaPage } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { entryFrame } from './entry-frame.ts'
import { forgottenHash } from './forgotten-password.ts'
import './password-form.ts'

/** Where a mailed link leads. The token stands in the fragment, which browsers send to nobody. */
class SetPasswordPage extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    isDone: { state: true },
    isVoid: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  declare isDone: boolean
  declare isVoid: boolean
  readonly #token = new URLSearchParams(location.hash.slice(1)).get('token') ?? ''

  constructor() {
    super()
    this.isDone = false
    this.isVoid = false
  }

  protected override render(): unknown {
    const said = texts().password
    return entryFrame(this.area, this.isDone ? said.done : said.title, this.#content(), this)
  }

  #content(): unknown {
    const said = texts().password
    if (!this.#token)
      return html`<p>${said.noToken}</p>
        ${this.#toNewLink()}${this.#toSignIn()}`
    if (this.isDone)
      return html`<p role="status">${said.doneText}</p>
        ${this.#toSignIn()}`
    return html`<password-form
        .api=${this.api}
        .proof=${{ token: this.#token }}
        @password-set=${() => this.#done()}
        @link-void=${() => (this.isVoid = true)}
      ></password-form>
      ${this.isVoid ? [this.#toNewLink(), this.#toSignIn()] : nothing}`
  }

  #done(): void {
    this.isDone = true
    // The used token should not stay in the history.
    history.replaceState(null, '', location.pathname)
  }

  #toSignIn(): unknown {
    return html`<p class="entry-more"><a class="link" href=${this.#signIn}>${texts().signIn.submit}</a></p>`
  }

  /** Where no provider signs in, anybody who knows a username can ask for a link. */
  #toNewLink(): unknown {
    if (this.area.signOn) return nothing
    const href = `${this.#signIn}#${forgottenHash}`
    return html`<p class="entry-more"><a class="link" href=${href}>${texts().signIn.forgotten}</a></p>`
  }

  get #signIn(): string {
    return `${this.area.path.replace(/\/$/, '')}/sign-in`
  }
}

customElements.define('set-password-page', SetPasswordPage)
