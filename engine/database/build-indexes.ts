import { buildAuditSearch } from './audit/search.ts'
import { readTables } from './change/state.ts'
import type { Database } from './database.ts'
import { buildIndexes } from './schema/indexes.ts'

/** What is only for speed, made while others read and write: of the tables of the definitions, and of the audit trail. */
export async function buildAllIndexes(db: Database): Promise<number> {
  return (await buildIndexes(db, await readTables(db))) + (await buildAuditSearch(db))
}
