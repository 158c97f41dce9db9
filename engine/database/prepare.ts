import { ensureAudit } from './audit/ensure.ts'
import type { Database } from './database.ts'
import { revisionsTable } from './revisions.ts'
import { ensureSystemTables } from './tables.ts'

/** Of a database that is open, what of it has been made ready already. */
const prepared = new WeakSet<Database>()

/** What a change of definitions writes into. */
export async function prepareTables(db: Database): Promise<void> {
  if (prepared.has(db)) return
  await ensureSystemTables(db, [revisionsTable])
  await ensureAudit(db)
  prepared.add(db)
}
