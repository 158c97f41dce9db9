import { html, nothing } from 'lit'
import '@vaadin/button'
import '@vaadin/password-field'
import { problemOf, type Api } from '../client.ts'
import { openDialog } from '../dialogs.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'

/** Asks for the password in a dialog; resolves to whether it was right. */
export function askPassword(api: Api): Promise<boolean> {
  return openDialog(false, (answer) => ({
    label: texts().proof.title,
    cross: true,
    body: html`<ask-password .api=${api} @proved=${() => answer(true)}></ask-password>`,
  }))
}

class AskPassword extends LightElement {
  static override properties = {
    api: { attribute: false },
    complaint: { state: true },
    isBusy: { state: true },
  }
  declare api: Api
  declare complaint: string | null
  declare isBusy: boolean

  constructor() {
    super()
    this.complaint = null
    this.isBusy = false
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('vaadin-password-field')?.focus()
  }

  protected override render(): unknown {
    const said = texts().proof
    return html`<form class="entry-form" novalidate @submit=${(event: Event) => this.#submit(event)}>
      <p>${said.text}</p>
      <p class="form-complaint" role="alert" ?hidden=${!this.complaint}>${this.complaint ?? nothing}</p>
      <vaadin-password-field
        name="current"
        label=${texts().signIn.password}
        autocomplete="current-password"
        .i18n=${{ reveal: texts().signIn.reveal }}
      ></vaadin-password-field>
      <vaadin-button
        theme="primary"
        ?disabled=${this.isBusy}
        @click=${() => this.querySelector('form')?.requestSubmit()}
      >
        ${said.submit}
      </vaadin-button>
      <input type="submit" hidden />
    </form>`
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    const current = this.querySelector<HTMLInputElement>('[name=current]')?.value ?? ''
    if (this.isBusy || current === '') return
    this.isBusy = true
    this.complaint = null
    try {
      await this.api.post('/session/proof', { current })
      this.dispatchEvent(new CustomEvent('proved'))
    } catch (error) {
      const problem = problemOf(error, texts().failure.unexpected)
      this.complaint = problem.errors[0]?.message ?? problem.detail
      this.querySelector<HTMLElement>('vaadin-password-field')?.focus()
    } finally {
      this.isBusy = false
    }
  }
}

customElements.define('ask-password', AskPassword)
