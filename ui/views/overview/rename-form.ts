import { html, nothing, type TemplateResult } from 'lit'
import type { ProblemDetails, WireRecord } from '../../../engine/server/wire.ts'
import { problemOf, type Api } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { guardLeaving } from '../../leaving.ts'
import { LightElement } from '../../light-element.ts'
import { notify } from '../../notices.ts'
import { icon } from '../../styles/icons.ts'

/** The name of a record, being changed in place: Enter saves it, Escape leaves it as it was. */
class RenameForm extends LightElement {
  static override properties = {
    api: { attribute: false },
    entity: { attribute: false },
    field: { attribute: false },
    maxLength: { attribute: false },
    record: { attribute: false },
    message: { state: true },
    isSaving: { state: true },
  }
  declare api: Api
  declare entity: string
  declare field: string
  declare maxLength: number | null
  declare record: WireRecord
  declare private message: string
  declare private isSaving: boolean
  #stopGuarding = (): void => undefined

  constructor() {
    super()
    this.message = ''
    this.isSaving = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopGuarding = guardLeaving(() => this.#isChanged)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopGuarding()
  }

  protected override firstUpdated(): void {
    const input = this.#input
    if (!input) return
    input.value = this.#before
    input.focus()
    input.select()
  }

  protected override render(): TemplateResult {
    const said = texts()
    return html`<form
      class="rename"
      @submit=${this.#submit}
      @keydown=${this.#pressed}
      @focusout=${this.#left}
    >
      <input
        class="rename-input"
        aria-label=${said.overview.name}
        aria-invalid=${this.message !== ''}
        aria-describedby="rename-message"
        maxlength=${this.maxLength ?? nothing}
        autocomplete="off"
        spellcheck="false"
        @input=${() => (this.message = '')}
      />
      <button class="icon-button" aria-label=${said.save} ?disabled=${this.isSaving}>${icon('check')}</button>
      <button class="icon-button" type="button" aria-label=${said.cancel} @click=${this.#cancel}>
        ${icon('x')}
      </button>
      <p class="rename-message" id="rename-message" role="alert">${this.message}</p>
    </form>`
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector('input')
  }

  get #before(): string {
    const name = this.record[this.field]
    return typeof name === 'string' ? name : ''
  }

  get #isChanged(): boolean {
    return (this.#input?.value ?? this.#before) !== this.#before
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    const name = this.#input?.value.trim() ?? ''
    if (name === '') {
      this.message = texts().form.required
      this.#input?.focus()
    } else if (name === this.#before) this.#cancel()
    else void this.#save(name, this.record)
  }

  async #save(name: string, record: WireRecord): Promise<void> {
    this.isSaving = true
    try {
      const version = record['version'] as number
      await this.api.patch(`/${this.entity}/${record.id}`, { [this.field]: name }, { version })
      notify({ tone: 'good', text: texts().overview.renamed(name) })
      this.dispatchEvent(new CustomEvent('renamed'))
    } catch (error) {
      const problem = problemOf(error, texts().failure.unexpected)
      const { current } = problem
      // Something else of the record was changed meanwhile: the name is still the one that was read.
      if (current && current[this.field] === record[this.field]) return await this.#save(name, current)
      this.message = messageOf(problem, this.field)
      this.#input?.focus()
    } finally {
      this.isSaving = false
    }
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    this.#cancel()
  }

  /** Clicking elsewhere with nothing changed is leaving it. */
  readonly #left = (event: FocusEvent): void => {
    const isWithin = event.relatedTarget instanceof Node && this.contains(event.relatedTarget)
    if (!isWithin && !this.#isChanged && this.isConnected) this.#cancel()
  }

  readonly #cancel = (): void => void this.dispatchEvent(new CustomEvent('cancelled'))
}

function messageOf(problem: ProblemDetails, field: string): string {
  return problem.errors.find((error) => error.field === field)?.message ?? problem.detail
}

customElements.define('rename-form', RenameForm)
