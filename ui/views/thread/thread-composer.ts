import '@vaadin/button'
import { html, nothing, type TemplateResult } from 'lit'
import type { ThreadView } from '../../../engine/plan/screens.ts'
import { accepted } from '../../editors/accepted.ts'
import '../../editors/file.css'
import type { ChosenFile } from '../../editors/file.ts'
import { uploadProgress } from '../../editors/upload-progress.ts'
import { fileSize } from '../../language/formats.ts'
import { texts } from '../../language/texts.ts'
import { guardLeaving } from '../../leaving.ts'
import { LightElement } from '../../light-element.ts'
import { announce } from '../../notices.ts'
import { icon } from '../../styles/icons.ts'
import { onUploads, uploadOf } from '../../uploads.ts'

/** What is to be sent. */
export interface Draft {
  readonly text: string
  readonly file: ChosenFile | null
}

/** Where the next message is written. `send` has a draft; it is emptied by whoever has sent it. */
export class ThreadComposer extends LightElement {
  static override properties = {
    maxLength: { attribute: false },
    attach: { attribute: false },
    isSending: { attribute: false },
    draft: { state: true },
    file: { state: true },
    problem: { state: true },
  }
  declare maxLength: number | null
  /** What goes with a message; null where nothing may. */
  declare attach: ThreadView['messages']['file']
  declare isSending: boolean
  declare private draft: string
  declare private file: ChosenFile | null
  declare private problem: string
  #stopGuarding = (): unknown => undefined
  #stopWatching = (): void => undefined

  constructor() {
    super()
    this.maxLength = null
    this.attach = null
    this.isSending = false
    this.draft = ''
    this.file = null
    this.problem = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopGuarding = guardLeaving(() => !this.#isEmpty)
    this.#stopWatching = onUploads(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopGuarding()
    this.#stopWatching()
  }

  /** The file stays where only the text has arrived. */
  clear(what: 'all' | 'text' = 'all'): void {
    this.draft = ''
    if (what === 'text') return
    this.file = null
    this.problem = ''
  }

  write(): void {
    void this.updateComplete.then(() => this.querySelector('textarea')?.focus())
  }

  protected override render(): TemplateResult {
    const said = texts().thread
    return html`<form class="thread-composer" @submit=${this.#submitted}>
      ${this.file || this.problem ? this.#attached() : nothing}
      ${this.attach ? this.#attachButton(this.attach) : nothing}
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
        ?disabled=${this.isSending || this.#isEmpty}
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

  get #isEmpty(): boolean {
    return this.draft.trim() === '' && this.file === null
  }

  #send(): void {
    if (this.#isEmpty || this.isSending) return
    const detail = { text: this.draft.trim(), file: this.file }
    this.dispatchEvent(new CustomEvent<Draft>('send', { detail }))
  }

  #attachButton({ accept }: { readonly accept: readonly string[] }): TemplateResult {
    const said = texts().thread.attach
    return html`<span class="icon-button file-choose thread-attach" title=${said}>
      ${icon('file')}
      <input
        type="file"
        accept=${accepted(accept)}
        aria-label=${said}
        ?disabled=${this.isSending}
        @change=${this.#picked}
      />
    </span>`
  }

  #attached(): TemplateResult {
    const { file, problem } = this
    if (!file) return html`<p class="thread-problem" role="alert">${problem}</p>`
    const upload = uploadOf(file)
    return html`<p class="file-chosen thread-attached">
      <span class="file-name">${icon('file')}<span>${file.name}</span></span>
      <span class="file-size">${fileSize(file.size)}</span>
      ${upload ? uploadProgress(file.name, upload) : this.#removal(file)}
    </p>`
  }

  #removal(file: ChosenFile): TemplateResult {
    return html`<button
      type="button"
      class="icon-button"
      aria-label=${texts().file.remove(file.name)}
      ?disabled=${this.isSending}
      @click=${this.#remove}
    >
      ${icon('x')}
    </button>`
  }

  readonly #picked = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const [file] = input.files ?? []
    // The same file may be chosen again.
    input.value = ''
    if (!file || !this.attach) return
    const { maxSize } = this.attach
    const isTooLarge = file.size > maxSize
    this.problem = isTooLarge ? texts().file.tooLarge(fileSize(maxSize)) : ''
    this.file = isTooLarge ? null : { name: file.name, size: file.size, blob: file }
    if (this.file) announce(texts().file.chosen(file.name))
    this.write()
  }

  readonly #remove = (): void => {
    this.file = null
    this.write()
  }
}

customElements.define('thread-composer', ThreadComposer)
