import { name } from '../access/sql.ts'
import { foldedName } from '../plan/names.ts'
import type { ColumnPlan, EntityPlan, IndexPlan, Plan, TablePlan } from '../plan/plan.ts'
import type { Database, Transaction } from './database.ts'
import { onDelete, type DialectSql } from './dialects/dialect.ts'
import { dialects } from './dialects/registry.ts'
import { nullable, textColumn } from './system-columns.ts'

/** A table of the engine's own, prefixed `lintel_`; it has an `id` as the others have. */
export type SystemTable = TablePlan

/** Where a deleted account keeps the status that bringing it back returns to it. */
export const statusBefore = 'status$before'

/** The tables of the plan, with what only this folder knows of. */
export function physicalTables(plan: Plan): TablePlan[] {
  return plan.tables.map((table) => {
    const entity = table.kind === 'records' ? plan.entities[table.name] : undefined
    if (!entity) return table
    const columns = table.columns.map((column) =>
      mayBeEmpty(entity, column.name) ? { ...column, nullable: true } : column,
    )
    return {
      ...table,
      columns: entity.account && entity.softDelete ? [...columns, statusColumn] : columns,
      indexes: entity.softDelete ? table.indexes.map(knowingDeleted) : table.indexes,
    }
  })
}

/**
 * Fields that are required where they are shown, and those of the one record that is there before anybody has filled it
 * in: that they have a value is then seen to when they are written.
 */
function mayBeEmpty({ fields, single }: EntityPlan, name: string): boolean {
  const field = fields[name]
  return (
    field !== undefined && (field.visibleIf !== null || (single && !field.system && field.default === null))
  )
}

const statusColumn = nullable(textColumn(statusBefore))

/** Lists leave deleted records out: an index that knows which they are counts without a look at the table. */
function knowingDeleted(index: IndexPlan): IndexPlan {
  return index.unique || index.columns.includes('deleted_at')
    ? index
    : { ...index, columns: [...index.columns, 'deleted_at'] }
}

export function createTable(dialect: DialectSql, table: TablePlan): string {
  const columns = table.columns.flatMap((column) => columnDefinitions(dialect, column))
  const id = table.kind === 'links' ? [] : [`"id" ${dialect.identity}`]
  const key = table.kind === 'links' ? ['primary key ("record", "other")'] : []
  return `create table ${quoted(table.name)} (${[...id, ...columns, ...key].join(', ')})`
}

export function columnDefinitions(dialect: DialectSql, column: ColumnPlan): string[] {
  const { storage, references } = column
  const constraint = column.nullable ? '' : ' not null'
  // PostgreSQL is told of references when all tables are there: they may go in circles.
  const reference =
    references && dialect.addReference('', column).length === 0
      ? ` references ${quoted(references.table)} ("id") on delete ${onDelete[references.onDelete]}`
      : ''
  const own = `${quoted(column.name)} ${dialect.columnType(storage)}${constraint}${reference}`
  if (storage.kind !== 'text' || !storage.folded) return [own]
  return [own, `${quoted(foldedName(column.name))} ${dialect.columnType(storage)}${constraint}`]
}

export function createIndex(dialect: DialectSql, table: TablePlan, index: IndexPlan): string {
  const columns = index.columns.map((column) => (column === 'id' ? '"id"' : dialect.indexed(column)))
  return (
    `create ${index.unique ? 'unique ' : ''}index if not exists ${quoted(index.name)} ` +
    `on ${quoted(table.name)} (${columns.join(', ')})`
  )
}

/** Makes what is not there yet of the engine's own tables. */
export async function ensureSystemTables(db: Database, tables: readonly SystemTable[]): Promise<void> {
  const dialect = dialects[db.dialect]
  await db.write(async (transaction) => {
    if (transaction.dialect === 'postgres')
      await transaction.query(`select pg_advisory_xact_lock(${lockKey})`, [])
    for (const table of tables) {
      const create = createTable(dialect, table).replace('create table', 'create table if not exists')
      await transaction.query(create, [])
      await addColumns(transaction, dialect, table)
      for (const index of table.indexes) await transaction.query(createIndex(dialect, table, index), [])
    }
  })
}

/** What such a table did not have in an earlier version of the engine: never required, since its rows have none. */
async function addColumns(transaction: Transaction, dialect: DialectSql, table: SystemTable): Promise<void> {
  const names =
    transaction.dialect === 'postgres'
      ? `select column_name as name from information_schema.columns
        where table_schema = current_schema() and table_name = ?`
      : 'select name from pragma_table_info(?)'
  const known = new Set((await transaction.query(names, [table.name])).map((row) => row['name']))
  for (const column of table.columns) {
    if (known.has(column.name)) continue
    const definition = columnDefinitions(dialect, { ...column, nullable: true }).join(', add column ')
    await transaction.query(`alter table ${quoted(table.name)} add column ${definition}`, [])
  }
}

/** Of PostgreSQL's advisory lock: whoever changes tables waits for whoever does so already. */
export const lockKey = 7_310_577_613

function quoted(text: string): string {
  return name(text).text
}
