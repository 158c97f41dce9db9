import type { Database } from '../database/database.ts'
import { textColumn } from '../database/system-columns.ts'
import type { TablePlan } from '../plan/plan.ts'
import { newToken } from './tokens.ts'

/** What every instance on a database knows, and nobody else. */
export const keysTable: TablePlan = {
  name: 'lintel_keys',
  kind: 'records',
  columns: [textColumn('name'), textColumn('value')],
  indexes: [{ name: 'lintel_keys$name', columns: ['name'], unique: true }],
  search: [],
}

/** The key of that name; made when it is first asked for. */
export function portalKey(db: Database, name: string): () => Promise<string> {
  let known: Promise<string> | null = null
  return () => {
    known ??= readOrMake(db, name).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}

async function readOrMake(db: Database, name: string): Promise<string> {
  const find = 'select value from lintel_keys where name = ?'
  const [found] = await db.read(find, [name])
  if (found) return String(found['value'])
  const made = await db.write(async (transaction) => {
    await transaction.query(
      'insert into lintel_keys (name, value) values (?, ?) on conflict (name) do nothing',
      [name, newToken()],
    )
    return transaction.query(find, [name])
  })
  return String(made[0]?.['value'])
}
