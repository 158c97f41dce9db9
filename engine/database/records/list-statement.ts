import { at, newFrame, type Frame } from '../../access/frame.ts'
import { name, raw, sql, type Sql } from '../../access/sql.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import { dialects } from '../dialects/registry.ts'
import { searchTable } from '../dialects/sqlite.ts'
import { filteringIndex, orderingIndex, type ListShape } from './list-shape.ts'
import { hits, orderedPage, sortedPage, source, table } from './page.ts'

/** A list counts up to here, and one more to know whether there are more. */
export const counted = 1000
/** So many matches of a search are sooner looked at one by one than met with by going through the table in order. */
const fewMatches = 8000

/** One row: `data` and `keys` one line for each record, one more than the limit if there are more; `total`; `seen`. */
export function listStatement(shape: ListShape): Statement {
  const { dialect, seen } = shape
  const frame = newFrame(shape.plan, dialect, shape.accounts)
  const { before, page, total } = isProbed(shape) ? probed(shape, frame) : planned(shape, frame)
  const { lines } = dialects[dialect]
  const query = builders[dialect]
    .select(piece(dialect, sql`${lines(raw('j'))} as data`), piece(dialect, sql`${lines(raw('k'))} as keys`))
    .from(piece(dialect, sql`(${page}) as page`))
  for (const [name, rows] of Object.entries(before)) query.withMaterialized(name, piece(dialect, rows))
  if (shape.count !== 'none') query.select(piece(dialect, sql`${total} as total`))
  if (seen) query.select(piece(dialect, sql`${seen(frame)} as seen`))
  return statement(query)
}

interface Parts {
  /** What is found once, before the page is made, by name. */
  readonly before: Readonly<Record<string, Sql>>
  readonly page: Sql
  readonly total: Sql
}

/**
 * PostgreSQL knows what its tables hold and plans by it. SQLite does not: it takes an index for a filter even where that
 * finds half of the table, which must then be sorted.
 */
function isProbed(shape: ListShape): boolean {
  if (shape.dialect !== 'sqlite') return false
  if (shape.beyondTrigrams !== undefined) return true
  const { filter, within, search, access, entity } = shape
  const isNarrowed = filter ?? within ?? search ?? access.rows(entity, 'read') !== true
  return Boolean(isNarrowed) && orderingIndex(shape) !== null && filteringIndex(shape) === null
}

function planned(shape: ListShape, frame: Frame): Parts {
  const index = shape.dialect === 'sqlite' ? filteringIndex(shape) : null
  const through = index === null ? raw('') : sql` indexed by ${name(index)}`
  const page = orderingIndex(shape)
    ? orderedPage(shape, frame, through, rows(shape))
    : sortedPage(shape, frame, hits(shape, frame, null, 'words'), rows(shape))
  return { before: {}, page, total: totalOf(shape, count(shape, frame)) }
}

/**
 * A list counts up to a thousand anyway: if that counts them all, they are sorted; if not, a page full of them is soon
 * met with by going through the table in the order asked for. The statement holds both, one with a limit of none.
 * A search looks at its matches first, unless there are too many of them.
 */
function probed(shape: ListShape, frame: Frame): Parts {
  const index = orderingIndex(shape)
  const before: Record<string, Sql> = {}
  const few = sql`(select count(*) from matched) <= ${number(fewMatches)}`
  // Matches that suffice: all there are, or more than are counted.
  const enough = sql`(${few} or (select count(*) from sought) > ${number(counted)})`
  const searches = shape.beyondTrigrams !== undefined
  if (searches) {
    before['matched'] = sql`select rowid as id from ${matching(shape.entity)} limit ${number(fewMatches + 1)}`
    before['sought'] =
      sql`${hits(shape, frame, raw('matched'), 'beyond trigrams')} limit case when ${few} then -1 else ${number(counted + 1)} end`
  }
  const cap = searches ? sql`case when ${enough} then 0 else ${number(counted + 1)} end` : number(counted + 1)
  const record = at(frame, shape.entity)
  const first = sql`select 1 from ${table(record)} where ${source(shape, frame, record, 'words')} limit ${cap}`
  before['counted'] = sql`select count(*) as n from (${first}) as c`
  const countedAll = sql`(select n from counted) <= ${number(counted)}`
  const wanted = index === null ? raw('(1 = 1)') : countedAll
  const unlessFound = searches ? sql`not ${enough} and ${wanted}` : wanted
  before['hits'] = sql`${hits(shape, frame, null, 'words')} limit case when ${unlessFound} then -1 else 0 end`

  const found = searches
    ? sql`select * from sought where ${few} union all select * from hits`
    : raw('select * from hits')
  const isFound = searches ? sql`(${few} or (${unlessFound}))` : countedAll
  const capped = raw('(select n from counted)')
  const total = searches
    ? sql`case when ${enough} then (select count(*) from sought) else ${capped} end`
    : capped
  const all = rows(shape)
  const sorted = sortedPage(shape, frame, found, sql`case when ${isFound} then ${all} else 0 end`)
  const through = index === 'id' ? raw(' not indexed') : sql` indexed by ${name(index ?? '')}`
  const page = index
    ? sql`select j, k from (${sorted}) union all select j, k from (${orderedPage(shape, frame, through, sql`case when ${isFound} then 0 else ${all} end`)})`
    : sorted
  return { before, page, total: totalOf(shape, shape.count === 'exact' ? count(shape, frame) : total) }
}

function matching(entity: string): Sql {
  const index = name(searchTable(entity))
  const query: Sql = { text: '?', slots: [{ slot: 'given', name: 'trigrams' }] }
  return sql`${index} where ${index} match ${query}`
}

function count(shape: ListShape, frame: Frame): Sql {
  const record = at(frame, shape.entity)
  const from = sql`${table(record)} where ${source(shape, frame, record, 'words')}`
  if (shape.count === 'exact') return sql`(select count(*) from ${from})`
  return sql`(select count(*) from (select 1 from ${from} limit ${number(counted + 1)}) as counted)`
}

/** A first page that is not full has said how many there are. */
function totalOf(shape: ListShape, total: Sql): Sql {
  return shape.cursor
    ? total
    : sql`case when count(*) > ${number(shape.limit)} then ${total} else count(*) end`
}

/** One more than the page has, to know whether there are more. */
function rows(shape: ListShape): Sql {
  return number(shape.limit + 1)
}

function number(value: number): Sql {
  return raw(String(value))
}
