import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { ChangesView } from '../../../engine/plan/screens.ts'
import type { ChangesAnswer, FieldChange } from '../../../engine/server/wire.ts'
import { formatAddress, recordHref } from '../../address.ts'
import { renderCell } from '../../cells/registry.ts'
import { isAbort, problemOf } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'
import { placeText } from '../../why-words.ts'
import type { ViewContext } from '../view-context.ts'
import './changes.css'

/** An entry of the audit trail: what became of each field, and who did it, when, from where and under which permission. */
class ViewChanges extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    answer: { state: true },
    failure: { state: true },
  }
  declare view: ChangesView
  declare context: ViewContext
  declare private answer: ChangesAnswer | null
  declare private failure: string
  #shown: number | null = null
  #reading = new AbortController()

  constructor() {
    super()
    this.answer = null
    this.failure = ''
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#reading.abort()
    this.#shown = null
  }

  protected override willUpdate(changed: PropertyValues): void {
    const id = this.context.record?.id ?? null
    if (!changed.has('context') || id === this.#shown) return
    this.#shown = id
    this.answer = null
    this.failure = ''
    if (id !== null) void this.#read(id)
  }

  protected override render(): TemplateResult {
    const { answer, failure } = this
    if (failure) return html`<p class="card changes-none" role="alert">${failure}</p>`
    return html`<section class="card changes" aria-busy=${answer === null}>
        <h3 class="changes-title">${texts().changes.title}</h3>
        ${answer ? this.#changes(answer) : html`<div class="changes-waiting"></div>`}
      </section>
      <section class="card changes-facts">
        <dl>${this.#facts()} ${answer ? this.#permissions(answer) : nothing}</dl>
      </section>`
  }

  // The roles are said although a table has them: on a phone its rows are stacked, and browsers then take it for no table.
  #changes({ data, record }: ChangesAnswer): TemplateResult {
    const said = texts().changes
    return html`${
      data.length === 0
        ? html`<p class="changes-none">${said.none}</p>`
        : html`<table class="changes-table" role="table" aria-label=${said.title}>
            <thead role="rowgroup">
              <tr role="row">
                <th scope="col" role="columnheader">${said.field}</th>
                <th scope="col" role="columnheader">${said.before}</th>
                <th scope="col" role="columnheader">${said.after}</th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              ${data.map((change) => row(change))}
            </tbody>
          </table>`
    }
    ${record ? this.#open(record) : nothing} ${this.#why()}`
  }

  #open({ id, display, at }: NonNullable<ChangesAnswer['record']>): TemplateResult | typeof nothing {
    if (!at) return nothing
    return html`<p class="changes-open">
      <a class="link" href=${recordHref(this.context.area.path, at, id, display)}>
        ${texts().changes.open}: ${nameOf({ id, display })} ${icon('chevron-right')}
      </a>
    </p>`
  }

  /** A refusal is explained by its request, to whoever may read of it here. */
  #why(): TemplateResult | typeof nothing {
    const { record } = this.context
    const request = record?.['request']
    if (record?.['outcome'] !== 'refused' || typeof request !== 'string') return nothing
    const address = { page: 'why', tab: request, views: {} }
    return html`<p class="changes-open">
      <a
        class="link"
        href=${formatAddress(this.context.area.path, address)}
        data-page=${address.page}
        data-tab=${address.tab}
      >
        ${texts().changes.why} ${icon('chevron-right')}
      </a>
    </p>`
  }

  #facts(): unknown {
    const { record } = this.context
    return this.view.facts.map(({ field, label, cell }) => {
      const value = record?.[field]
      if (value === null || value === undefined || value === '' || untold.has(field)) return nothing
      return html`<div>
        <dt>${label}</dt>
        <dd>${renderCell(cell, value)}</dd>
      </div>`
    })
  }

  #permissions({ permissions }: ChangesAnswer): TemplateResult | typeof nothing {
    if (permissions.length === 0) return nothing
    const said = texts().changes
    return html`<div>
      <dt>${said.permission}${permissions.length > 1 ? ` (${said.oneOf})` : ''}</dt>
      <dd>
        ${permissions.map(
          ({ name, file, line, usedBy }) =>
            html`<span class="changes-permission"
              >${placeText({ name, place: file ? { file, line: line ?? 1, usedBy } : null })}</span
            >`,
        )}
      </dd>
    </div>`
  }

  async #read(id: number): Promise<void> {
    this.#reading.abort()
    const { signal } = (this.#reading = new AbortController())
    try {
      const url = `/${this.view.entity}/${id}/changes`
      const answer = await this.context.api.get<ChangesAnswer>(url, { signal })
      if (!signal.aborted) this.answer = answer
    } catch (error) {
      if (isAbort(error) || signal.aborted) return
      this.failure = problemOf(error, texts().failure.unexpected).detail
    }
  }
}

/** Told in words of their own. */
const untold = new Set(['permission', 'fields'])

function row({ label, cell, before, after }: FieldChange): TemplateResult {
  const said = texts().changes
  const value = (shown: unknown): unknown => {
    const drawn = renderCell(cell, shown)
    return drawn === nothing ? html`<span class="changes-empty">${said.empty}</span>` : drawn
  }
  return html`<tr role="row">
    <th scope="row" role="rowheader">${label}</th>
    <td role="cell" data-label=${said.before}>${value(before)}</td>
    <td role="cell" data-label=${said.after}>${value(after)}</td>
  </tr>`
}

customElements.define('view-changes', ViewChanges)
