import { name } from '../../access/sql.ts'
import { goneName, type FieldTombstone } from '../../change/tombstones.ts'
import type { ColumnPlan, FieldPlan, TablePlan } from '../../plan/plan.ts'
import { readTables, readTombstones, writeState } from '../change/state.ts'
import type { Database, Transaction } from '../database.ts'
import { latestNumber } from '../revisions.ts'
import { carryHandMade, NotEntombed } from './carry-hand-made.ts'
import { settleIndexes } from './indexes.ts'
import { observeTables } from './observe.ts'
import type { ObservedColumn, ObservedTable } from './observed.ts'
import { reshape } from './reshape.ts'
import { addColumns } from './tables.ts'

export interface Entombing {
  readonly entity: string
  readonly column: string
  /** What it is as a field, and how the definitions would have it. */
  readonly field: FieldPlan
  readonly yaml: string
}

/**
 * Makes a tombstone of a column that somebody made by hand: its values are kept as those of a field that was removed, from
 * where `restore` brings them back and `purge` ends them. Throws `NotEntombed` where a value is none of such a field.
 * `also` writes with it, or not at all.
 */
export async function entomb(
  db: Database,
  { entity, column, field, yaml }: Entombing,
  also: (transaction: Transaction) => void = () => undefined,
): Promise<void> {
  const { storage } = field
  if (storage.kind === 'none') throw new NotEntombed(`${entity}.${column} holds no values of its own.`)
  await db.alter(async (transaction) => {
    const observed = (await observeTables(transaction, [entity])).get(entity)
    const found = observed?.columns.find((one) => one.name === column)
    const tables = await readTables(transaction)
    const table = tables.find((one) => one.name === entity)
    if (!found || !table) throw new NotEntombed(`There is no column ${column} of ${entity}.`)
    const revision = await latestNumber(transaction)
    const gone: ColumnPlan = { name: goneName(column, revision), storage, nullable: true, references: null }
    if (table.columns.some((one) => one.name === gone.name))
      throw new NotEntombed(`A field of that name is kept already. First: lintel purge ${entity}.${column}`)
    await addColumns(transaction, entity, [gone])
    await carryHandMade(transaction, { table: entity, column: found }, { table: entity, column: gone }, field)
    const after: TablePlan = { ...table, columns: [...table.columns, gone] }
    await takeOff(transaction, after, observed, found)
    await writeState(
      transaction,
      'tables',
      tables.map((one) => (one === table ? after : one)),
    )
    const stone: FieldTombstone = {
      kind: 'field',
      entity,
      field: column,
      revision,
      yaml,
      restoring: false,
      plan: field,
      table: entity,
      column: gone.name,
      links: null,
    }
    await writeState(transaction, 'tombstones', [...(await readTombstones(transaction)), stone])
    also(transaction)
  })
}

async function takeOff(
  transaction: Transaction,
  table: TablePlan,
  observed: ObservedTable | undefined,
  column: ObservedColumn,
): Promise<void> {
  const [own, aside] = [name(column.name).text, `${column.name}$aside`]
  const altered = `alter table ${name(table.name).text}`
  // An index of its own would be in the way.
  for (const index of observed?.indexes ?? [])
    if (index.columns.some((one) => one.split(' ')[0] === column.name))
      await transaction.query(`drop index if exists ${name(index.name).text}`, [])
  if (transaction.dialect === 'postgres' || !column.references)
    return void (await transaction.query(`${altered} drop column ${own}`, []))
  // SQLite drops no column that refers to a table, but for one that is not carried over.
  await transaction.query(`${altered} rename column ${own} to ${name(aside).text}`, [])
  await reshape(transaction, table)
  await settleIndexes(transaction, [table])
}
