import { name } from '../../access/sql.ts'
import type { Database } from '../database.ts'
import { searchTable } from '../dialects/sqlite.ts'

/**
 * Up to so many records are quicker found by their trigrams and then sorted; more of them are soon met by going through
 * the table in the order asked for.
 */
const few = 500

/** SQLite's planner knows nothing of how many records a text is in; a look at the first of them tells. */
export async function isRare(db: Database, entity: string, trigrams: string): Promise<boolean> {
  const index = name(searchTable(entity)).text
  const first = `select 1 from ${index} where ${index} match ? limit ${few + 1}`
  const [row] = await db.read(`select count(*) as found from (${first}) as first`, [trigrams])
  return Number(row?.['found']) <= few
}
