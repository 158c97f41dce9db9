import { name } from '../../access/sql.ts'
import type { TableWork, Work } from '../../change/work.ts'
import { generatedName } from '../../plan/names.ts'
import type { ColumnPlan, TablePlan } from '../../plan/plan.ts'
import type { Transaction } from '../database.ts'
import { addColumns, renameColumn, renameTable } from '../schema/tables.ts'

type Rename = readonly [from: string, to: string]

/** Everything gets the name that it has from now on; what holds values that become others, the one that it has until then. */
export async function renameAll(transaction: Transaction, { changed, spent }: Work): Promise<void> {
  for (const work of changed) await clearIndexNames(transaction, work)
  const tables: Rename[] = [
    ...changed.map(({ before, after }): Rename => [before.name, after.name]),
    ...Object.entries(spent),
  ]
  for (const [from, to] of inTurn(tables)) await renameTable(transaction, from, to)
  for (const work of changed) await renameColumns(transaction, work)
}

/**
 * Names of indexes are shared by all tables: what will be called otherwise leaves its name to others. PostgreSQL's indexes
 * stay what they are, and get their names when all have been settled.
 */
async function clearIndexNames(transaction: Transaction, { before, after }: TableWork): Promise<void> {
  const kept = new Set(indexNames(after))
  for (const index of indexNames(before).filter((one) => !kept.has(one))) {
    const own = name(index).text
    await transaction.query(
      transaction.dialect === 'sqlite'
        ? `drop index if exists ${own}`
        : `alter index if exists ${own} rename to ${name(generatedName(index, 'between')).text}`,
      [],
    )
  }
}

function indexNames({ name: table, indexes, search }: TablePlan): string[] {
  return [
    ...indexes.map((index) => index.name),
    ...search.map((column) => generatedName(table, column, 'search')),
  ]
}

async function renameColumns(
  transaction: Transaction,
  { before, after, from, aside }: TableWork,
): Promise<void> {
  const storage = new Map(before.columns.map((column) => [column.name, column.storage]))
  const renames: Rename[] = [
    ...Object.entries(from).map(([now, was]): Rename => [was, now]),
    ...Object.entries(aside),
  ]
  const original = new Map<string, string>()
  for (const [was, now] of inTurn(renames)) {
    const column = original.get(was) ?? was
    original.set(now, column)
    const kept = storage.get(column)
    if (kept) await renameColumn(transaction, after.name, { name: was, storage: kept }, now)
  }
}

/** Two that take each other's name meet in a third. */
function inTurn(renames: readonly Rename[]): Rename[] {
  const moving = renames.filter(([from, to]) => from !== to)
  const taken = new Set(moving.map(([from]) => from))
  const between = (one: string): string => `${one.slice(0, 50)}$between`
  return [
    ...moving.filter(([, to]) => taken.has(to)).map(([from]): Rename => [from, between(from)]),
    ...moving.filter(([, to]) => !taken.has(to)),
    ...moving.filter(([, to]) => taken.has(to)).map(([from, to]): Rename => [between(from), to]),
  ]
}

/** Empty, and demanding nothing yet. */
export async function addNewColumns(transaction: Transaction, { changed }: Work): Promise<void> {
  for (const { after, from } of changed) {
    const added = after.columns.filter((column): column is ColumnPlan => !Object.hasOwn(from, column.name))
    if (added.length > 0) await addColumns(transaction, after.name, added)
  }
}
