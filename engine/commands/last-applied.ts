import { openDatabase } from '../database/connect.ts'
import { latestRevision, revisionsTable } from '../database/revisions.ts'
import { ensureSystemTables } from '../database/tables.ts'
import type { Loaded } from '../load.ts'
import { definitionsOf } from '../reload.ts'

/** The definitions that a database was last made to fit; null where it never was. */
export async function lastApplied(database: string): Promise<Loaded | null> {
  const db = await openDatabase(database)
  try {
    await ensureSystemTables(db, [revisionsTable])
    const revision = await latestRevision(db)
    return revision && (await definitionsOf(revision))
  } finally {
    await db.close()
  }
}
