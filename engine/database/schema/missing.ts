import { name } from '../../access/sql.ts'
import { foldedName } from '../../plan/names.ts'
import type { ColumnPlan, Plan, TablePlan } from '../../plan/plan.ts'
import type { Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import { initialValue } from '../row.ts'
import { addColumns } from './tables.ts'
import { fillEmpty, readValues, writeValues } from './values.ts'

/** The message is one line for whoever asked. */
export class NotHealed extends Error {}

/** Columns that somebody took away, with what a new record would have where they must have a value. */
export async function addMissing(
  transaction: Transaction,
  plan: Plan | null,
  table: TablePlan,
  missing: readonly string[],
): Promise<void> {
  for (const column of table.columns) {
    const isMissing = missing.includes(column.name)
    const shadow = foldedName(column.name)
    const added = [...(isMissing ? [column.name] : []), ...(missing.includes(shadow) ? [shadow] : [])].map(
      (one): ColumnPlan => ({ ...column, name: one, storage: unfolded(column) }),
    )
    if (added.length === 0) continue
    await addColumns(transaction, table.name, added)
    if (isMissing && !column.nullable) await fill(transaction, plan, table, column)
    if (column.storage.kind === 'text' && column.storage.folded) await foldAgain(transaction, table, column)
  }
}

function unfolded({ storage }: ColumnPlan): ColumnPlan['storage'] {
  return storage.kind === 'text' ? { kind: 'text', folded: false } : storage
}

async function fill(
  transaction: Transaction,
  plan: Plan | null,
  table: TablePlan,
  column: ColumnPlan,
): Promise<void> {
  const entity = plan?.entities[table.name]
  const field = entity?.fields[column.name]
  const given = field?.backfill && 'value' in field.backfill ? field.backfill.value : null
  const value = entity && field ? (given ?? initialValue(entity, field, new Date().toISOString())) : null
  const [row] = await transaction.query(`select count(*) as n from ${name(table.name).text}`, [])
  const count = Number(row?.['n'] ?? 0)
  if (value !== null && value !== undefined) await fillEmpty(transaction, table.name, column, value)
  else if (count > 0)
    throw new NotHealed(
      `${table.name}.${column.name} must have a value, and ${count.toLocaleString('en')} records would have none. ` +
        `Apply it with a default first, or as not required.`,
    )
}

async function foldAgain(transaction: Transaction, table: TablePlan, column: ColumnPlan): Promise<void> {
  const { storage } = column
  for await (const rows of readValues(transaction, table.name, [{ name: column.name, storage }])) {
    const values = rows.map(({ id, values: held }) => ({ id, value: held[column.name] }))
    await writeValues(transaction, table.name, column, values)
  }
}

/** SQLite puts a text into a column of numbers where it reads as none. */
export async function refuseOddValues(
  transaction: Transaction,
  table: TablePlan,
  columns: readonly string[],
): Promise<void> {
  if (transaction.dialect === 'postgres') return
  for (const column of table.columns.filter((one) => columns.includes(one.name))) {
    const type = dialects.sqlite.columnType(column.storage)
    const [row] = await transaction.query(
      `select count(*) as n from ${name(table.name).text} where typeof(${name(column.name).text}) not in (?, 'null')`,
      [type],
    )
    const count = Number(row?.['n'] ?? 0)
    if (count > 0)
      throw new NotHealed(
        `${count.toLocaleString('en')} values of ${table.name}.${column.name} cannot be kept as ${type}. Nothing was changed.`,
      )
  }
}
