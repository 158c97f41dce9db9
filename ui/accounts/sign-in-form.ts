import { html, nothing } from 'lit'
import '@vaadin/button'
import '@vaadin/password-field'
import '@vaadin/text-field'
import type { SecondStepAnswer, SessionAnswer } from '../../engine/server/wire.ts'
import { problemOf, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import './code-form.ts'

/** Username and password, and a code where a second factor is in use; fires `signed-in` with the session. */
class SignInForm extends LightElement {
  static override properties = {
    api: { attribute: false },
    username: { attribute: false },
    step: { state: true },
    complaint: { state: true },
    isBusy: { state: true },
  }
  declare api: Api
  /** Who was signed in before, where only the password is asked for again. */
  declare username: string
  /** What the code is given with, once the password was right. */
  declare step: string | null
  declare complaint: string | null
  declare isBusy: boolean

  constructor() {
    super()
    this.username = ''
    this.step = null
    this.complaint = null
    this.isBusy = false
  }

  protected override firstUpdated(): void {
    const first = this.querySelector<HTMLElement>(this.username ? '[name=password]' : '[name=username]')
    first?.focus()
  }

  protected override render(): unknown {
    const said = texts().signIn
    if (this.step !== null) return this.#secondStep(this.step)
    return html`<form class="entry-form" novalidate @submit=${(event: Event) => this.#submit(event)}>
      <p class="form-complaint" role="alert" ?hidden=${!this.complaint}>${this.complaint ?? nothing}</p>
      <vaadin-text-field
        name="username"
        label=${said.username}
        autocomplete="username"
        autocapitalize="none"
        autocorrect="off"
        .value=${this.username}
      ></vaadin-text-field>
      <vaadin-password-field
        name="password"
        label=${said.password}
        autocomplete="current-password"
        .i18n=${{ reveal: said.reveal }}
      ></vaadin-password-field>
      <vaadin-button theme="primary" ?disabled=${this.isBusy} @click=${() => this.#form.requestSubmit()}>
        ${said.submit}
      </vaadin-button>
      <input type="submit" hidden />
    </form>`
  }

  #secondStep(token: string): unknown {
    const said = texts().signIn
    const again = (): void => {
      this.step = null
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('[name=password]')?.focus())
    }
    return html`<code-form
        .text=${said.codeText}
        .send=${(code: string) => this.api.post('/session', { token, code })}
        @code-taken=${(event: CustomEvent) => this.#signedIn(event.detail)}
        @too-late=${again}
      ></code-form>
      <p class="entry-more"><button class="link" @click=${again}>${said.startAgain}</button></p>`
  }

  #signedIn(session: unknown): void {
    this.dispatchEvent(new CustomEvent('signed-in', { detail: session, bubbles: true }))
  }

  #value(name: string): string {
    return this.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? ''
  }

  get #form(): HTMLFormElement {
    return this.querySelector('form') as HTMLFormElement
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.isBusy) return
    const username = this.#value('username').trim()
    const password = this.#value('password')
    if (!username || !password) {
      this.complaint = texts().signIn.incomplete
      return
    }
    this.isBusy = true
    this.complaint = null
    try {
      const answer = await this.api.post<SessionAnswer | SecondStepAnswer>('/session', { username, password })
      if ('secondFactor' in answer) {
        // Should the code come too late, only the password is asked for again.
        this.username = username
        this.step = answer.secondFactor.token
      } else this.#signedIn(answer)
    } catch (error) {
      this.complaint = problemOf(error, texts().failure.unexpected).detail
      this.querySelector<HTMLElement>('[name=password]')?.focus()
    } finally {
      this.isBusy = false
    }
  }
}

customElements.define('sign-in-form', SignInForm)
