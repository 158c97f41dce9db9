import { name } from '../../access/sql.ts'
import type { Transaction } from '../database.ts'
import { onDelete } from '../dialects/dialect.ts'
import { dialects } from '../dialects/registry.ts'
import { createTable } from '../tables.ts'
import type { ObservedColumn } from './observed.ts'
import type { Reshaping } from './reshaping.ts'
import { dropSearch } from './tables.ts'

function quoted(text: string): string {
  return name(text).text
}

/**
 * A new table beside the old one, which takes its records, then its name. SQLite can change little of a table in place;
 * Knex's way around that empties the tables that refer to it. References are off meanwhile, so none of them notices.
 */
export async function reshapeSqlite(
  transaction: Transaction,
  { before, after, sources, handMade }: Reshaping,
): Promise<void> {
  const run = (sql: string): Promise<unknown> => transaction.query(sql, [])
  const table = after.name
  const beside = `${table}$new`
  const kept = await handMadeBeside(transaction, table)
  await dropSearch(transaction, table)
  await run(createTable(dialects.sqlite, { ...after, name: beside }))
  for (const definition of await definitions(transaction, table, handMade))
    await run(`alter table ${quoted(beside)} add column ${definition}`)
  const carried = [...sources].flatMap(([to, source]) => (source === null ? [] : [[to, source] as const]))
  const id = after.kind === 'records' ? ['id'] : []
  const added = handMade.map((column) => column.name)
  const to = [...id, ...carried.map(([column]) => column), ...added].map(quoted).join(', ')
  const from = [...id, ...carried.map(([, source]) => source), ...added].map(quoted).join(', ')
  await run(`insert into ${quoted(beside)} (${to}) select ${from} from ${quoted(table)}`)
  await compareCounts(transaction, table, beside)
  if (before.identity) await carryNumbers(transaction, table, beside)
  await run(`drop table ${quoted(table)}`)
  // A view that names the table would otherwise be in the way of the rename, since for a moment it names none.
  await run('pragma legacy_alter_table = on')
  await run(`alter table ${quoted(beside)} rename to ${quoted(table)}`)
  await run('pragma legacy_alter_table = off')
  for (const sql of kept) await run(sql)
}

/** As somebody made them; where they demand a value, they had a default. */
async function definitions(
  transaction: Transaction,
  table: string,
  columns: readonly ObservedColumn[],
): Promise<string[]> {
  if (columns.length === 0) return []
  const rows = await transaction.query(
    'select name, type, "notnull" as strict, dflt_value as initial from pragma_table_info(?)',
    [table],
  )
  return columns.map((column) => {
    const row = rows.find((one) => one['name'] === column.name)
    const initial = typeof row?.['initial'] === 'string' ? ` default ${row['initial']}` : ''
    const reference = column.references
      ? ` references ${quoted(column.references.table)} on delete ${actions[column.references.onDelete] ?? 'no action'}`
      : ''
    const strict = Number(row?.['strict']) === 1 && initial !== '' ? ' not null' : ''
    return `${quoted(column.name)} ${String(row?.['type'])}${strict}${initial}${reference}`
  })
}

const actions: Readonly<Record<string, string>> = onDelete

async function compareCounts(transaction: Transaction, table: string, beside: string): Promise<void> {
  const [row] = await transaction.query(
    `select (select count(*) from ${quoted(table)}) as old, (select count(*) from ${quoted(beside)}) as new`,
    [],
  )
  if (row?.['old'] !== row?.['new'])
    throw new Error(
      `of ${String(row?.['old'])} records of '${table}', ${String(row?.['new'])} were carried over`,
    )
}

/** No number of a deleted record is given to another, also not after its table was made anew. */
async function carryNumbers(transaction: Transaction, table: string, beside: string): Promise<void> {
  await transaction.query('delete from sqlite_sequence where name = ?', [beside])
  await transaction.query(
    'insert into sqlite_sequence (name, seq) select ?, seq from sqlite_sequence where name = ?',
    [beside, table],
  )
}

/** Indexes and triggers that somebody made by hand: ours have a `$` in their names, and are made by `settleIndexes`. */
async function handMadeBeside(transaction: Transaction, table: string): Promise<string[]> {
  const rows = await transaction.query(
    `select sql from sqlite_schema where tbl_name = ? and type in ('index', 'trigger') and sql is not null and name not like '%$%'`,
    [table],
  )
  return rows.map(({ sql }) => String(sql))
}
