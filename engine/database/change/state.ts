import type { Applied } from '../../change/pairs.ts'
import type { Tombstone } from '../../change/tombstones.ts'
import type { TablePlan } from '../../plan/plan.ts'
import type { Database, Transaction } from '../database.ts'
import { latestRevision } from '../revisions.ts'
import { asking, type Source } from '../schema/rows.ts'
import { textColumn } from '../system-columns.ts'
import { ensureSystemTables, type SystemTable } from '../tables.ts'

/** What is applied, beside the revisions: under `tables` the tables as they were made, under `tombstones` what is kept of what was removed. */
export const appliedTable: SystemTable = {
  name: 'lintel_applied',
  kind: 'records',
  columns: [textColumn('name'), textColumn('value')],
  indexes: [{ name: 'lintel_applied$name', columns: ['name'], unique: true }],
  search: [],
}

export async function readApplied(from: Source): Promise<Applied> {
  const revision = await latestRevision(from)
  return {
    revision: revision?.number ?? 0,
    plan: revision?.plan ?? null,
    files: revision?.files ?? {},
    tables: await readState<TablePlan>(from, 'tables'),
    tombstones: await readState<Tombstone>(from, 'tombstones'),
  }
}

/** The tables as they were made; none where nothing has been. */
export async function readAppliedTables(db: Database): Promise<readonly TablePlan[]> {
  await ensureSystemTables(db, [appliedTable])
  return readTables(db)
}

/** Whether definitions have ever been applied. */
export async function hasTables(db: Database): Promise<boolean> {
  return (await db.read(`select id from lintel_applied where name = 'tables'`, [])).length > 0
}

export function readTables(from: Source): Promise<readonly TablePlan[]> {
  return readState<TablePlan>(from, 'tables')
}

export function readTombstones(from: Source): Promise<readonly Tombstone[]> {
  return readState<Tombstone>(from, 'tombstones')
}

async function readState<T>(from: Source, name: string): Promise<readonly T[]> {
  const [row] = await asking(from)('select value from lintel_applied where name = ?', [name])
  return row ? (JSON.parse(String(row['value'])) as T[]) : []
}

export async function writeState(
  transaction: Transaction,
  name: 'tables' | 'tombstones',
  value: readonly unknown[],
): Promise<void> {
  await transaction.query(
    'insert into lintel_applied (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    [name, JSON.stringify(value)],
  )
}
