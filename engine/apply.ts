import { isDeepStrictEqual } from 'node:util'
import { applyAdditive } from './database/apply.ts'
import type { Database } from './database/database.ts'
import { latestRevision, recordRevision, revisionsTable } from './database/revisions.ts'
import { ensureSystemTables } from './database/tables.ts'
import type { Loaded } from './load.ts'

/**
 * Makes a database what the definitions ask for, and gives the number of their revision: a new one where they differ from
 * those in force. Throws `NotAdditive`, and leaves everything as it was, where that needs an answer first.
 */
export async function applyDefinitions(
  db: Database,
  { plan, files }: Loaded,
  author: string,
): Promise<number> {
  await ensureSystemTables(db, [revisionsTable])
  await applyAdditive(db, plan)
  const wanted = Object.fromEntries(files)
  return db.write(async (transaction) => {
    const latest = await latestRevision(transaction)
    if (latest && isDeepStrictEqual(latest.files, wanted)) return latest.number
    return recordRevision(transaction, { author, files: wanted, plan, change: null })
  })
}
