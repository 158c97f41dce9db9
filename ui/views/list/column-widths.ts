import type { CellKind } from '../../../engine/field-types/field-type.ts'
import type { Column, ListView } from '../../../engine/plan/screens.ts'
import type { Reference, References, WireRecord } from '../../../engine/server/wire.ts'
import { valueAt } from '../../cells/value-at.ts'
import { isTouch } from '../../editors/is-touch.ts'

// In pixels, of the text in a table; near enough for a share of the room.
const letter = 7.2
/** What a capital or a digit takes more: numbers of invoices are made of them. */
const capital = 1.6
const padding = 26
/** The first column stands farther from the edge, and is bolder. */
const first = 18
const sortMark = 34
const badge = 18
const widest = 30 * letter

const least: Partial<Record<CellKind, number>> = { boolean: 72, file: 72, choice: 88, number: 80 }
/** Half a date says something else than the date; of a text the beginning says most. */
const whole: ReadonlySet<CellKind> = new Set(['boolean', 'choice', 'date', 'dateTime', 'file', 'number'])
/** What texts keep beside them. */
const leastText = 90

/** In pixels, with the gap to the next one: what `--control` says of a pointer, and of a finger. */
export function buttonWidth(): number {
  return isTouch() ? 46 : 34
}

/** In pixels: with less, columns would show little but the first letters. */
export function neededWidth({ columns, actions }: Pick<ListView, 'columns' | 'actions'>): number {
  return Math.max(
    440,
    sum(columns.map(({ cell }) => least[cell.kind] ?? 118)) + actions.length * buttonWidth(),
  )
}

/**
 * What each column gets of the room, from what its rows hold. Where there is too little, the first column, which names the
 * record, keeps what it needs, and of the others the widest texts give first, then whatever is widest: the browser's own way
 * lets one long text push the others out of the window.
 */
export function columnWidths(
  columns: readonly Column[],
  rows: readonly WireRecord[],
  room: number,
): readonly number[] {
  const wanted = columns.map((column, index) => wantedWidth(column, rows) + (index === 0 ? first : 0))
  const all = sum(wanted)
  if (all <= room) return wanted.map((width) => (width * room) / all)
  const [name = 0, ...others] = wanted
  const left = room - Math.min(name, room * 0.35)
  const isWhole = others.map((_, index) => whole.has(columns[index + 1]?.cell.kind ?? 'text'))
  const texts = others.filter((_, index) => !isWhole[index])
  const textCap = capFor(texts, left - sum(others.filter((_, index) => isWhole[index])))
  const keepsWhole = textCap >= leastText
  const cap = keepsWhole ? textCap : capFor(others, left)
  const given = others.map((width, index) => (keepsWhole && isWhole[index] ? width : Math.min(width, cap)))
  return [room - sum(given), ...given]
}

function wantedWidth(column: Column, rows: readonly WireRecord[]): number {
  const header = column.label.length * letter + sortMark
  const widths = rows.map((row) => contentWidth(column, valueAt(row, column.path))).sort((a, b) => a - b)
  // One long text among many does not set the width for all.
  const most = widths[Math.floor(widths.length * 0.9)] ?? 0
  return Math.min(widest, Math.max(header, most)) + padding
}

/** The width at which columns are cut so that all of them fit: those below it keep theirs. */
function capFor(wanted: readonly number[], room: number): number {
  const ascending = [...wanted].sort((a, b) => a - b)
  let left = room
  for (const [index, width] of ascending.entries()) {
    const share = left / (ascending.length - index)
    if (width >= share) return share
    left -= width
  }
  return Infinity
}

function contentWidth({ cell }: Column, value: unknown): number {
  if (value === null) return 0
  if (cell.kind === 'relation') return displayOf(value as Reference).length * letter
  if (cell.kind === 'relations') return (listed(value as References) + 5) * letter
  if (cell.kind === 'choice') {
    const label = cell.options.find((option) => option.value === value)?.label ?? ''
    return label.length * letter + badge
  }
  if (cell.kind === 'boolean' || cell.kind === 'file') return 6 * letter
  if (cell.kind === 'date') return 12 * letter
  if (cell.kind === 'dateTime') return 21 * letter
  const text = typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
  if (cell.kind === 'number') return (text.length + 5) * letter
  return text.length * letter + (text.match(/[\p{Lu}\d]/gu)?.length ?? 0) * capital
}

function listed({ data }: References): number {
  return data.slice(0, 2).map(displayOf).join(', ').length
}

function displayOf(reference: Reference): string {
  return reference.display ?? ''
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
