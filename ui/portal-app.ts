import { html, nothing } from 'lit'
import type { AreaPage, SessionAnswer } from '../engine/server/wire.ts'
import { createApi, Refused, type Api } from './client.ts'
import { openDialog } from './dialogs.ts'
import { texts, language, useLanguage } from './language/texts.ts'
import { LightElement } from './light-element.ts'
import { followTheme } from './theme.ts'
import { createRevisions } from './revisions.ts'
import './accounts/sign-in.ts'

type Shown =
  | 'loading'
  | 'sign-in'
  | 'set-password'
  | 'request-account'
  | 'confirm-request'
  | 'second-factor'
  | 'portal'
  | 'unreachable'

/** The outermost element: who is signed in decides what it shows. What comes after signing in is loaded then. */
export class PortalApp extends LightElement {
  static override properties = {
    area: { attribute: false },
    shown: { state: true },
    session: { state: true },
  }
  declare area: AreaPage
  declare shown: Shown
  declare session: SessionAnswer | null
  #api: Api | null = null
  #answer = ''
  readonly #revisions = createRevisions()

  constructor() {
    super()
    this.shown = 'loading'
    this.session = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#api = createApi({
      area: this.area,
      language,
      unreachable: () => texts().failure.unreachable,
      signInAgain: () => this.#signInAgain(),
      prove: () => this.#prove(),
      answeredBy: this.#revisions.seen,
    })
    if (this.area.signOn && location.pathname === this.#path('sign-on')) this.#comeBack()
    else if (location.pathname === this.#path('set-password')) void this.#setPassword()
    else if (this.area.accountRequests && location.pathname === this.#path('request-account'))
      void this.#visit('request-account')
    else if (this.area.accountRequests && location.pathname === this.#path('confirm-request'))
      void this.#visit('confirm-request')
    else void this.#start()
  }

  async #start(): Promise<void> {
    if (!this.#api) return
    try {
      await this.#enter(await this.#api.get<SessionAnswer>('/session'))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.shown = error.problem.status === 401 ? 'sign-in' : 'unreachable'
    }
  }

  /** The address stays what it was: after signing in, that page is shown. */
  async #enter(session: SessionAnswer): Promise<void> {
    followTheme(session.theme)
    if (session.lacks) return this.#setUp(session)
    await Promise.all([useLanguage(session.language), import('./shell/portal-shell.ts')])
    if (location.pathname === this.#path('sign-in')) history.replaceState(null, '', this.area.path)
    this.session = session
    this.shown = 'portal'
  }

  /** From a provider, with what it says of who that is; which is used once, and should not stay in the history. */
  #comeBack(): void {
    this.#answer = location.search
    history.replaceState(null, '', this.area.path)
    this.shown = 'sign-in'
  }

  /** Nothing else is open before. */
  async #setUp(session: SessionAnswer): Promise<void> {
    await Promise.all([useLanguage(session.language), import('./accounts/second-factor-page.ts')])
    this.shown = 'second-factor'
  }

  async #prove(): Promise<boolean> {
    if (!this.#api) return false
    const { askPassword } = await import('./accounts/ask-password.ts')
    return askPassword(this.#api)
  }

  async #setPassword(): Promise<void> {
    await import('./accounts/set-password.ts')
    this.shown = 'set-password'
  }

  /** A page for whoever has no account, signed in or not. */
  async #visit(page: 'request-account' | 'confirm-request'): Promise<void> {
    if (page === 'request-account') await import('./accounts/request-account.ts')
    else await import('./accounts/confirm-request.ts')
    this.shown = page
  }

  /** The session ended while somebody works: a dialog above the page, so that what was typed is not lost. */
  async #signInAgain(): Promise<boolean> {
    if (!this.session) return false
    // Looking as somebody else has ended: nothing of what is shown is whoever looked's.
    if (this.session.viewing) {
      location.assign(this.session.viewing.back)
      return false
    }
    const { session: before } = this
    if (this.area.signOn) {
      this.session = null
      this.shown = 'sign-in'
      return false
    }
    const again = await openDialog<SessionAnswer | null>(null, (answer) => ({
      label: texts().signIn.again,
      body: html`<p>${texts().signIn.ended}</p>
        <sign-in-form
          .api=${this.#api}
          .username=${before.account.username}
          @signed-in=${(event: CustomEvent<SessionAnswer>) => answer(event.detail)}
        ></sign-in-form>`,
    }))
    if (again?.account.id === before.account.id) return true
    // Somebody else, or nobody: nothing of the page that was open is theirs.
    this.session = null
    if (again) location.reload()
    else this.shown = 'sign-in'
    return false
  }

  #path(name: string): string {
    return `${this.area.path.replace(/\/$/, '')}/${name}`
  }

  protected override render(): unknown {
    switch (this.shown) {
      case 'loading':
        return nothing
      case 'unreachable':
        return html`<main class="alone">
          <p>${texts().failure.unreachable}</p>
          <vaadin-button @click=${() => this.#start()}>${texts().retry}</vaadin-button>
        </main>`
      case 'sign-in':
        return html`<sign-in-page
          .area=${this.area}
          .api=${this.#api}
          .answer=${this.#answer}
          @signed-in=${(event: CustomEvent<SessionAnswer>) => this.#enter(event.detail)}
        ></sign-in-page>`
      case 'second-factor':
        return html`<second-factor-page
          .area=${this.area}
          .api=${this.#api}
          @factor-set=${() => this.#start()}
          @signed-out=${() => (this.shown = 'sign-in')}
        ></second-factor-page>`
      case 'set-password':
        return html`<set-password-page .area=${this.area} .api=${this.#api}></set-password-page>`
      case 'request-account':
        return html`<request-account-page .area=${this.area} .api=${this.#api}></request-account-page>`
      case 'confirm-request':
        return html`<confirm-request-page .area=${this.area} .api=${this.#api}></confirm-request-page>`
      case 'portal':
        return html`<portal-shell
          .area=${this.area}
          .api=${this.#api}
          .session=${this.session}
          .revisions=${this.#revisions}
          @session-changed=${(event: CustomEvent<SessionAnswer>) => (this.session = event.detail)}
          @signed-out=${() => {
            this.session = null
            this.shown = 'sign-in'
          }}
        ></portal-shell>`
    }
  }
}

customElements.define('portal-app', PortalApp)
