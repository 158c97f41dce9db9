import type { Storage } from '../field-types/field-type.ts'
import type { Comparison, Operand, Operator, Path, Scalar } from '../words/condition.ts'
import { encodeAs } from './encode.ts'
import { column, fieldOf, foldedColumn, isFoldedText, type At, type Frame } from './frame.ts'
import { decimalsAt, decimalsOf, shifted } from './decimals.ts'
import { asList, reach, userAt, type Reached } from './operand.ts'
import { allOf, bound, join, never, raw, sql, type Form, type Slot, type Sql } from './sql.ts'
import type { Terms } from './terms.ts'

/** Asks for a value, so that where there is none it does not hold; `holds` is false where the comparison is its opposite. */
export interface Compared {
  readonly holds: boolean
  /** No value at all is among the values asked for. */
  readonly orEmpty: boolean
  readonly test: (record: At, field: string) => Sql
}

/** An operator that says what another does not. */
const opposites: Partial<Record<Operator, Operator>> = { ne: 'eq', nin: 'in' }

export function compare(frame: Frame, comparison: Comparison, terms: Terms): Compared {
  const leaf = terms.leaves ? terms.leaves.next++ : null
  const { op, value } = comparison
  if (op === 'empty') return { holds: value === false, orEmpty: false, test: present }
  const asked = opposites[op] ?? op
  const holds = asked === op
  if (value === null) {
    if (asked === 'eq') return { holds: !holds, orEmpty: false, test: present }
    return { holds, orEmpty: false, test: () => never }
  }
  const orEmpty = isList(value) && value.includes(null)
  return {
    holds,
    orEmpty,
    test: (record, field) => test(frame, record, field, asked, value, { ...terms, leaf }),
  }
}

export function present(record: At, field: string): Sql {
  return sql`${column(record, field)} is not null`
}

type Place = Terms & { readonly leaf: number | null }

function test(frame: Frame, record: At, field: string, op: Operator, value: Operand, place: Place): Sql {
  const { storage } = fieldOf(frame.plan, record.entity, field)
  if (isList(value)) return inList(frame, record, field, storage, value, place)
  const slotted = (as: Form['as']): Sql => slot(frame, storage, as, value, 0, place)
  if (op === 'contains' || op === 'startsWith') return matches(frame, record, field, op, slotted)
  const reached = reachedBy(frame, value, place, storage)
  if (reached) return relative(reached.own(column(record, field)), op, reached, value)
  if (op === 'in') return sql`${column(record, field)} in (${slotted('stored')})`
  if (op !== 'eq')
    return sql`${ordered(frame, record, field)} ${raw(orders[op] ?? '=')} ${slotted(order(frame, record, field))}`
  const exact = sql`${column(record, field)} = ${slotted('stored')}`
  // The folded column is the indexed one: it finds the few that the exact comparison then tells apart.
  return folded(frame, record, field)
    ? sql`(${foldedColumn(record, field)} = ${slotted('folded')} and ${exact})`
    : exact
}

const orders: Partial<Record<Operator, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' }

function folded(frame: Frame, record: At, field: string): boolean {
  return isFoldedText(fieldOf(frame.plan, record.entity, field))
}

function ordered(frame: Frame, record: At, field: string): Sql {
  return folded(frame, record, field) ? foldedColumn(record, field) : column(record, field)
}

function order(frame: Frame, record: At, field: string): Form['as'] {
  return folded(frame, record, field) ? 'folded' : 'stored'
}

function isList(value: Operand): value is readonly Scalar[] {
  return Array.isArray(value)
}

/** In bound lists the last value is repeated up to a power of two: few shapes, so that statements stay prepared. */
export function listSize(values: readonly Scalar[]): number {
  const length = values.filter((value) => value !== null).length
  return length === 0 ? 0 : 2 ** Math.ceil(Math.log2(length))
}

function inList(
  frame: Frame,
  record: At,
  field: string,
  storage: Storage,
  values: readonly Scalar[],
  place: Place,
): Sql {
  const size = place.leaf === null ? values.filter((value) => value !== null).length : listSize(values)
  const some = values.filter((value) => value !== null)
  const slots = Array.from({ length: size }, (_, part) =>
    slot(frame, storage, 'stored', some[Math.min(part, some.length - 1)] ?? null, part, place),
  )
  return size === 0 ? never : sql`${column(record, field)} in (${join(slots, ', ')})`
}

function matches(
  frame: Frame,
  record: At,
  field: string,
  op: 'contains' | 'startsWith',
  slotted: (as: Form['as']) => Sql,
): Sql {
  const text = ordered(frame, record, field)
  if (op === 'startsWith')
    return allOf([sql`${text} >= ${slotted('prefix')}`, sql`${text} < ${slotted('after')}`])
  // SQLite's LIKE has a longest pattern, and is slower.
  if (frame.dialect === 'sqlite') return sql`instr(${text}, ${slotted('folded')}) > 0`
  return sql`${text} like ${slotted('pattern')} escape '\\'`
}

/** What `$user` or `$record` leads to, and how the column that it meets is to be read beside it. */
type Meeting = Reached & { own(column: Sql): Sql }

function reachedBy(frame: Frame, value: Operand, { subject }: Place, storage: Storage): Meeting | null {
  if (value === null || typeof value !== 'object') return null
  if ('user' in value) {
    const { record, table } = userAt(frame)
    return meeting(frame, record, table, value.user, storage)
  }
  if ('record' in value && subject) return meeting(frame, subject, null, value.record, storage)
  return null
}

/** Numbers of different decimals meet as numbers of the more: whoever stores 12.50 as 1250 has less than 100. */
function meeting(frame: Frame, record: At, table: Sql | null, path: Path, storage: Storage): Meeting {
  const by = decimalsOf(storage) - decimalsAt(frame.plan, record.entity, path)
  const reached = reach(frame, record, table, path, (value) => shifted(frame.dialect, value, by))
  return { ...reached, own: (column) => shifted(frame.dialect, column, -by) }
}

/**
 * Two empty values of records are alike, as two equal ones are. But what `$user` does not have is like nothing:
 * a permission on `$user.team` must not give whoever has no team all that belongs to none.
 */
function relative(own: Sql, op: Operator, reached: Reached, value: Operand): Sql {
  if (op === 'in' || 'many' in reached) return sql`${own} in ${asList(reached)}`
  const ofUser = value !== null && typeof value === 'object' && 'user' in value
  if (op === 'eq' && !ofUser) return sql`${own} is not distinct from ${reached.one}`
  return sql`${own} ${raw(orders[op] ?? '=')} ${reached.one}`
}

function slot(
  frame: Frame,
  storage: Storage,
  as: Form['as'],
  value: Operand,
  part: number,
  { leaf }: Place,
): Sql {
  const { dialect } = frame
  return bound(dialect, storage.kind, slotOf())

  function slotOf(): Slot {
    const form: Form = { storage, as, dialect }
    if (value !== null && typeof value === 'object') {
      if ('now' in value) return { slot: 'now', storage }
      if ('today' in value) return { slot: 'today', storage }
    }
    return leaf === null ? encodeAs(form, value) : { slot: 'leaf', leaf, part, form }
  }
}
