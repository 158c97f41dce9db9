import { name } from '../../access/sql.ts'
import type { FieldWork, Work } from '../../change/work.ts'
import type { EntityPlan, Plan } from '../../plan/plan.ts'
import type { Transaction } from '../database.ts'
import { insertSingle } from '../single.ts'
import { settleIndexes } from '../schema/indexes.ts'
import { reshape } from '../schema/reshape.ts'
import { createTables, dropTable } from '../schema/tables.ts'
import { fillEmpty, writeValues } from '../schema/values.ts'
import { carryLevels, renameEntities } from './levels.ts'
import { passOver, type Changed } from './pass.ts'
import { addNewColumns, renameAll } from './shape.ts'
import type { Tombstone } from '../../change/tombstones.ts'

/** The data refuses after all: what was found before does not hold any more. Everything is rolled back. */
export class ValuesRefused extends Error {
  constructor(field: string) {
    super(`values of ${field} do not fit what they should become`)
  }
}

/**
 * Carries a change out, in a transaction that changes tables: names, new tables and columns, values, then what columns
 * demand, then indexes. Answers with the tombstones, which know what they hold.
 */
export async function carryOut(
  transaction: Transaction,
  plan: Plan,
  work: Work,
  revision: number,
): Promise<readonly Tombstone[]> {
  await renameAll(transaction, work)
  await renameEntities(transaction, work.names)
  await createTables(transaction, work.made)
  await addNewColumns(transaction, work)
  for (const { table, column, names } of work.options) await renameOptions(transaction, table, column, names)
  let tombstones = work.tombstones
  for (const levels of work.levels) tombstones = await carryLevels(transaction, levels, tombstones, revision)
  for (const field of inOrderOfCopies(work)) await carryValues(transaction, work, field)
  for (const { after } of work.changed) if (after.kind === 'records') await reshape(transaction, after)
  for (const { after } of work.changed) if (after.kind === 'links') await reshape(transaction, after)
  for (const links of Object.values(work.spent)) await dropTable(transaction, links)
  await settleIndexes(transaction, [...work.made, ...work.changed.map(({ after }) => after)])
  for (const single of work.singles) await makeSingle(transaction, plan.entities[single])
  return tombstones
}

async function renameOptions(
  transaction: Transaction,
  table: string,
  column: string,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  const own = name(column).text
  const renamed = Object.entries(names)
  // All at once, so that two may take each other's name.
  await transaction.query(
    `update ${name(table).text} set ${own} = case ${own} ${renamed.map(() => 'when ? then ?').join(' ')} end ` +
      `where ${own} in (${renamed.map(() => '?').join(', ')})`,
    [...renamed.flatMap(([now, was]) => [was, now]), ...renamed.map(([, was]) => was)],
  )
}

/** What is copied from another field is copied when that one has its own values. */
function inOrderOfCopies({ values }: Work): FieldWork[] {
  const ordered = new Set<FieldWork>()
  const visit = (work: FieldWork, under: ReadonlySet<FieldWork>): void => {
    const { backfill, entity } = work
    if (ordered.has(work) || under.has(work)) return
    const from = backfill !== null && 'copy' in backfill ? backfill.copy : null
    const other = values.find((one) => one.entity === entity && one.field.name === from)
    if (other) visit(other, new Set([...under, work]))
    ordered.add(work)
  }
  for (const work of values) visit(work, new Set())
  return [...ordered]
}

async function carryValues(transaction: Transaction, work: Work, field: FieldWork): Promise<void> {
  const { to, from, backfill, asks } = field
  const { storage } = field.field
  const isSame = !from && !asks.unique && backfill !== null && 'value' in backfill
  if (isSame && to.column !== null && storage.kind !== 'none') {
    await fillEmpty(transaction, to.table, { name: to.column, storage }, backfill.value)
    return
  }
  const found = await passOver(transaction, 'between', work, field, (changed) =>
    writeChanged(transaction, field, changed),
  )
  if (found.fits.count + found.lacks.count + found.twice.count > 0)
    throw new ValuesRefused(`${field.entity}.${field.field.name}`)
}

async function writeChanged(
  transaction: Transaction,
  { to, field }: FieldWork,
  changed: readonly Changed[],
): Promise<void> {
  if (to.links !== null) return writeLinks(transaction, to.links, changed)
  if (to.column === null || field.storage.kind === 'none') return
  await writeValues(transaction, to.table, { name: to.column, storage: field.storage }, changed)
}

async function writeLinks(
  transaction: Transaction,
  table: string,
  changed: readonly Changed[],
): Promise<void> {
  const links = name(table).text
  for (const { id, value } of changed) {
    await transaction.query(`delete from ${links} where "record" = ?`, [id])
    for (const other of Array.isArray(value) ? (value as readonly number[]) : [])
      await transaction.query(`insert into ${links} ("record", "other") values (?, ?)`, [id, other])
  }
}

async function makeSingle(transaction: Transaction, entity: EntityPlan | undefined): Promise<void> {
  if (!entity) return
  const rows = await transaction.query(`select id from ${name(entity.name).text} limit 1`, [])
  if (rows.length === 0) await insertSingle(transaction, entity)
}
