import { html, nothing } from 'lit'
import '@vaadin/button'
import type { AccountRequestForm, AreaPage } from '../../engine/server/wire.ts'
import { problemOf, Refused, type Api } from '../client.ts'
import { loadEditors } from '../editors/registry.ts'
import { createBody } from '../form/body.ts'
import { complaints } from '../form/complaints.ts'
import { formFields } from '../form/form-fields.ts'
import { focusFirst, focusMistake, takeOverTyped } from '../form/form-focus.ts'
import { change, leave, relabel, startCreate, tried, type FormState } from '../form/form-state.ts'
import '../form/form.css'
import type { FormContext } from '../form/holds.ts'
import { refuse } from '../form/refusals.ts'
import { language, texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { entryFrame } from './entry-frame.ts'

/** Who has no account says who he is. What is asked for comes from the server, in the language at hand. */
class RequestAccountPage extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    state: { state: true },
    complaint: { state: true },
    isBusy: { state: true },
    sentTo: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  declare private state: FormState | null
  declare private complaint: string | null
  declare private isBusy: boolean
  /** The address that was mailed; empty before. */
  declare private sentTo: string
  #ticket = ''
  #language = ''

  constructor() {
    super()
    this.state = null
    this.complaint = null
    this.isBusy = false
    this.sentTo = ''
  }

  protected override willUpdate(): void {
    if (this.#language === language()) return
    this.#language = language()
    void this.#load()
  }

  /** Also in another language: what was entered stays. */
  async #load(): Promise<void> {
    try {
      const { form, ticket } = await this.api.get<AccountRequestForm>('/account-requests')
      await loadEditors(form.fields.map(({ editor }) => editor.kind))
      const isFirst = this.state === null
      this.#ticket ||= ticket
      this.state = this.state ? relabel(this.state, form) : startCreate(form)
      if (!isFirst) return
      await this.updateComplete
      focusFirst(this)
    } catch (error) {
      this.complaint = problemOf(error, texts().failure.unexpected).detail
    }
  }

  protected override render(): unknown {
    const title = this.sentTo ? texts().request.sent : (this.state?.form.title ?? '')
    return entryFrame(this.area, title, this.sentTo ? this.#sent() : this.#form(), this, 'wide')
  }

  #sent(): unknown {
    const said = texts().request
    return html`<p role="status">${said.sentText(this.sentTo)}</p>
      <p class="entry-hint">${said.sentHint}</p>
      ${this.#back()}`
  }

  #form(): unknown {
    const { state, isBusy } = this
    return html`<form class="entry-form" novalidate @submit=${(event: Event) => this.#submitted(event)}>
        <p class="form-complaint" role="alert" ?hidden=${!this.complaint}>${this.complaint ?? nothing}</p>
        ${
          state
            ? html`<div class="form-fields">
                ${formFields({
                  state,
                  context: this.#context,
                  choices: () => null,
                  onChange: (field, { value, readable }) => {
                    const kind = readable ? 'readable' : 'unreadable'
                    if (this.state) this.state = change(this.state, field.field, value, kind)
                  },
                  onLeave: (field) => {
                    if (this.state) this.state = leave(this.state, field.field)
                  },
                })}
              </div>`
            : nothing
        }
        ${trap()}
        <vaadin-button
          theme="primary"
          ?disabled=${isBusy || !state}
          @click=${() => this.querySelector('form')?.requestSubmit()}
        >
          ${state?.form.submit ?? texts().request.submit}
        </vaadin-button>
        <input type="submit" hidden />
      </form>
      ${this.#back()}`
  }

  #back(): unknown {
    const path = this.area.path.replace(/\/$/, '')
    return html`<p class="entry-more">
      <a class="link" href=${`${path}/sign-in`}>${texts().signIn.back}</a>
    </p>`
  }

  get #context(): FormContext {
    return { user: null, now: new Date() }
  }

  #submitted(event: Event): void {
    event.preventDefault()
    if (!this.state || this.isBusy) return
    takeOverTyped(this)
    this.state = tried(this.state)
    if (complaints(this.state, this.#context).size > 0) {
      void focusMistake(this)
      return
    }
    void this.#send(this.state)
  }

  async #send(state: FormState): Promise<void> {
    this.isBusy = true
    this.complaint = null
    const values = createBody(state, this.#context)
    const website = this.querySelector<HTMLInputElement>('.entry-trap input')?.value ?? ''
    try {
      await this.#post({ values, website })
      this.sentTo = typeof values['email'] === 'string' ? values['email'] : ''
    } catch (error) {
      const refusal = refuse(state, problemOf(error, texts().failure.unexpected), this.#context)
      this.state = refusal.state
      this.complaint = refusal.above.join(' ') || null
      void focusMistake(this)
    } finally {
      this.isBusy = false
    }
  }

  /** Whoever is quicker than the server takes people to be waits a moment, and whoever took a day gets a new form. */
  async #post(body: object): Promise<void> {
    try {
      await this.api.post('/account-requests', { ...body, ticket: this.#ticket })
    } catch (error) {
      const code = error instanceof Refused ? error.problem.code : ''
      if (code !== 'form-expired' && code !== 'too-early') throw error
      if (code === 'form-expired') {
        this.#ticket = (await this.api.get<AccountRequestForm>('/account-requests')).ticket
      }
      await new Promise((resolve) => setTimeout(resolve, 2100))
      await this.api.post('/account-requests', { ...body, ticket: this.#ticket })
    }
  }
}

/** People neither see nor reach it; a program that fills in whatever there is gives itself away. */
function trap(): unknown {
  return html`<div class="entry-trap" aria-hidden="true">
    <input name="website" type="text" tabindex="-1" autocomplete="off" />
  </div>`
}

customElements.define('request-account-page', RequestAccountPage)
