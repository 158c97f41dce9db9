import type { CellKind } from '../../../engine/field-types/field-type.ts'
import type { Column, ListView } from '../../../engine/plan/screens.ts'
import type { Reference, References, WireRecord } from '../../../engine/server/wire.ts'
import { valueAt } from '../../cells/value-at.ts'

/** In letters: a column is never narrower than the first, nor asks for more than the second. */
const narrowest = 7
const widest = 30

const fixed: Partial<Record<CellKind, number>> = { boolean: 8, date: 12, dateTime: 19, choice: 14 }

/**
 * Each column's share of the width, in letters, from what its rows hold: the browser's own way lets one long text
 * push the others out of the window.
 */
export function columnWidths(columns: readonly Column[], rows: readonly WireRecord[]): number[] {
  return columns.map((column) => {
    const header = column.label.length + 4
    const lengths = rows.map((row) => lengthOf(column.cell.kind, valueAt(row, column.path)))
    // One long text among many does not set the width for all.
    const most = lengths.sort((a, b) => a - b)[Math.floor(lengths.length * 0.9)] ?? 0
    return Math.min(widest, Math.max(narrowest, header, most + 2))
  })
}

/** In pixels: with less, columns would show little but the first letters. */
export function neededWidth({ columns, actions }: Pick<ListView, 'columns' | 'actions'>): number {
  return Math.max(440, columns.length * 96 + actions.length * 36)
}

function lengthOf(kind: CellKind, value: unknown): number {
  if (value === null) return 0
  if (kind === 'relation') return ((value as Reference).display ?? '').length
  if (kind === 'relations') return (value as References).data.slice(0, 2).map(displayOf).join(', ').length + 5
  const length = typeof value === 'string' || typeof value === 'number' ? `${value}`.length : 0
  return fixed[kind] ?? (kind === 'number' ? length + 5 : length)
}

function displayOf(reference: Reference): string {
  return reference.display ?? ''
}
