import type { Database, Row, Transaction } from '../database.ts'
import { observePostgres } from './observe-postgres.ts'
import { observeSqlite } from './observe-sqlite.ts'
import type { ObservedTable } from './observed.ts'

/** Runs a statement that changes nothing, within a transaction or outside. */
export type Ask = (sql: string, bindings?: readonly (string | number)[]) => Promise<Row[]>

export type Source = Database | Transaction

export function asking(from: Source): Ask {
  return 'query' in from
    ? (sql, bindings = []) => from.query(sql, bindings)
    : (sql, bindings = []) => from.read(sql, bindings)
}

const observers = { sqlite: observeSqlite, postgres: observePostgres }

/** Every table of the database but the engine's own, by name. */
export async function observeTables(from: Source): Promise<ReadonlyMap<string, ObservedTable>> {
  const tables = await observers[from.dialect](asking(from))
  return new Map(tables.filter(({ name }) => !name.startsWith('lintel_')).map((table) => [table.name, table]))
}
