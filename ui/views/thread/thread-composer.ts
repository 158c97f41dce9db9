import '@vaadin/button'
import { html, nothing, type TemplateResult } from 'lit'
import { texts } from '../../language/texts.ts'
import { guardLeaving } from '../../leaving.ts'
import { LightElement } from '../../light-element.ts'
import { icon } from '../../styles/icons.ts'

/** Where the next message is written. `send` has its text; it is emptied by whoever has sent it. */
export class ThreadComposer extends LightElement {
  static override properties = {
    maxLength: { attribute: false },
    isSending: { attribute: false },
    draft: { state: true },
  }
  declare maxLength: number | null
  declare isSending: boolean
  declare private draft: string
  #stopGuarding = (): unknown => undefined

  constructor() {
    super()
    this.maxLength = null
    this.isSending = false
    this.draft = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopGuarding = guardLeaving(() => this.draft.trim() !== '')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopGuarding()
  }

  clear(): void {
    this.draft = ''
  }

  write(): void {
    void this.updateComplete.then(() => this.querySelector('textarea')?.focus())
  }

  protected override render(): TemplateResult {
    const said = texts().thread
    return html`<form class="thread-composer" @submit=${this.#submitted}>
      <label class="visually-hidden" for="thread-draft">${said.write}</label>
      <textarea
        id="thread-draft"
        rows="1"
        placeholder=${said.write}
        maxlength=${this.maxLength ?? nothing}
        .value=${this.draft}
        @input=${(event: Event) => (this.draft = (event.target as HTMLTextAreaElement).value)}
        @keydown=${this.#pressed}
      ></textarea>
      <vaadin-button
        theme="primary"
        class="thread-send"
        aria-label=${said.send}
        ?disabled=${this.isSending || this.draft.trim() === ''}
        @click=${() => this.#send()}
        >${icon('send')}<span>${said.send}</span></vaadin-button
      >
    </form>`
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    this.#send()
  }

  readonly #submitted = (event: Event): void => {
    event.preventDefault()
    this.#send()
  }

  #send(): void {
    const text = this.draft.trim()
    if (text !== '' && !this.isSending) this.dispatchEvent(new CustomEvent<string>('send', { detail: text }))
  }
}

customElements.define('thread-composer', ThreadComposer)
