import { html, nothing } from 'lit'
import '@vaadin/button'
import '@vaadin/text-field'
import { problemOf } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'

/** Asks for a code. What `send` resolves to is fired as `code-taken`; what it throws is told here. */
class CodeForm extends LightElement {
  static override properties = {
    text: { attribute: false },
    label: { attribute: false },
    submit: { attribute: false },
    send: { attribute: false },
    complaint: { state: true },
    isBusy: { state: true },
  }
  declare text: string
  declare label: string
  declare submit: string
  declare send: (code: string) => Promise<unknown>
  declare complaint: string | null
  declare isBusy: boolean

  constructor() {
    super()
    this.text = ''
    this.label = ''
    this.submit = ''
    this.complaint = null
    this.isBusy = false
  }

  protected override firstUpdated(): void {
    this.#field?.focus()
  }

  protected override render(): unknown {
    return html`<form class="entry-form" novalidate @submit=${(event: Event) => this.#submit(event)}>
      ${this.text ? html`<p>${this.text}</p>` : nothing}
      <p class="form-complaint" role="alert" ?hidden=${!this.complaint}>${this.complaint ?? nothing}</p>
      <vaadin-text-field
        class="code-field"
        name="code"
        label=${this.label || texts().signIn.code}
        autocomplete="one-time-code"
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
      ></vaadin-text-field>
      <vaadin-button
        theme="primary"
        ?disabled=${this.isBusy}
        @click=${() => this.querySelector('form')?.requestSubmit()}
      >
        ${this.submit || texts().signIn.codeSubmit}
      </vaadin-button>
      <input type="submit" hidden />
    </form>`
  }

  get #field(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('[name=code]')
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.isBusy) return
    const code = (this.#field?.value ?? '').trim()
    this.complaint = code ? null : texts().signIn.codeMissing
    if (!code) return this.#field?.focus()
    this.isBusy = true
    try {
      const detail = await this.send(code)
      this.dispatchEvent(new CustomEvent('code-taken', { detail, bubbles: true }))
    } catch (error) {
      const problem = problemOf(error, texts().failure.unexpected)
      this.complaint = problem.errors[0]?.message ?? problem.detail
      if (problem.code === 'second-step-over') this.dispatchEvent(new CustomEvent('too-late'))
      if (this.#field) this.#field.value = ''
      this.#field?.focus()
    } finally {
      this.isBusy = false
    }
  }
}

customElements.define('code-form', CodeForm)
