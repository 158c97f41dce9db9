import { observePostgres } from './observe-postgres.ts'
import { observeSqlite } from './observe-sqlite.ts'
import type { ObservedTable } from './observed.ts'
import { asking, type Source } from './rows.ts'

const observers = { sqlite: observeSqlite, postgres: observePostgres }

/** The tables of the database by name, those of the engine's own left out; or of some names only. */
export async function observeTables(
  from: Source,
  only: readonly string[] | null = null,
): Promise<ReadonlyMap<string, ObservedTable>> {
  const tables = await observers[from.dialect](asking(from), only)
  return new Map(tables.filter(({ name }) => !name.startsWith('lintel_')).map((table) => [table.name, table]))
}
