import { requestsTable } from './accounts/account-requests.ts'
import { keysTable } from './accounts/portal-key.ts'
import { accountTables } from './accounts/tables.ts'
import { viewingsTable } from './accounts/viewings.ts'
import { applyDefinitions } from './apply.ts'
import { appliedTable, hasTables } from './database/change/state.ts'
import { openDatabase } from './database/connect.ts'
import type { Database } from './database/database.ts'
import { owe, type Duty } from './database/duties.ts'
import { instancesTable } from './database/instances.ts'
import { prepareTables } from './database/prepare.ts'
import { latestNumber } from './database/revisions.ts'
import type { Records } from './database/records.ts'
import { createRecords } from './database/records/create.ts'
import { ensureSystemTables } from './database/tables.ts'
import { refusalsTable } from './database/why/refusals.ts'
import { ensureOutboxView } from './effects/outbox-view.ts'
import { outboxTable } from './effects/tables.ts'
import { filesTable } from './files/kept-files.ts'
import type { Loaded } from './load.ts'
import { retriesTable } from './server/retries/table.ts'

/** The engine's own tables, but for those that tell what is applied. */
export const engineTables = [
  ...accountTables,
  outboxTable,
  requestsTable,
  keysTable,
  retriesTable,
  instancesTable,
  refusalsTable,
  viewingsTable,
  filesTable,
]

/** A database with every table of a plan. */
export interface Data {
  readonly db: Database
  readonly records: Records
  readonly definitions: Loaded
  /** Of the definitions, as they are in force now. */
  readonly revision: number
  /** The one that was in force before; 0 where none was. */
  readonly before: number
}

/** Definitions, or how they are understood once the database is there, which may know of them already. */
export type Understanding = Loaded | ((db: Database) => Promise<Loaded>)

/**
 * Throws `DatabaseNotOpened`, or as `applyDefinitions` and what understands the definitions do. What a database without
 * tables is owed, is left to do.
 */
export async function openData(
  understanding: Understanding,
  database: string,
  author: string,
  owed: readonly Duty[] = [],
): Promise<Data> {
  const db = await openDatabase(database)
  try {
    await ensureSystemTables(db, [appliedTable])
    const definitions = typeof understanding === 'function' ? await understanding(db) : understanding
    const isNew = !(await hasTables(db))
    for (const duty of isNew ? owed : []) await owe(db, duty)
    await ensureSystemTables(db, engineTables)
    await ensureOutboxView(db)
    await prepareTables(db)
    const before = await latestNumber(db)
    const revision = await applyDefinitions(db, definitions, author)
    return { db, records: createRecords(definitions.plan, db), definitions, revision, before }
  } catch (error) {
    await db.close()
    throw error
  }
}
