import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { FieldsView } from '../../../engine/plan/screens.ts'
import type { FileValue, WireRecord } from '../../../engine/server/wire.ts'
import { fileLink } from '../../cells/file.ts'
import { renderCell } from '../../cells/registry.ts'
import { valueAt } from '../../cells/value-at.ts'
import { fileSize } from '../../language/formats.ts'
import { LightElement } from '../../light-element.ts'
import { complain } from '../../notices.ts'
import type { ViewContext } from '../view-context.ts'
import './fields.css'

type Shown = FieldsView['fields'][number]

/** What the selected record says. What is empty is left out. */
class ViewFields extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    beyond: { state: true },
  }
  declare view: FieldsView
  declare context: ViewContext
  /** What is asked for behind relations; null before it is there. */
  declare private beyond: WireRecord | null
  #asked = ''

  constructor() {
    super()
    this.beyond = null
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#asked = ''
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('context') && !changed.has('view')) return
    const { record } = this.context
    const paths = this.view.fields.flatMap(({ path, unit }) => [path, unit ?? path])
    const behind = [...new Set(paths.filter((path) => path.includes('.')))]
    if (!record || behind.length === 0) return
    const asked = `/${this.view.entity}/${record.id}?fields=${behind.join(',')}`
    const version = `${asked} ${String(record['version'])}`
    if (version === this.#asked) return
    if (!this.#asked.startsWith(`${asked} `)) this.beyond = null
    this.#asked = version
    void this.#read(asked, version)
  }

  async #read(asked: string, version: string): Promise<void> {
    try {
      const beyond = await this.context.api.get<WireRecord>(asked)
      if (version === this.#asked) this.beyond = beyond
    } catch (error) {
      if (version === this.#asked) complain(error)
    }
  }

  protected override render(): TemplateResult {
    const { title, fields } = this.view
    return html`<section class="card fields">
      ${title ? html`<h3 class="card-title fields-title">${title}</h3>` : nothing}
      <dl>${fields.map((field) => this.#field(field))}</dl>
    </section>`
  }

  #field(field: Shown): TemplateResult | typeof nothing {
    const drawn = this.#value(field)
    if (drawn === nothing) return nothing
    return html`<div class=${`field-${field.cell.kind}`}>
      <dt>${field.label}</dt>
      <dd>${drawn}</dd>
    </div>`
  }

  #value({ path, cell, unit }: Shown): unknown {
    const value = this.#at(path)
    if (cell.kind !== 'file' || value === null) return renderCell(cell, value, unit && this.#at(unit))
    const file = value as FileValue
    return html`${fileLink(file, file.name)} <span class="fields-size">${fileSize(file.size)}</span>`
  }

  #at(path: string): unknown {
    const record = path.includes('.') ? this.beyond : this.context.record
    return record && valueAt(record, path)
  }
}

customElements.define('view-fields', ViewFields)
