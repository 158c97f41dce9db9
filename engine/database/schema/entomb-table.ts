import { name } from '../../access/sql.ts'
import { goneName, type EntityTombstone } from '../../change/tombstones.ts'
import type { EntityPlan, TablePlan } from '../../plan/plan.ts'
import { readTables, readTombstones, writeState } from '../change/state.ts'
import type { Database, Transaction } from '../database.ts'
import { latestNumber } from '../revisions.ts'
import { initialValue } from '../row.ts'
import { carryHandMade, NotEntombed } from './carry-hand-made.ts'
import { observeTables } from './observe.ts'
import { createTables, dropTable } from './tables.ts'
import { fillEmpty } from './values.ts'

export interface TableEntombing {
  readonly table: string
  /** What it is as an entity, its table, and the file that says so. */
  readonly entity: EntityPlan
  readonly wanted: TablePlan
  readonly yaml: string
}

/**
 * Makes a tombstone of a table that somebody made by hand: its rows are kept as the records of an entity that was removed,
 * under the numbers that they have. Throws `NotEntombed`.
 */
export async function entombTable(
  db: Database,
  { table, entity, wanted, yaml }: TableEntombing,
  also: (transaction: Transaction) => void = () => undefined,
): Promise<void> {
  await db.alter(async (transaction) => {
    const all = await observeTables(transaction)
    const observed = all.get(table)
    if (!observed) throw new NotEntombed(`There is no table ${table}.`)
    const referring = [...all.values()].filter(
      (one) => one.name !== table && one.columns.some(({ references }) => references?.table === table),
    )
    if (referring.length > 0)
      throw new NotEntombed(`${referring.map((one) => one.name).join(', ')} refers to ${table}: begin there.`)
    await refuseNumbers(transaction, table)
    const revision = await latestNumber(transaction)
    const columns = wanted.columns.map((column) => ({ ...column, nullable: true, references: null }))
    const gone: TablePlan = { ...wanted, name: goneName(table, revision), columns, indexes: [], search: [] }
    await createTables(transaction, [gone])
    await copyNumbers(transaction, table, gone.name)
    for (const column of columns) {
      const field = entity.fields[column.name]
      const found = observed.columns.find((one) => one.name === column.name)
      if (!field) continue
      if (found)
        await carryHandMade(transaction, { table, column: found }, { table: gone.name, column }, field)
      const initial = initialValue(entity, field, new Date().toISOString())
      if (field.system && initial !== null) await fillEmpty(transaction, gone.name, column, initial)
    }
    await dropTable(transaction, table)
    await writeState(transaction, 'tables', [...(await readTables(transaction)), gone])
    const stone: EntityTombstone = {
      kind: 'entity',
      entity: table,
      field: null,
      revision,
      yaml,
      restoring: false,
      plan: entity,
      table: gone.name,
    }
    await writeState(transaction, 'tombstones', [...(await readTombstones(transaction)), stone])
    also(transaction)
  })
}

async function refuseNumbers(transaction: Transaction, table: string): Promise<void> {
  // What a column of SQLite is declared as need not be what it holds.
  const isOther = transaction.dialect === 'sqlite' ? "typeof(id) <> 'integer'" : 'id is null'
  const [row] = await transaction.query(
    `select count(*) as n from ${name(table).text} where ${isOther} or id < 1 or id > ${Number.MAX_SAFE_INTEGER}`,
    [],
  )
  if (Number(row?.['n']) > 0)
    throw new NotEntombed(
      `Records have whole numbers from 1 to ${Number.MAX_SAFE_INTEGER}, and ${table} has others. Nothing was changed.`,
    )
}

async function copyNumbers(transaction: Transaction, from: string, to: string): Promise<void> {
  const overriding = transaction.dialect === 'postgres' ? 'overriding system value ' : ''
  await transaction.query(
    `insert into ${name(to).text} (id) ${overriding}select id from ${name(from).text} order by id`,
    [],
  )
  if (transaction.dialect === 'postgres')
    await transaction.query(
      `select setval(pg_get_serial_sequence(?, 'id'), (select coalesce(max(id), 0) + 1 from ${name(to).text}), false)`,
      [name(to).text],
    )
}
