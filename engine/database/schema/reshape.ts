import { isDeepStrictEqual } from 'node:util'
import type { TablePlan } from '../../plan/plan.ts'
import type { Transaction } from '../database.ts'
import { everySource, sameName, type ColumnSource } from './columns.ts'
import { expectedTable } from './expected.ts'
import { observeTables } from './observe.ts'
import type { ObservedColumn, ObservedTable } from './observed.ts'
import { reshapePostgres } from './reshape-postgres.ts'
import { reshapeSqlite } from './reshape-sqlite.ts'

const reshapers = { sqlite: reshapeSqlite, postgres: reshapePostgres }

/**
 * Makes the columns of a table that is there what the plan says: their names, types, whether they may be empty, what they
 * refer to. A column of the engine's, with a `$` in its name, that none of the new ones comes from goes, with what it holds;
 * what somebody made by hand stays. One that comes from none is new, and empty. Values are carried over as they are: whatever has to become another value has become it before. Does nothing
 * where nothing differs. Indexes are made thereafter, by `settleIndexes`.
 */
export async function reshape(
  transaction: Transaction,
  after: TablePlan,
  sourceOf: ColumnSource = sameName,
): Promise<void> {
  const before = (await observeTables(transaction, [after.name])).get(after.name)
  if (!before) throw new Error(`no table '${after.name}' to reshape`)
  const expected = expectedTable(transaction.dialect, after, false)
  const present = new Set(before.columns.map(({ name }) => name))
  const sources = new Map(
    [...everySource(after, sourceOf)].map(([name, source]) => [
      name,
      source !== null && present.has(source) ? source : null,
    ]),
  )
  const known = new Set([...expected.columns.map(({ name }) => name), ...sources.values()])
  const handMade = before.columns.filter(({ name }) => !name.includes('$') && !known.has(name))
  const isRenamed = [...sources].some(([name, source]) => name !== source)
  if (!isRenamed && sameShape(before, expected, handMade)) return
  await reshapers[transaction.dialect](transaction, { before, expected, after, sources, handMade })
}

/** The order of columns says nothing. */
function sameShape(one: ObservedTable, other: ObservedTable, handMade: readonly ObservedColumn[]): boolean {
  const shape = ({ key, identity, columns }: ObservedTable): unknown => ({
    key,
    identity,
    columns: Object.fromEntries(
      columns.filter((column) => !handMade.includes(column)).map((column) => [column.name, column]),
    ),
  })
  return isDeepStrictEqual(shape(one), shape(other))
}
