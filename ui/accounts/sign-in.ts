import { html } from 'lit'
import type { AreaPage } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { entryFrame } from './entry-frame.ts'
import { forgottenHash } from './forgotten-password.ts'
import { requestLink } from './request-link.ts'
import './sign-in-form.ts'
import './sign-on.ts'

/** The page of an area for whoever is not signed in. */
class SignInPage extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    answer: { attribute: false },
    forgotten: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  /** The query with which a provider sent somebody back. */
  declare answer: string
  declare forgotten: 'no' | 'asking' | 'sent'

  constructor() {
    super()
    this.answer = ''
    this.forgotten = location.hash === `#${forgottenHash}` ? 'asking' : 'no'
  }

  protected override render(): unknown {
    const said = texts().signIn
    return entryFrame(
      this.area,
      this.forgotten === 'no' ? said.title : said.forgotten,
      this.area.signOn
        ? html`<sign-on .area=${this.area} .api=${this.api} .answer=${this.answer}></sign-on>
            ${requestLink(this.area)}`
        : this.#withPassword(),
      this,
    )
  }

  #withPassword(): unknown {
    const said = texts().signIn
    return this.forgotten === 'no'
      ? html`<sign-in-form .api=${this.api}></sign-in-form>
          <p class="entry-more">
            <button class="link" @click=${() => (this.forgotten = 'asking')}>${said.forgotten}</button>
          </p>
          ${requestLink(this.area)}`
      : html`<forgotten-password .api=${this.api} @back=${this.#back}></forgotten-password>`
  }

  readonly #back = (): void => {
    this.forgotten = 'no'
    if (location.hash) history.replaceState(null, '', location.pathname + location.search)
  }
}

customElements.define('sign-in-page', SignInPage)
