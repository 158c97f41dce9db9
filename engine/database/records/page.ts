import { compileCondition, compileRows } from '../../access/condition.ts'
import { at, type At, type Frame } from '../../access/frame.ts'
import { allOf, always, anyOf, name, raw, sql, type Sql } from '../../access/sql.ts'
import { comparisons } from '../../access/shape.ts'
import type { Condition } from '../../words/condition.ts'
import { dialects } from '../dialects/registry.ts'
import { beyond } from './keyset.ts'
import type { ListShape } from './list-shape.ts'
import { keysOf, orderBy, sortTerms, type Term } from './order.ts'
import { joined, newReading, object } from './select.ts'
import { walked, type Walk } from './walk.ts'
import { deletedness } from './where.ts'

/** The records in the order that an index has them in, written as they come. `through` stands behind the table's name. */
export function orderedPage(shape: ListShape, frame: Frame, through: Sql, limit: Sql): Sql {
  const dialect = dialects[shape.dialect]
  const record = at(frame, shape.entity)
  const reading = newReading(frame, dialect, shape.access, shape.exports ? record : null)
  const terms = sortTerms(reading, record, shape.keys, shape.direction)
  const json = dialect.sent(object(reading, record, shape.fields))
  const from = sql`${table(record)}${through}${joined(reading)}`
  const where = source(shape, frame, record)
  const pieces = beyond(shape.dialect, terms, shape.cursor).map(
    (piece) =>
      sql`select ${json} as j, ${keysOf(dialect, terms)} as k from ${from} where ${allOf([where, piece])} order by ${orderBy(dialect, terms)} limit ${limit}`,
  )
  const [only] = pieces
  if (only && pieces.length === 1) return only
  const all = pieces.map((piece) => sql`select j, k from (${piece}) as piece`)
  return sql`select j, k from (${all.reduce((one, next) => sql`${one} union all ${next}`)}) as pieces limit ${limit}`
}

/** Which records, and what they are sorted by: `id` and `s0`, `s1`… */
export function hits(shape: ListShape, frame: Frame, from: Sql | null, walk: Walk | null = null): Sql {
  const record = at(frame, shape.entity)
  const reading = newReading(frame, dialects[shape.dialect], shape.access)
  const all = walk ? walked(walk, reading, record) : table(record)
  const keys = sortTerms(reading, record, shape.keys, shape.direction).slice(0, -1)
  const columns = keys.map(({ value }, index) => sql`, ${value} as ${name(`s${index}`)}`)
  const selected = columns.reduce((some, one) => sql`${some}${one}`, sql`${record.id} as id`)
  const where = source(shape, frame, record)
  const whole = from ? sql`${from} cross join ${table(record)} on ${record.id} = matched.id` : all
  return sql`select ${selected} from ${whole}${joined(reading)} where ${where}`
}

/** Sorts the records that have been found, and only then writes what they hold. */
export function sortedPage(shape: ListShape, frame: Frame, found: Sql, limit: Sql): Sql {
  const dialect = dialects[shape.dialect]
  const terms = foundTerms(shape, frame)
  const piece = anyOf(beyond(shape.dialect, terms, shape.cursor))
  const first = sql`select id, ${keysOf(dialect, terms)} as k from (${found}) as found where ${piece} order by ${orderBy(dialect, terms)} limit ${limit}`
  const chosen = sql`select first.id, first.k, row_number() over () as n from (${first}) as first`
  const record = at(frame, shape.entity)
  const reading = newReading(frame, dialect, shape.access, shape.exports ? record : null)
  const json = dialect.sent(object(reading, record, shape.fields))
  // SQLite would go through the whole table to find those few, not knowing how few they are.
  const join = raw(shape.dialect === 'sqlite' ? 'cross join' : 'join')
  return sql`select ${json} as j, chosen.k as k from (${chosen}) as chosen ${join} ${table(record)} on ${record.id} = chosen.id${joined(reading)} order by chosen.n`
}

function foundTerms(shape: ListShape, frame: Frame): readonly Term[] {
  const nowhere = newReading(frame, dialects[shape.dialect], shape.access)
  const terms = sortTerms(nowhere, at(frame, shape.entity), shape.keys, shape.direction)
  return terms.map((term, index) => ({
    ...term,
    value: name('found', index === terms.length - 1 ? 'id' : `s${index}`),
  }))
}

export function table(record: At): Sql {
  return sql`${name(record.entity)} as ${name(record.alias)}`
}

/** The records of the list: those its reader may read that fulfil what came with the request. */
export function source(
  shape: Pick<ListShape, 'access' | 'within' | 'filter' | 'deleted' | 'exports' | 'search'>,
  frame: Frame,
  record: At,
): Sql {
  const { access, within, filter, deleted } = shape
  const asked = (condition: Condition | null, next: number): Sql =>
    condition
      ? compileCondition(frame, record, condition, { access, subject: null, leaves: { next } })
      : always
  return allOf([
    within ? within(frame, record) : always,
    deletedness(frame, access, record, deleted),
    compileRows(frame, access, record, 'read'),
    shape.exports ? compileRows(frame, access, record, 'export') : always,
    asked(filter, 0),
    asked(shape.search, filter ? comparisons(filter).length : 0),
  ])
}
