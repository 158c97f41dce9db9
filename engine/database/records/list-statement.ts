import {
  at,
  fieldOf,
  hasColumn,
  column,
  isFoldedText,
  newFrame,
  type At,
  type Frame,
} from '../../access/frame.ts'
import type { Access } from '../../access/access.ts'
import { allOf, name, raw, sql, type Dialect, type Sql } from '../../access/sql.ts'
import type { Plan } from '../../plan/plan.ts'
import { foldedName } from '../../plan/names.ts'
import type { Condition, Path } from '../../words/condition.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import { dialects } from '../dialects/registry.ts'
import { searchTable } from '../dialects/sqlite.ts'
import type { ListQuery } from '../records.ts'
import type { Keys } from './cursor.ts'
import { order, type Direction, type SortKey } from './order.ts'
import { joined, newReading, object } from './select.ts'
import { listed } from './where.ts'

/** A list counts up to here, and one more to know whether there are more. */
export const counted = 1000

/** All that decides the text of a list's statement. */
export interface ListShape {
  readonly plan: Plan
  readonly dialect: Dialect
  readonly access: Access
  readonly accounts: string | null
  readonly entity: string
  readonly fields: readonly Path[]
  readonly condition: Condition | null
  readonly keys: readonly SortKey[]
  readonly direction: Direction
  readonly cursor: Keys | null
  readonly limit: number
  readonly count: ListQuery['count']
  readonly deleted: ListQuery['deleted']
  /** Goes by the trigram index, for words that few records have. */
  readonly byTrigrams: boolean
  /** What else a record of the list must be, such as linked to another. */
  readonly within: ((frame: Frame, record: At) => Sql) | null
  /** Whether the list is to be seen at all, as a value; null where it is. */
  readonly seen: ((frame: Frame) => Sql) | null
}

/** One row: `data` and `keys` one line for each record, one more than the limit if there are more; `total`; `seen`. */
export function listStatement(shape: ListShape): Statement {
  const { dialect, seen } = shape
  const frame = newFrame(shape.plan, dialect, shape.accounts)
  const page = isInOrder(shape) ? directPage(shape, frame) : deferredPage(shape, frame)
  const { lines } = dialects[dialect]
  const query = builders[dialect]
    .select(piece(dialect, sql`${lines(raw('j'))} as data`), piece(dialect, sql`${lines(raw('k'))} as keys`))
    .from(piece(dialect, sql`(${page}) as page`))
  const total = totalOf(shape, frame)
  if (total) query.select(piece(dialect, sql`${total} as total`))
  if (seen) query.select(piece(dialect, sql`${seen(frame)} as seen`))
  return statement(query)
}

/** Whether an index, or the table itself, gives the records in the order asked for. */
function isInOrder({ plan, entity, keys, byTrigrams }: ListShape): boolean {
  if (byTrigrams) return false
  const [key, ...more] = keys
  if (!key) return true
  const [field = ''] = key.path
  if (more.length > 0 || key.path.length > 1) return false
  const own = fieldOf(plan, entity, field)
  if (own.relation || !hasColumn(own)) return false
  const sorted = isFoldedText(own) ? foldedName(field) : field
  const table = plan.tables.find((one) => one.name === entity)
  return table?.indexes.some(({ columns }) => columns[0] === sorted) ?? false
}

/** The records in their order, written as they come. */
function directPage(shape: ListShape, frame: Frame): Sql {
  const { access, direction, fields, keys, cursor } = shape
  const dialect = dialects[shape.dialect]
  const record = at(frame, shape.entity)
  const reading = newReading(frame, dialect, access)
  const sorted = order(reading, record, keys, direction)
  const json = dialect.sent(object(reading, record, fields))
  const where = allOf([source(shape, frame, record), ...(cursor ? [sorted.beyond(cursor)] : [])])
  return sql`select ${json} as j, ${sorted.keys} as k from ${table(record)}${joined(reading)} where ${where} order by ${sorted.by} limit ${raw(String(shape.limit + 1))}`
}

/** First which records, in which order; then what they hold, so that what is sorted away is not written first. */
function deferredPage(shape: ListShape, frame: Frame): Sql {
  const { access, direction, fields, keys, cursor } = shape
  const dialect = dialects[shape.dialect]
  const record = at(frame, shape.entity)
  const sorting = newReading(frame, dialect, access)
  const sorted = order(sorting, record, keys, direction)
  const where = allOf([source(shape, frame, record), ...(cursor ? [sorted.beyond(cursor)] : [])])
  const first = sql`select ${record.id} as id, ${sorted.keys} as k from ${table(record)}${joined(sorting)} where ${where} order by ${sorted.by} limit ${raw(String(shape.limit + 1))}`
  const chosen = sql`select first.id, first.k, row_number() over () as n from (${first}) as first`
  const written = at(frame, shape.entity)
  const writing = newReading(frame, dialect, access)
  const json = dialect.sent(object(writing, written, fields))
  return sql`select ${json} as j, chosen.k as k from (${chosen}) as chosen join ${table(written)} on ${written.id} = chosen.id${joined(writing)} order by chosen.n`
}

function table(record: At): Sql {
  return sql`${name(record.entity)} as ${name(record.alias)}`
}

function source(shape: ListShape, frame: Frame, record: At): Sql {
  const { access, condition, deleted, within, byTrigrams } = shape
  const index = name(searchTable(shape.entity))
  const found = { text: '?', slots: [{ slot: 'given', name: 'trigrams' } as const] }
  return allOf([
    ...(byTrigrams
      ? [sql`${column(record, 'id')} in (select rowid from ${index} where ${index} match ${found})`]
      : []),
    ...(within ? [within(frame, record)] : []),
    listed(frame, access, record, condition, deleted),
  ])
}

function totalOf(shape: ListShape, frame: Frame): Sql | null {
  if (shape.count === 'none') return null
  const record = at(frame, shape.entity)
  const from = sql`${table(record)} where ${source(shape, frame, record)}`
  if (shape.count === 'exact') return sql`(select count(*) from ${from})`
  const capped = sql`(select count(*) from (select 1 from ${from} limit ${raw(String(counted + 1))}) as counted)`
  // A first page that is not full has said how many there are.
  return shape.cursor
    ? capped
    : sql`case when count(*) > ${raw(String(shape.limit))} then ${capped} else count(*) end`
}
