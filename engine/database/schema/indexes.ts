import { isDeepStrictEqual } from 'node:util'
import { name } from '../../access/sql.ts'
import { generatedName } from '../../plan/names.ts'
import type { TablePlan } from '../../plan/plan.ts'
import type { Database, Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import { createIndex } from '../tables.ts'
import { expectedTable, hasTrigrams } from './expected.ts'
import { observeTables } from './observe.ts'
import type { ObservedIndex, ObservedTable } from './observed.ts'
import { asking, type Source } from './rows.ts'
import { dropSearch } from './tables.ts'

function quoted(text: string): string {
  return name(text).text
}

interface Indexing {
  readonly table: TablePlan
  readonly dropped: readonly string[]
  readonly renamed: readonly (readonly [string, string])[]
  readonly made: readonly ObservedIndex[]
  /** SQLite's search index has to be made again. */
  readonly search: boolean
}

/** How the indexes of tables differ from what is planned. Those that somebody made by hand have no `$` in their names, and stay. */
async function compareIndexes(from: Source, tables: readonly TablePlan[]): Promise<Indexing[]> {
  const trigrams = await hasTrigrams(from.dialect, asking(from))
  const observed = await observeTables(
    from,
    tables.map((table) => table.name),
  )
  return tables.flatMap((table) => {
    const there = observed.get(table.name)
    return there ? [compare(table, there, expectedTable(from.dialect, table, trigrams), from.dialect)] : []
  })
}

function compare(
  table: TablePlan,
  there: ObservedTable,
  expected: ObservedTable,
  dialect: Source['dialect'],
): Indexing {
  const definition = ({ kind, columns, unique, valid }: ObservedIndex): unknown => ({
    kind,
    columns,
    unique,
    valid,
  })
  const alike = (one: ObservedIndex, other: ObservedIndex): boolean =>
    isDeepStrictEqual(definition(one), definition(other))
  const isThere = (index: ObservedIndex): boolean =>
    there.indexes.some((one) => one.name === index.name && alike(one, index))
  const missing = expected.indexes.filter((index) => !isThere(index))
  const surplus = there.indexes.filter(
    (index) =>
      index.name.includes('$') &&
      !expected.indexes.some((one) => one.name === index.name && alike(one, index)),
  )
  const renamed: [string, string][] = []
  if (dialect === 'postgres') {
    for (const index of missing) {
      const found = surplus.find((one) => alike(one, index) && !renamed.some(([from]) => from === one.name))
      if (found) renamed.push([found.name, index.name])
    }
  }
  return {
    table,
    dropped: surplus.map((index) => index.name).filter((one) => !renamed.some(([from]) => from === one)),
    renamed,
    made: missing.filter((index) => !renamed.some(([, to]) => to === index.name)),
    search: !isDeepStrictEqual(there.search, expected.search),
  }
}

/**
 * Makes the indexes of tables what is planned. On PostgreSQL, those that are only for speed are left to `buildIndexes`
 * where a table has records: making them here would keep writers waiting.
 */
export async function settleIndexes(transaction: Transaction, tables: readonly TablePlan[]): Promise<void> {
  for (const indexing of await compareIndexes(transaction, tables)) await settle(transaction, indexing)
}

async function settle(transaction: Transaction, indexing: Indexing): Promise<void> {
  const { table, dropped, renamed, made, search } = indexing
  const run = (sql: string): Promise<unknown> => transaction.query(sql, [])
  const dialect = dialects[transaction.dialect]
  for (const index of dropped) await run(`drop index if exists ${quoted(index)}`)
  // Two that take each other's name meet in a third; not in that which indexes of other tables may still have.
  const third = (to: string): string => quoted(generatedName(to, 'settling'))
  for (const [from, to] of renamed) await run(`alter index ${quoted(from)} rename to ${third(to)}`)
  for (const [, to] of renamed) await run(`alter index ${third(to)} rename to ${quoted(to)}`)
  const isLater =
    transaction.dialect === 'postgres' && made.length > 0 && !(await isEmpty(transaction, table))
  for (const index of made) {
    if (index.unique || !isLater) await run(makingOf(transaction.dialect, table, index))
  }
  if (search) {
    await dropSearch(transaction, table.name)
    for (const sql of dialect.makeSearch(table)) await run(sql)
  }
}

async function isEmpty(transaction: Transaction, table: TablePlan): Promise<boolean> {
  return (await transaction.query(`select 1 as found from ${quoted(table.name)} limit 1`, [])).length === 0
}

function makingOf(dialect: Source['dialect'], table: TablePlan, index: ObservedIndex): string {
  if (index.kind === 'ordered') return createIndex(dialects[dialect], table, index)
  const [sql] = dialects[dialect].makeSearch({ ...table, search: index.columns })
  if (sql === undefined) throw new Error(`no way to make the index '${index.name}'`)
  return sql
}

// Of PostgreSQL's advisory lock: two who make the same index at once would be in each other's way.
const buildingKey = 7_310_577_614

/**
 * PostgreSQL: makes the indexes that are only for speed while others read and write, and anew those that were begun and
 * not finished. To be called after a change, and at every start: it takes up what was left. Answers how many it made; none
 * where another instance is at it.
 */
export async function buildIndexes(db: Database, tables: readonly TablePlan[]): Promise<number> {
  if (db.dialect === 'sqlite') return 0
  return db.write(async (transaction) => {
    const [lock] = await transaction.query(`select pg_try_advisory_xact_lock(${buildingKey}) as mine`, [])
    if (lock?.['mine'] !== true) return 0
    // What was read stays open until the next statement, and an index in the making waits for whoever reads.
    await transaction.query('savepoint building', [])
    const missing = (await compareIndexes(db, tables)).flatMap(({ table, made }) =>
      made.map((index) => ({ table, index })),
    )
    for (const { table, index } of missing) {
      const sql = makingOf('postgres', table, index)
      await db.alone(`drop index concurrently if exists ${quoted(index.name)}`)
      await db.alone(sql.replace(/^create (unique )?index/, 'create $1index concurrently'))
    }
    return missing.length
  })
}
