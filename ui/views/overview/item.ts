import { html, nothing, type TemplateResult } from 'lit'
import type { Column } from '../../../engine/plan/screens.ts'
import type { FileValue, WireRecord } from '../../../engine/server/wire.ts'
import { renderCell } from '../../cells/registry.ts'
import { valueAt } from '../../cells/value-at.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'

/** A record in the list of an overview: its first column, and the others below it. */
export function overviewItem(columns: readonly Column[], record: WireRecord): TemplateResult {
  const [first, ...others] = columns
  const rest = others.map((column) => cell(column, record)).filter((each) => each !== nothing)
  return html`<span class="overview-item">
    <span class="overview-item-name">${first ? shown(first, record) : nameOf(record)}</span>
    ${
      rest.length > 0
        ? html`<span class="overview-item-more">${rest.map((each) => html`<span>${each}</span>`)}</span>`
        : nothing
    }
    ${icon('chevron-right')}
  </span>`
}

function shown(column: Column, record: WireRecord): unknown {
  const drawn = cell(column, record)
  return drawn === nothing ? nameOf(record) : drawn
}

function cell(column: Column, record: WireRecord): unknown {
  const value = valueAt(record, column.path)
  // The item is a button already: no link within it.
  if (column.cell.kind === 'link') return typeof value === 'string' && value !== '' ? value : nothing
  if (column.cell.kind === 'file') return value ? (value as FileValue).name : nothing
  return renderCell(column.cell, value, column.unit && valueAt(record, column.unit))
}
