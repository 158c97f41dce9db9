import { name } from '../../access/sql.ts'
import { foldedName } from '../../plan/names.ts'
import type { ColumnPlan, TablePlan } from '../../plan/plan.ts'
import type { Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import { columnDefinitions, createTable } from '../tables.ts'
import { refuseTaken, refuseTakenColumn } from './taken.ts'

function quoted(text: string): string {
  return name(text).text
}

async function runAll(transaction: Transaction, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await transaction.query(sql, [])
}

/** New tables with all their columns, and, when all are there, with what they refer to. Their indexes are made by `settleIndexes`. Throws `MadeByHand`. */
export async function createTables(transaction: Transaction, tables: readonly TablePlan[]): Promise<void> {
  const dialect = dialects[transaction.dialect]
  for (const table of tables) await refuseTaken(transaction, table.name)
  await runAll(
    transaction,
    tables.map((table) => createTable(dialect, table)),
  )
  await runAll(
    transaction,
    tables.flatMap((table) => table.columns.flatMap((column) => dialect.addReference(table.name, column))),
  )
}

/** Columns that are empty everywhere and refer to nothing yet, whatever the plan says: `reshape` makes them so. Throws `MadeByHand`. */
export async function addColumns(
  transaction: Transaction,
  table: string,
  columns: readonly ColumnPlan[],
): Promise<void> {
  const dialect = dialects[transaction.dialect]
  for (const column of columns) await refuseTakenColumn(transaction, table, column.name)
  const definitions = columns.flatMap((column) =>
    columnDefinitions(dialect, { ...column, nullable: true, references: null }),
  )
  await runAll(
    transaction,
    definitions.map((definition) => `alter table ${quoted(table)} add column ${definition}`),
  )
}

/** The table under another name; what refers to it follows. Its indexes keep their names until `settleIndexes`. */
export async function renameTable(transaction: Transaction, from: string, to: string): Promise<void> {
  await refuseTaken(transaction, to)
  // SQLite's search index and its triggers bear the name of their table.
  if (transaction.dialect === 'sqlite') await dropSearch(transaction, from)
  await runAll(transaction, [`alter table ${quoted(from)} rename to ${quoted(to)}`])
}

/** A column under another name, and its shadow. */
export async function renameColumn(
  transaction: Transaction,
  table: string,
  column: Pick<ColumnPlan, 'name' | 'storage'>,
  to: string,
): Promise<void> {
  await refuseTakenColumn(transaction, table, to)
  if (transaction.dialect === 'sqlite') await dropSearch(transaction, table)
  const rename = (from: string, as: string): string =>
    `alter table ${quoted(table)} rename column ${quoted(from)} to ${quoted(as)}`
  const isFolded = column.storage.kind === 'text' && column.storage.folded
  await runAll(transaction, [
    rename(column.name, to),
    ...(isFolded ? [rename(foldedName(column.name), foldedName(to))] : []),
  ])
}

/** Ends a table and all that it holds. */
export async function dropTable(transaction: Transaction, table: string): Promise<void> {
  if (transaction.dialect === 'sqlite') await dropSearch(transaction, table)
  await runAll(transaction, [`drop table ${quoted(table)}`])
}

/** SQLite's trigram index and what keeps it in step; `settleIndexes` makes it again. Nothing on PostgreSQL, whose columns have theirs. */
export async function dropSearch(transaction: Transaction, table: string): Promise<void> {
  if (transaction.dialect === 'postgres') return
  await runAll(
    transaction,
    dialects.sqlite.dropSearch({ name: table, kind: 'records', columns: [], indexes: [], search: [] }),
  )
}
