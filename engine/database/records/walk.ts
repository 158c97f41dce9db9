import { fieldOf, type At, type Frame } from '../../access/frame.ts'
import { hop } from '../../access/hop.ts'
import { name, raw, sql, type Sql } from '../../access/sql.ts'
import type { FieldPlan, TablePlan } from '../../plan/plan.ts'
import { columnOf, isNarrowed, type ListShape } from './list-shape.ts'
import type { Reading } from './select.ts'

/**
 * An index that has the records of a list in the order of its first key, so that a page of them is met with after few
 * records, and only those that share a value are sorted.
 */
export type Walk = Own | Through

interface Own {
  readonly index: string
}

/** The key is of a record that there must be, and that everybody may read who sees the list. */
interface Through {
  readonly field: FieldPlan
  readonly index: string
  /** The index of the records that point to one of the others. */
  readonly back: string
}

/**
 * Null where there is none, or where the list is not all records: then few of them may be met with on the way, and it is
 * sooner sorted what there is.
 */
export function walkOf(shape: ListShape): Walk | null {
  const [first, ...more] = shape.keys
  if (!first || isNarrowed(shape) || shape.within || shape.byTrigrams) return null
  const [step = 'id', last, ...deeper] = first.path
  if (step === 'id' || deeper.length > 0) return null
  if (last !== undefined) return through(shape, step, last)
  return more.length > 0 ? own(shape, step) : null
}

function own(shape: ListShape, step: string): Own | null {
  const field = fieldOf(shape.plan, shape.entity, step)
  const index = field.relation ? null : indexOf(shape, shape.entity, columnOf(field))
  return index === null ? null : { index }
}

function through(shape: ListShape, step: string, last: string): Through | null {
  const { plan, entity } = shape
  const field = fieldOf(plan, entity, step)
  const { relation, storage } = field
  const stored = tableOf(shape, entity)?.columns.find(({ name }) => name === step)
  if (!relation || storage.kind === 'none' || !stored || stored.nullable) return null
  if (!isReadByAll(shape, entity, step) || !isReadByAll(shape, relation.to, last)) return null
  const target = fieldOf(plan, relation.to, last)
  if (target.relation || target.storage.kind === 'none') return null
  const index = indexOf(shape, relation.to, columnOf(target))
  const back = indexOf(shape, entity, step)
  return index === null || back === null ? null : { field, index, back }
}

/** Of any record: a value that is hidden in some has a place of its own in the order. */
function isReadByAll({ access }: ListShape, entity: string, field: string): boolean {
  return (
    access.rows(entity, 'read') === true &&
    (field === 'id' || access.fields(entity, 'read').get(field) === true)
  )
}

function tableOf({ plan }: ListShape, entity: string): TablePlan | undefined {
  return plan.tables.find(({ name }) => name === entity)
}

function indexOf(shape: ListShape, entity: string, column: string): string | null {
  const indexes = tableOf(shape, entity)?.indexes ?? []
  return indexes.find(({ columns }) => columns[0] === column)?.name ?? null
}

/** What to select from, so that the records come in the order of the index; PostgreSQL finds the way by itself. */
export function walked(walk: Walk, { frame, joins }: Reading, record: At): Sql {
  const table = sql`${name(record.entity)} as ${name(record.alias)}`
  if (!('field' in walk)) return sql`${table}${by(frame, walk.index)}`
  const { from, on, target } = hop(frame, record, walk.field)
  joins.set(`${record.alias}.${walk.field.name}`, { target, sql: raw('') })
  return frame.dialect === 'sqlite'
    ? sql`${from}${by(frame, walk.index)} cross join ${table}${by(frame, walk.back)} on ${on}`
    : sql`${table} join ${from} on ${on}`
}

function by({ dialect }: Frame, index: string): Sql {
  return dialect === 'sqlite' ? sql` indexed by ${name(index)}` : raw('')
}

/**
 * Whether it is sooner walked than sorted: to go past records that nothing points to takes time, and SQLite does not know
 * how many there are. Numbers are never used twice, so that the last one is at least how many.
 */
export function isShort(walk: Walk, { entity }: ListShape): Sql | null {
  if (!('field' in walk)) return null
  const last = (table: string): Sql => sql`coalesce((select max(${name('id')}) from ${name(table)}), 0)`
  return sql`${last(walk.field.relation?.to ?? '')} <= ${last(entity)}`
}
