import { html, nothing } from 'lit'
import '@vaadin/button'
import '@vaadin/password-field'
import { problemOf, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'

/** A new password, typed twice. Fires `password-set`, and `link-void` where the token of a link is of no use any more. */
class PasswordForm extends LightElement {
  static override properties = {
    api: { attribute: false },
    proof: { attribute: false },
    complaint: { state: true },
    errors: { state: true },
    isBusy: { state: true },
  }
  declare api: Api
  /** The token of a link, or null where the current password is asked for. */
  declare proof: { readonly token: string } | null
  declare complaint: string | null
  declare errors: Readonly<Record<string, string>>
  declare isBusy: boolean

  constructor() {
    super()
    this.proof = null
    this.complaint = null
    this.errors = {}
    this.isBusy = false
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('vaadin-password-field')?.focus()
  }

  protected override render(): unknown {
    const said = texts().password
    return html`<form class="entry-form" novalidate @submit=${(event: Event) => this.#submit(event)}>
      <p class="form-complaint" role="alert" ?hidden=${!this.complaint}>${this.complaint ?? nothing}</p>
      ${this.proof ? nothing : this.#field('current', said.current, 'current-password', '')}
      ${this.#field('password', said.first, 'new-password', said.hint)}
      ${this.#field('again', said.again, 'new-password', '')}
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

  #field(name: string, label: string, autocomplete: string, hint: string): unknown {
    return html`<vaadin-password-field
      name=${name}
      label=${label}
      autocomplete=${autocomplete}
      .helperText=${hint}
      .i18n=${{ reveal: texts().signIn.reveal }}
      .invalid=${Boolean(this.errors[name])}
      .errorMessage=${this.errors[name] ?? ''}
      manual-validation
    ></vaadin-password-field>`
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    const value = (name: string): string =>
      this.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? ''
    const said = texts().password
    const password = value('password')
    this.complaint = null
    this.errors = {
      ...(!this.proof && !value('current') && { current: said.missing }),
      ...(!password && { password: said.missing }),
      ...(password && password !== value('again') && { again: said.differs }),
    }
    if (Object.keys(this.errors).length > 0) return this.#toFirstError()
    this.isBusy = true
    try {
      await this.api.put('/password', { ...(this.proof ?? { current: value('current') }), password })
      this.dispatchEvent(new CustomEvent('password-set', { bubbles: true }))
    } catch (error) {
      const problem = problemOf(error, texts().failure.unexpected)
      this.errors = Object.fromEntries(problem.errors.map(({ field, message }) => [field, message]))
      // A link that is void is no fault of a field that can be seen.
      const isSeen = problem.errors.some(({ field }) => this.querySelector(`[name=${field}]`))
      if (isSeen) this.#toFirstError()
      else this.complaint = problem.errors[0]?.message ?? problem.detail
      if (problem.code === 'link-void') this.dispatchEvent(new CustomEvent('link-void', { bubbles: true }))
    } finally {
      this.isBusy = false
    }
  }

  #toFirstError(): void {
    const [name] = Object.keys(this.errors)
    this.querySelector<HTMLElement>(`[name=${name}]`)?.focus()
  }
}

customElements.define('password-form', PasswordForm)
