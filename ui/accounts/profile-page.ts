import { html, nothing } from 'lit'
import '@vaadin/button'
import type { AreaPage, ProfileAnswer, SessionAnswer } from '../../engine/server/wire.ts'
import { Refused, type Api } from '../client.ts'
import { openDialog } from '../dialogs.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { notify } from '../notices.ts'
import { ownSettings } from './own-settings.ts'
import './own-record.ts'
import './own-second-factor.ts'
import './own-sessions.ts'
import './password-form.ts'
import './profile.css'

/** What is one's own. Fires `language-chosen` and `signed-out`, and `session-changed` after one's name did. */
class ProfilePage extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    session: { attribute: false },
    profile: { state: true },
    failure: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  declare session: SessionAnswer
  declare profile: ProfileAnswer | null
  declare failure: string | null
  #language = ''

  constructor() {
    super()
    this.profile = null
    this.failure = null
  }

  protected override willUpdate(): void {
    if (this.session.language === this.#language) return
    this.#language = this.session.language
    void this.#load()
  }

  async #load(): Promise<void> {
    this.failure = null
    try {
      this.profile = await this.api.get<ProfileAnswer>('/profile')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.failure = error.problem.detail
    }
  }

  protected override render(): unknown {
    const said = texts().profile
    document.title = `${said.title} · ${this.area.portal}`
    return html`<header class="page-header"><h1>${said.title}</h1></header>
      ${
        this.failure
          ? html`<section class="card broken" role="alert">
              <p>${this.failure}</p>
              <vaadin-button @click=${() => this.#load()}>${texts().retry}</vaadin-button>
            </section>`
          : this.profile
            ? this.#parts(this.profile)
            : nothing
      }`
  }

  #parts({ form, password }: ProfileAnswer): unknown {
    const said = texts().profile
    return html`<div class="profile">
      ${
        form
          ? html`<section class="card profile-part">
              <h2 class="card-title">${said.details}</h2>
              <own-record
                .area=${this.area}
                .api=${this.api}
                .session=${this.session}
                .form=${form}
                @saved=${() => this.#renamed()}
              ></own-record>
            </section>`
          : nothing
      }
      <section class="card profile-part">
        <h2 class="card-title">${said.appearance}</h2>
        ${ownSettings(this, this.api, this.session, 'profile')}
      </section>
      ${
        password
          ? html`<section class="card profile-part">
                <h2 class="card-title">${said.password}</h2>
                <p>${said.passwordText}</p>
                <p>
                  <vaadin-button @click=${this.#changePassword}>${texts().password.change}</vaadin-button>
                </p>
              </section>
              <section class="card profile-part">
                <h2 class="card-title">${said.factor}</h2>
                <own-second-factor
                  .api=${this.api}
                  .about=${password}
                  @factor-changed=${() => this.#load()}
                ></own-second-factor>
              </section>`
          : nothing
      }
      <section class="card profile-part">
        <h2 class="card-title">${said.sessions}</h2>
        <own-sessions .api=${this.api}></own-sessions>
      </section>
    </div>`
  }

  async #renamed(): Promise<void> {
    const session = await this.api.get<SessionAnswer>('/session').catch(() => null)
    if (session) this.dispatchEvent(new CustomEvent('session-changed', { detail: session, bubbles: true }))
  }

  readonly #changePassword = async (): Promise<void> => {
    const isSet = await openDialog(false, (answer) => ({
      label: texts().password.change,
      cross: true,
      body: html`<password-form .api=${this.api} @password-set=${() => answer(true)}></password-form>`,
    }))
    if (!isSet) return
    notify({ text: texts().password.changed, tone: 'good' })
    this.querySelector<HTMLElement & { load(): Promise<void> }>('own-sessions')
      ?.load()
      .catch(() => undefined)
  }
}

customElements.define('profile-page', ProfilePage)
