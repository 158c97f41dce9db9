import './file.css'
import { html, nothing, type PropertyDeclarations } from 'lit'
import type { FileValue } from '../../engine/server/wire.ts'
import { fileLink } from '../cells/file.ts'
import { fileSize } from '../language/formats.ts'
import { texts } from '../language/texts.ts'
import { announce } from '../notices.ts'
import { icon } from '../styles/icons.ts'
import { onUploads, uploadOf } from '../uploads.ts'
import { accepted } from './accepted.ts'
import { EditorElement } from './editor-element.ts'
import { uploadProgress } from './upload-progress.ts'

/** Chosen here, and not sent yet. */
export interface ChosenFile {
  readonly name: string
  readonly size: number
  readonly blob: Blob
}

let count = 0

/** Chooses a file, or takes one that is dropped on it; it is sent with the form. */
export class EditorFile extends EditorElement<'file', FileValue | ChosenFile> {
  static override properties: PropertyDeclarations = {
    isOver: { state: true },
    tooLarge: { state: true },
  }
  declare private isOver: boolean
  declare private tooLarge: boolean
  readonly #id = `file-${++count}`
  #stopWatching = (): void => undefined

  constructor() {
    super()
    this.isOver = false
    this.tooLarge = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopWatching = onUploads(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopWatching()
  }

  protected override get field(): HTMLElement | null {
    return this.querySelector('input')
  }

  override render() {
    const { label, name, hint, disabled, editor, value } = this
    const said = texts().file
    const message = this.tooLarge ? said.tooLarge(fileSize(editor.maxSize)) : this.message
    const about =
      hint || said.takes(editor.accept.map((kind) => kind.toUpperCase()).join(', '), fileSize(editor.maxSize))
    return html`<div class="file-editor" data-invalid=${message !== ''}>
      ${label ? html`<label class="file-label" for=${this.#id}>${label}</label>` : nothing}
      <div
        class="file-place"
        data-over=${this.isOver}
        @dragover=${this.#over}
        @dragleave=${() => (this.isOver = false)}
        @drop=${this.#dropped}
      >
        ${value ? this.#chosen(value) : html`<span class="file-none">${said.none}</span>`}
        <span class="file-choose quiet-button">
          ${icon('upload')}${value ? said.replace : said.choose}
          <input
            id=${this.#id}
            type="file"
            accept=${accepted(editor.accept)}
            ?disabled=${disabled}
            aria-label=${label ? nothing : name}
            aria-describedby=${`${this.#id}-about`}
            aria-invalid=${message !== ''}
            @change=${this.#picked}
          />
        </span>
      </div>
      <span class="file-about" id=${`${this.#id}-about`}>${message || about}</span>
    </div>`
  }

  #chosen(value: FileValue | ChosenFile) {
    const upload = uploadOf(value)
    return html`<span class="file-chosen">
      ${'href' in value ? fileLink(value, value.name) : html`<span class="file-name">${icon('file')}${value.name}</span>`}
      <span class="file-size">${fileSize(value.size)}</span>
      ${upload ? uploadProgress(value.name, upload) : this.#removal(value)}
    </span>`
  }

  #removal(value: FileValue | ChosenFile) {
    return html`<button
      type="button"
      class="icon-button"
      aria-label=${texts().file.remove(value.name)}
      ?disabled=${this.disabled}
      @click=${() => this.#take(null)}
    >
      ${icon('x')}
    </button>`
  }

  readonly #over = (event: DragEvent): void => {
    if (this.disabled || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.isOver = true
  }

  readonly #dropped = (event: DragEvent): void => {
    event.preventDefault()
    this.isOver = false
    const [file] = event.dataTransfer?.files ?? []
    if (file && !this.disabled) this.#take(file)
  }

  readonly #picked = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const [file] = input.files ?? []
    if (file) this.#take(file)
    // The same file may be chosen again.
    input.value = ''
  }

  #take(file: File | null): void {
    this.tooLarge = file !== null && file.size > this.editor.maxSize
    if (this.tooLarge) return announce(texts().file.tooLarge(fileSize(this.editor.maxSize)))
    this.emit(file && { name: file.name, size: file.size, blob: file })
    if (file) announce(texts().file.chosen(file.name))
  }
}

customElements.define('editor-file', EditorFile)
