import { html, type TemplateResult } from 'lit'
import { LightElement } from '../../light-element.ts'
import { icon } from '../../styles/icons.ts'

/** Milliseconds without a key before the search goes out. */
const pause = 250

/** What is typed goes up as `search`, once typing pauses. */
class SearchBox extends LightElement {
  static override properties = { label: { attribute: false }, value: { attribute: false } }
  declare label: string
  declare value: string
  #typing: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.label = ''
    this.value = ''
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#typing)
  }

  protected override render(): TemplateResult {
    return html`<label class="search-box">
      ${icon('search')}
      <span class="visually-hidden">${this.label}</span>
      <input
        type="search"
        placeholder=${this.label}
        autocomplete="off"
        spellcheck="false"
        maxlength="200"
        @input=${this.#typed}
        @search=${this.#now}
      />
    </label>`
  }

  protected override updated(): void {
    const input = this.querySelector('input')
    // Going back in the browser changes it; what is being typed is left alone.
    if (input && document.activeElement !== input) input.value = this.value
  }

  #typed(): void {
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.#now(), pause)
  }

  #now(): void {
    clearTimeout(this.#typing)
    const text = this.querySelector('input')?.value.trim() ?? ''
    if (text === this.value) return
    this.value = text
    this.dispatchEvent(new CustomEvent<string>('search-changed', { detail: text }))
  }
}

customElements.define('search-box', SearchBox)
