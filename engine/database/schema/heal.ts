import type { Plan } from '../../plan/plan.ts'
import { readTables } from '../change/state.ts'
import type { Database, Transaction } from '../database.ts'
import { latestRevision } from '../revisions.ts'
import { compareWithDatabase, type Drift } from './drift.ts'
import { buildIndexes, settleIndexes } from './indexes.ts'
import { addMissing, NotHealed, refuseOddValues } from './missing.ts'
import { reshape } from './reshape.ts'
import { createTables } from './tables.ts'

/** What brings a database back to what was made of it, a sentence each. What was made by hand stays, but for columns. */
export function healing(drifts: readonly Drift[]): readonly string[] {
  return drifts.flatMap((drift) => words[drift.kind](drift))
}

const words: Readonly<Record<Drift['kind'], (drift: Drift) => readonly string[]>> = {
  'table-missing': ({ table }) => [`makes the table ${table} again, empty`],
  'table-unknown': () => [],
  'column-missing': ({ table, part }) =>
    part?.endsWith('$folded') ? [] : [`adds ${part ?? ''} to ${table} again, empty`],
  'column-unknown': ({ table, part }) => [
    `takes ${part ?? ''} off ${table}; its values are kept aside until they are purged`,
  ],
  'column-differs': ({ table, part }) =>
    part?.endsWith('$folded') ? [] : [`makes ${part ?? ''} of ${table} what it was again`],
  'key-differs': ({ table }) => [`makes the table ${table} anew, with its records`],
  'index-missing': ({ table, part }) => [`makes the index ${part ?? ''} of ${table} again`],
  'index-unknown': () => [],
  'search-missing': ({ table }) => [`makes what ${table} is searched by again`],
}

/**
 * Brings tables back to what was made of them, whole or not at all. Columns that somebody made by hand must have become
 * tombstones before: they would be lost. Throws `NotHealed`. Answers what is left, such as indexes of somebody's own.
 */
export async function heal(
  db: Database,
  also: (transaction: Transaction) => void = () => undefined,
): Promise<readonly Drift[]> {
  const tables = await readTables(db)
  const drifts = await compareWithDatabase(db, tables)
  const plan: Plan | null = (await latestRevision(db))?.plan ?? null
  const concerned = new Set(drifts.filter(({ kind }) => kind !== 'table-unknown').map(({ table }) => table))
  const missing = new Set(drifts.filter(({ kind }) => kind === 'table-missing').map(({ table }) => table))
  await db.alter(
    async (transaction) => {
      await createTables(
        transaction,
        tables.filter(({ name }) => missing.has(name)),
      )
      const touched = tables.filter(({ name }) => concerned.has(name))
      for (const table of touched) {
        const own = drifts.filter((drift) => drift.table === table.name)
        if (own.some(({ kind }) => kind === 'column-unknown'))
          throw new NotHealed(`Columns of ${table.name} that were made by hand would be lost.`)
        if (!missing.has(table.name))
          await addMissing(transaction, plan, table, partsOf(own, 'column-missing'))
        await reshape(transaction, table)
        await refuseOddValues(transaction, table, partsOf(own, 'column-differs'))
      }
      await settleIndexes(transaction, touched)
      also(transaction)
    },
    { copy: `before-heal-${new Date().toISOString().replace(/[-:.]/g, '')}` },
  )
  await buildIndexes(db, tables)
  return compareWithDatabase(db, await readTables(db))
}

function partsOf(drifts: readonly Drift[], kind: Drift['kind']): readonly string[] {
  return drifts.flatMap((drift) => (drift.kind === kind && drift.part !== null ? [drift.part] : []))
}
