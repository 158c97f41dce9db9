import { column, entityOf, fieldOf, hasColumn, type At, type Frame } from '../../access/frame.ts'
import { bound, join, name, raw, sql, type Sql } from '../../access/sql.ts'
import type { EntityPlan } from '../../plan/plan.ts'
import type { Path } from '../../words/condition.ts'
import type { Row } from '../database.ts'
import { dialects } from '../dialects/registry.ts'

/** A record as the trail tells of it: its values, as on the wire, and what it is called. */
export interface Portrait {
  readonly values: Readonly<Record<string, unknown>>
  readonly called: string | null
}

/** Of every write, or said by the operation itself. */
const untold = new Set(['id', 'version', 'created_at', 'updated_at'])

/** Columns that `portraitOf` reads: nobody's permission is asked, since nobody is shown them here. */
export function portraitColumns(frame: Frame, record: At): readonly Sql[] {
  const dialect = dialects[frame.dialect]
  const entity = entityOf(frame.plan, record.entity)
  const entries = toldFields(entity).map((field): readonly [string, Sql] => [
    field,
    dialect.json(fieldOf(frame.plan, record.entity, field).storage, column(record, field)),
  ])
  const values = entries.length > 0 ? dialect.sent(dialect.object(entries)) : raw("'{}'")
  return [sql`${values} as ${name('portrait')}`, sql`${called(frame, record)} as ${name('called')}`]
}

export function portraitOf(row: Row): Portrait {
  const name = row['called']
  // The text was made by the database of the record just read.
  const values = JSON.parse(String(row['portrait'])) as Record<string, unknown>
  return { values, called: typeof name === 'string' ? name : null }
}

function toldFields({ fields, fieldOrder }: EntityPlan): string[] {
  return fieldOrder.filter((one) => !untold.has(one) && fields[one] !== undefined && hasColumn(fields[one]))
}

/** `returning` knows a record by its alias in PostgreSQL, and by the name of its table in SQLite. */
export function returned(frame: Frame, record: At): At {
  if (frame.dialect === 'postgres') return record
  return { ...record, alias: record.entity, id: name(record.entity, 'id') }
}

/** Records may be named by records that are named by them. */
const deepest = 4

/** What the record is called, for whoever may read all of it. */
export function calledColumn(frame: Frame, record: At): Sql {
  return called(frame, record)
}

function called(frame: Frame, record: At, depth = 0): Sql {
  const parts = entityOf(frame.plan, record.entity).display.map((part) =>
    'text' in part ? bound(frame.dialect, 'text', part.text) : named(frame, record, part.path, depth),
  )
  const [only = raw('null')] = parts
  if (parts.length < 2) return only
  return sql`(${join(
    parts.map((part) => sql`coalesce(${part}, '')`),
    ' || ',
  )})`
}

function named(frame: Frame, record: At, [first = 'id', ...rest]: Path, depth: number): Sql {
  const field = fieldOf(frame.plan, record.entity, first)
  if (!hasColumn(field) || depth > deepest) return raw('null')
  if (!field.relation) return dialects[frame.dialect].text(field.storage, column(record, first))
  const alias = frame.alias()
  const target: At = { entity: field.relation.to, alias, id: name(alias, 'id') }
  const inner = rest.length > 0 ? named(frame, target, rest, depth + 1) : called(frame, target, depth + 1)
  return sql`(select ${inner} from ${name(target.entity)} as ${name(alias)} where ${target.id} = ${column(record, first)})`
}
