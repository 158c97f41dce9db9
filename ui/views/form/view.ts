import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { FormView } from '../../../engine/plan/screens.ts'
import type { ProblemDetails, WireRecord } from '../../../engine/server/wire.ts'
import { problemOf } from '../../client.ts'
import { confirm } from '../../dialogs.ts'
import '../../form/record-form.ts'
import type { RecordForm } from '../../form/record-form.ts'
import { readRecord } from '../../form/saving.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { retryButton } from '../../retry-button.ts'
import type { Fill, ViewContext } from '../view-context.ts'
import './form-view.css'

/** A form on a tab: it creates, or changes the one record of its entity, or the one selected around it. */
class ViewForm extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    record: { state: true },
    failure: { state: true },
    filledFrom: { state: true },
  }
  declare view: FormView
  declare context: ViewContext
  declare private record: WireRecord | null
  declare private failure: ProblemDetails | null
  declare private filledFrom: string
  #stopFilling = (): unknown => undefined
  #asked = ''

  constructor() {
    super()
    this.record = null
    this.failure = null
    this.filledFrom = ''
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopFilling()
    this.#asked = ''
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('context') && !changed.has('view')) return
    this.#stopFilling()
    this.#stopFilling = this.context.signals.onFill(this.view.id, (fill) => void this.#fill(fill))
    const { path } = this
    const { record } = this.context
    // What may be changed can become otherwise while the record stays as it is.
    const asked =
      this.view.mode === 'selected'
        ? `${path} ${JSON.stringify([record?.['version'], record?.['may']])}`
        : path
    if (asked === this.#asked) return
    if (asked.split(' ')[0] !== this.#asked.split(' ')[0]) this.record = null
    this.#asked = asked
    if (path) void this.#read(path)
  }

  /** Empty where it creates. */
  private get path(): string {
    const { mode, form } = this.view
    if (mode === 'single') return form.entity
    return mode === 'selected' && this.context.record ? `${form.entity}/${this.context.record.id}` : ''
  }

  protected override render(): TemplateResult {
    const { title } = this.view.form
    return html`<section class="card form-view">
      <header class="form-view-top">
        <h2 class="card-title">${title}</h2>
        ${
          this.filledFrom
            ? html`<p class="form-view-filled">${texts().form.filledFrom(this.filledFrom)}</p>`
            : nothing
        }
      </header>
      ${this.failure ? this.#failed(this.failure) : this.#form()}
    </section>`
  }

  #form(): TemplateResult {
    const { view, context, path } = this
    if (path && !this.record) return html`<div class="form-skeleton" aria-busy="true"></div>`
    return html`<record-form
      .context=${context}
      .form=${view.form}
      .record=${this.record}
      .path=${path}
      @saved=${() => (this.filledFrom = '')}
      @started-over=${() => (this.filledFrom = '')}
    ></record-form>`
  }

  #failed(failure: ProblemDetails): TemplateResult {
    return html`<p class="form-complaint" role="alert">${failure.detail}</p>
      ${retryButton(failure, () => void this.#read(this.path))}`
  }

  async #read(path: string): Promise<void> {
    this.failure = null
    try {
      const record = await readRecord(this.context.api, path, this.view.form)
      if (path === this.path) this.record = record
    } catch (error) {
      if (path === this.path) this.failure = problemOf(error, texts().failure.unexpected)
    }
  }

  async #fill({ values, consume, from }: Fill): Promise<void> {
    const form = this.querySelector<RecordForm>('record-form')
    if (!form) return
    const said = texts().unsaved
    const mayFill =
      !form.isDirty ||
      (await confirm({ title: said.title, text: said.text, confirm: said.discard, danger: true }))
    if (!mayFill) return
    form.fill(values, consume)
    this.filledFrom = from
  }
}

customElements.define('view-form', ViewForm)
