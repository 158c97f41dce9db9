import { at, type Frame } from '../../access/frame.ts'
import { always, name, raw, sql, type Sql } from '../../access/sql.ts'
import { searchTable } from '../dialects/sqlite.ts'
import { count, counted, number, rows, totalOf, unless, type Parts } from './counting.ts'
import { orderingIndex, type ListShape } from './list-shape.ts'
import { hits, orderedPage, sortedPage, source, table } from './page.ts'

/** So many matches of a search are sooner looked at one by one than met with by going through the table in order. */
const fewMatches = 8000

/**
 * A list counts up to a thousand anyway: if that counts them all, they are sorted; if not, a page full of them is soon
 * met with by going through the table in the order asked for. The statement holds both ways, one with a limit of none:
 * SQLite decides a limit before it begins, but asks a condition of every row.
 */
export function probed(shape: ListShape, frame: Frame): Parts {
  const search = shape.byTrigrams ? searchParts(shape, frame) : null
  const index = orderingIndex(shape)
  const all = rows(shape)
  const isCounted = sql`(select n from counted) <= ${number(counted)}`
  const isSorted = index === null ? always : search ? search.isSorted(isCounted) : isCounted
  const unsought = search ? sql`not ${search.isComplete} and ${isSorted}` : isSorted
  const record = at(frame, shape.entity)
  const first = sql`select 1 from ${table(record)} where ${source(shape, frame, record)}`
  const cap = number(counted + 1)
  const before = {
    ...search?.before,
    counted: sql`select count(*) as n from (${first} limit ${search ? unless(search.suffices, cap) : cap}) as c`,
    hits: sql`${hits(shape, frame, null)} limit case when ${unsought} then -1 else 0 end`,
  }
  const found = search
    ? sql`select * from sought where ${search.isComplete} union all select * from hits`
    : raw('select * from hits')
  const sorted = sortedPage(shape, frame, found, unless(sql`not (${isSorted})`, all))
  const met = index === null ? null : orderedPage(shape, frame, goingThrough(index), unless(isSorted, all))
  const capped = search
    ? sql`case when ${search.suffices} then (select count(*) from sought) else (select n from counted) end`
    : raw('(select n from counted)')
  return {
    before,
    page: met ? sql`select j, k from (${sorted}) union all select j, k from (${met})` : sorted,
    total: totalOf(shape, shape.count === 'exact' ? count(shape, frame) : capped),
  }
}

interface SearchParts {
  readonly before: Readonly<Record<string, Sql>>
  /** What has been sought among the matches is all there is. */
  readonly isComplete: Sql
  /** It is, or it is more than is counted. */
  readonly suffices: Sql
  isSorted(isCounted: Sql): Sql
}

/** The matches of the trigrams, and those among them that are records of the list. */
function searchParts(shape: ListShape, frame: Frame): SearchParts {
  const index = name(searchTable(shape.entity))
  const query: Sql = { text: '?', slots: [{ slot: 'given', name: 'trigrams' }] }
  const isComplete = sql`(select count(*) from matched) <= ${number(fewMatches)}`
  const suffices = sql`(${isComplete} or (select count(*) from sought) > ${number(counted)})`
  const most = sql`case when ${isComplete} then -1 else ${number(counted + 1)} end`
  return {
    before: {
      matched: sql`select rowid as id from ${index} where ${index} match ${query} limit ${number(fewMatches + 1)}`,
      sought: sql`${hits(shape, frame, raw('matched'))} limit ${most}`,
    },
    isComplete,
    suffices,
    isSorted: (isCounted) => sql`(${isComplete} or (not ${suffices} and ${isCounted}))`,
  }
}

function goingThrough(index: string): Sql {
  return index === 'id' ? raw(' not indexed') : sql` indexed by ${name(index)}`
}
