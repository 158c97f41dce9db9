import { html, nothing } from 'lit'
import '@vaadin/button'
import '@vaadin/password-field'
import type { AreaPage } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { entryFrame } from './entry-frame.ts'
import './password-form.ts'

/** Where a mailed link leads. The token stands in the fragment, which browsers send to nobody. */
class SetPasswordPage extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    isDone: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  declare isDone: boolean
  readonly #token = new URLSearchParams(location.hash.slice(1)).get('token') ?? ''

  constructor() {
    super()
    this.isDone = false
  }

  protected override render(): unknown {
    const said = texts().password
    return entryFrame(this.area, this.isDone ? said.done : said.title, this.#content(), this)
  }

  #content(): unknown {
    const said = texts().password
    if (!this.#token)
      return html`<p>${said.noToken}</p>
        ${this.#toSignIn()}`
    if (this.isDone)
      return html`<p role="status">${said.doneText}</p>
        ${this.#toSignIn()}`
    return html`<password-form
      .api=${this.api}
      .proof=${{ token: this.#token }}
      @password-set=${() => this.#done()}
    ></password-form>`
  }

  #done(): void {
    this.isDone = true
    // The used token should not stay in the history.
    history.replaceState(null, '', location.pathname)
  }

  #toSignIn(): unknown {
    const path = this.area.path.replace(/\/$/, '')
    return html`<p class="entry-more"><a href=${`${path}/sign-in`}>${texts().signIn.submit}</a>${nothing}</p>`
  }
}

customElements.define('set-password-page', SetPasswordPage)
