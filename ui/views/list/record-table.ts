import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Action } from '../../../engine/model/view.ts'
import type { Column, ListView } from '../../../engine/plan/screens.ts'
import type { WireRecord } from '../../../engine/server/wire.ts'
import { renderCell } from '../../cells/registry.ts'
import { valueAt } from '../../cells/value-at.ts'
import { texts } from '../../language/texts.ts'
import { allows } from '../../may.ts'
import { isPlainClick } from '../../navigation.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'
import { buttonWidth, columnWidths, neededWidth } from './column-widths.ts'
import { sortOf, type ListState } from './list-state.ts'
import type { RowOpening } from './opening.ts'
import { rowActions } from './row-actions.ts'

export interface RecordTable {
  readonly view: ListView
  readonly state: ListState
  readonly rows: readonly WireRecord[]
  readonly picked: number | null
  /** In pixels. Where it is too little for columns, rows are shown as cards, and headers are there to be heard only. */
  readonly room: number
  readonly onSort: (column: string) => void
  readonly onAction: (action: Action, row: WireRecord) => void
  /** Null where a click on a row does nothing. */
  readonly onPick: ((row: WireRecord) => void) | null
  /** Null where a click on a row does not open it. */
  readonly open: RowOpening | null
}

/** The roles are written out: where there is little room the rows become cards, and `display` takes the roles away. */
export function recordTable(table: RecordTable): TemplateResult {
  const { view, state, rows, room } = table
  const actions = view.actions.filter(
    (action) => rowActions[action]?.of === (state.deleted ? 'deleted' : 'present'),
  )
  const widths = columnWidths(view.columns, rows, room - actionsWidth(actions))
  return html`<div class="table-frame">
    <table
      class="table"
      role="table"
      aria-label=${view.title ?? view.label.many}
      data-actions=${actions.length > 3 ? 'many' : 'few'}
      .style=${`--actions: ${actions.length}`}
    >
      <colgroup>
        ${widths.map((width) => html`<col .style=${`width: ${width}px`} />`)}
        ${actions.length > 0 ? html`<col .style=${`width: ${actionsWidth(actions)}px`} />` : nothing}
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          ${view.columns.map((column) => header(column, table))}
          ${
            actions.length > 0
              ? html`<th role="columnheader">
                  <span class="visually-hidden">${texts().list.actions}</span>
                </th>`
              : nothing
          }
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          rows,
          (row) => row.id,
          (row) => tableRow(row, actions, table),
        )}
      </tbody>
    </table>
  </div>`
}

function actionsWidth(actions: readonly Action[]): number {
  return actions.length === 0 ? 0 : actions.length * buttonWidth() + 32
}

function header(column: Column, { view, state, room, onSort }: RecordTable): TemplateResult {
  const { sort } = column
  const order = sortOf(state.sort, sort)
  const kind = `column-${column.cell.kind}`
  if (sort === null || room < neededWidth(view))
    return html`<th class=${kind} role="columnheader" scope="col">${column.label}</th>`
  return html`<th class=${kind} role="columnheader" scope="col" aria-sort=${order}>
    <button class="table-sort" @click=${() => onSort(sort)}>
      <span>${column.label}</span>${icon(order === 'descending' ? 'arrow-down' : 'arrow-up')}
    </button>
  </th>`
}

function tableRow(row: WireRecord, actions: readonly Action[], table: RecordTable): TemplateResult {
  const { view, picked, open } = table
  // What would take the record off its list changes it.
  const onPick = view.onSelect?.consume && !allows(row, 'update') ? null : table.onPick
  return html`<tr
    role="row"
    class=${[onPick || open ? 'can-pick' : '', picked === row.id ? 'is-picked' : ''].join(' ')}
  >
    ${view.columns.map((column, index) => {
      const content = renderCell(
        column.cell,
        valueAt(row, column.path),
        column.unit && valueAt(row, column.unit),
      )
      return html`<td
        role="cell"
        class=${`column-${column.cell.kind}${content === nothing ? ' is-empty' : ''}`}
        data-label=${column.label}
      >
        ${index > 0 ? nothing : open ? openLink(row, open) : onPick ? pickButton(row, onPick) : nothing}${content}
      </td>`
    })}
    ${actions.length > 0 ? actionCell(row, actions, table) : nothing}
  </tr>`
}

/** Its surface is the whole row; with a key held, the browser opens it elsewhere. */
function openLink(row: WireRecord, open: RowOpening): TemplateResult {
  return html`<a
    class="table-pick"
    href=${open.href(row)}
    aria-label=${nameOf(row)}
    data-id=${row.id}
    @click=${(event: MouseEvent) => {
      if (!isPlainClick(event)) return
      event.preventDefault()
      open.go(row)
    }}
  ></a>`
}

/** Its surface is the whole row. */
function pickButton(row: WireRecord, onPick: (row: WireRecord) => void): TemplateResult {
  return html`<button
    class="table-pick"
    aria-label=${texts().list.fillOf(nameOf(row))}
    @click=${() => onPick(row)}
  ></button>`
}

/** Keeps the place of a button that this row does not have: those of all rows stay one below the other. */
const noAction = html`<i class="table-no-action"></i>`

function actionCell(
  row: WireRecord,
  actions: readonly Action[],
  { view, onAction }: RecordTable,
): TemplateResult {
  const name = nameOf(row)
  return html`<td role="cell" class="table-actions">
    <span>
      ${actions.map((action) => {
        const known = rowActions[action]
        if (!known) return nothing
        return allows(row, action, view.form)
          ? html`<button
              class=${known.danger ? 'icon-button danger' : 'icon-button'}
              aria-label=${known.label(name)}
              title=${known.title()}
              @click=${() => onAction(action, row)}
            >
              ${icon(known.icon)}
            </button>`
          : noAction
      })}
    </span>
  </td>`
}
