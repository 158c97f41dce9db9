import type { Access } from '../../access/access.ts'
import { compileField, compileRows } from '../../access/condition.ts'
import { column, entityOf, fieldOf, hasColumn, type At, type Frame } from '../../access/frame.ts'
import { hop } from '../../access/hop.ts'
import { allOf, always, bound, join, never, raw, sql, type Sql } from '../../access/sql.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import type { Path } from '../../words/condition.ts'
import type { DialectSql } from '../dialects/dialect.ts'
import { may } from './may.ts'

/** How many records of a to-many stand within a record, and up to how many they are counted. */
const shown = 5
const counted = 1000

/** Reads records of one level of a statement: what is joined for one value serves the others. */
export interface Reading {
  readonly frame: Frame
  readonly dialect: DialectSql
  readonly access: Access
  /** Of whom only what may be exported is read; the records that relations lead to are only read. */
  readonly exported: At | null
  readonly joins: Map<string, { readonly target: At; readonly sql: Sql }>
}

export function newReading(
  frame: Frame,
  dialect: DialectSql,
  access: Access,
  exported: At | null = null,
): Reading {
  return { frame, dialect, access, exported, joins: new Map() }
}

export function joined({ joins }: Reading): Sql {
  return join(
    [...joins.values()].map((one) => one.sql),
    '',
  )
}

/** What is asked of a relation's records, by the first names of the paths. */
export function branches(paths: readonly Path[]): Map<string, Path[]> {
  const tree = new Map<string, Path[]>()
  for (const [first, ...rest] of paths) {
    if (first === undefined) continue
    const below = tree.get(first) ?? []
    if (rest.length > 0) below.push(rest)
    tree.set(first, below)
  }
  return tree
}

/** A record as a JSON object: what it asks for of what its reader may read. */
export function object(reading: Reading, record: At, paths: readonly Path[]): Sql {
  const entries = [...branches(paths)].map(([field, below]): readonly [string, Sql] => [
    field,
    value(reading, record, field, below),
  ])
  return reading.dialect.object(entries)
}

function value(reading: Reading, record: At, name: string, below: readonly Path[]): Sql {
  if (name === 'display') return display(reading, record)
  if (name === 'id') return record.id
  const { frame, access, dialect } = reading
  if (name === 'may') return may(frame, dialect, access, record)
  const field = fieldOf(frame.plan, record.entity, name)
  const readable = compileField(frame, access, record, name, 'read')
  const exportable =
    record === reading.exported ? compileField(frame, access, record, name, 'export') : always
  return guarded(allOf([readable, exportable]), () => {
    if (field.storage.kind === 'file') return fileObject(reading, record, name)
    if (!field.relation) return dialect.json(field.storage, column(record, name))
    return field.relation.many
      ? several(reading, record, field, below)
      : reference(reading, record, field, below)
  })
}

/** What a file is called, and where its bytes are; not under which key they are kept. */
function fileObject({ frame, access, dialect }: Reading, record: At, field: string): Sql {
  const stored = column(record, field)
  const api = frame.plan.areas[access.area]?.api ?? ''
  const before = bound(frame.dialect, 'text', `${api}/${record.entity}/`)
  const after = bound(frame.dialect, 'text', `/${field}`)
  const parts = ['name', 'size', 'type'].map((key) => [key, dialect.member(stored, key)] as const)
  const told = dialect.object([...parts, ['href', sql`${before} || ${record.id} || ${after}`]])
  return sql`case when ${stored} is not null then ${told} end`
}

function guarded(guard: Sql, value: () => Sql): Sql {
  if (guard === never) return raw('null')
  return guard === always ? value() : sql`case when ${guard} then ${value()} end`
}

/** A relation's own branch: always its id and what it is called. */
function referred(below: readonly Path[]): Path[] {
  return [['id'], ['display'], ...below]
}

function reference(reading: Reading, record: At, field: FieldPlan, below: readonly Path[]): Sql {
  const target = through(reading, record, field)
  if (!target) return raw('null')
  return sql`case when ${target.id} is not null then ${object(reading, target, referred(below))} end`
}

/** The record that a to-one leads to, joined once; null where none of its entity's may be read. */
export function through(reading: Reading, record: At, field: FieldPlan): At | null {
  const key = `${record.alias}.${field.name}`
  const known = reading.joins.get(key)
  if (known) return known.target
  const { from, on, target } = hop(reading.frame, record, field)
  const rows = compileRows(reading.frame, reading.access, target, 'read')
  if (rows === never) return null
  reading.joins.set(key, { target, sql: sql` left join ${from} on ${allOf([on, rows])}` })
  return target
}

function several(reading: Reading, record: At, field: FieldPlan, below: readonly Path[]): Sql {
  const { frame, dialect, access } = reading
  const within = newReading(frame, dialect, access)
  const { from, on, target } = hop(frame, record, field)
  const where = allOf([on, compileRows(frame, access, target, 'read')])
  const json = object(within, target, referred(below))
  const first = sql`(select ${dialect.arrayOf(raw('j'))} from (select ${json} as j from ${from}${joined(within)} where ${where} order by ${target.id} limit ${raw(String(shown))}) as s)`
  const many = hop(frame, record, field)
  const visible = allOf([many.on, compileRows(frame, access, many.target, 'read')])
  const count = dialect.object([
    ['value', raw(`case when n > ${counted} then ${counted} else n end`)],
    ['more', dialect.json({ kind: 'boolean' }, raw(`(n > ${counted})`))],
  ])
  const counts = sql`(select ${count} from (select count(*) as n from (select 1 from ${many.from} where ${visible} limit ${raw(String(counted + 1))}) as s) as c)`
  return dialect.object([
    ['data', first],
    ['count', counts],
  ])
}

/** What names the record; null where a part of it may not be read. */
export function display(reading: Reading, record: At, depth = 0): Sql {
  const { frame } = reading
  const parts = entityOf(frame.plan, record.entity).display
  const texts = parts.map((part) =>
    'text' in part ? bound(frame.dialect, 'text', part.text) : displayed(reading, record, part.path, depth),
  )
  const [only] = texts
  if (only && texts.length === 1) return only
  if (texts.includes(unreadable)) return unreadable
  return sql`(${join(
    texts.map((text) => sql`coalesce(${text}, '')`),
    ' || ',
  )})`
}

const unreadable = raw('null')
/** Records may be named by records that are named by them. */
const deepest = 4

function displayed(reading: Reading, record: At, [first = 'id', ...rest]: Path, depth: number): Sql {
  if (depth > deepest) return unreadable
  const { frame, access, dialect } = reading
  const guard = compileField(frame, access, record, first, 'read')
  if (guard === never) return unreadable
  const field = fieldOf(frame.plan, record.entity, first)
  const text = (): Sql => {
    if (!field.relation)
      return hasColumn(field) ? dialect.text(field.storage, column(record, first)) : unreadable
    if (field.relation.many) return unreadable
    const target = through(reading, record, field)
    if (!target) return unreadable
    return rest.length > 0 ? displayed(reading, target, rest, depth + 1) : display(reading, target, depth + 1)
  }
  return guard === always ? text() : sql`case when ${guard} then ${text()} end`
}
