import { newFrame, type Frame } from '../../access/frame.ts'
import { name, raw, sql, type Sql } from '../../access/sql.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import { dialects } from '../dialects/registry.ts'
import { count, rows, totalOf, unless, type Parts } from './counting.ts'
import { filteringIndex, isNarrowed, orderingIndex, type ListShape } from './list-shape.ts'
import { hits, orderedPage, sortedPage } from './page.ts'
import { probed } from './probed.ts'
import { isShort, walkOf } from './walk.ts'

/** JSON texts hold no line breaks: where there is one, a record ends. */
export const betweenRecords = ',\n'
export const betweenKeys = '\n'

/** One row: `data` and `keys` of the records, of one more than the limit if there are more; `total`; `seen`. */
export function listStatement(shape: ListShape): Statement {
  const { dialect, seen } = shape
  const frame = newFrame(shape.plan, dialect, shape.accounts)
  const { before, page, total } = isProbed(shape) ? probed(shape, frame) : planned(shape, frame)
  const { joined } = dialects[dialect]
  const query = builders[dialect]
    .select(
      piece(dialect, sql`${joined(raw('j'), raw(`'${betweenRecords}'`))} as data`),
      piece(dialect, sql`${joined(raw('k'), raw(`'${betweenKeys}'`))} as keys`),
    )
    .from(piece(dialect, sql`(${page}) as page`))
  for (const [name, rows] of Object.entries(before)) query.withMaterialized(name, piece(dialect, rows))
  if (shape.count !== 'none') query.select(piece(dialect, sql`${total} as total`))
  if (seen) query.select(piece(dialect, sql`${seen(frame)} as seen`))
  return statement(query)
}

/**
 * PostgreSQL knows what its tables hold and plans by it. SQLite does not: it takes an index for a filter even where that
 * finds half of the table, which must then be sorted.
 */
function isProbed(shape: ListShape): boolean {
  if (shape.dialect !== 'sqlite') return false
  if (shape.byTrigrams) return true
  return isNarrowed(shape) && orderingIndex(shape) !== null && filteringIndex(shape) === null
}

function planned(shape: ListShape, frame: Frame): Parts {
  const index = shape.dialect === 'sqlite' ? filteringIndex(shape) : null
  const through = index === null ? raw('') : sql` indexed by ${name(index)}`
  const page = orderingIndex(shape) ? orderedPage(shape, frame, through, rows(shape)) : sorted(shape, frame)
  return { before: {}, page, total: totalOf(shape, count(shape, frame)) }
}

function sorted(shape: ListShape, frame: Frame): Sql {
  const walk = walkOf(shape)
  const limit = rows(shape)
  const short = walk && shape.dialect === 'sqlite' ? isShort(walk, shape) : null
  if (!short) return sortedPage(shape, frame, hits(shape, frame, null, walk), limit)
  // One of the two has a limit of none, which SQLite sees before it begins.
  const met = sortedPage(shape, frame, hits(shape, frame, null, walk), unless(sql`not (${short})`, limit))
  const found = sortedPage(shape, frame, hits(shape, frame, null), unless(short, limit))
  return sql`select j, k from (${met}) union all select j, k from (${found})`
}
