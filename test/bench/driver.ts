import { createRequire } from 'node:module'

/** What the bench uses of better-sqlite3: an optional dependency, so its types may not be there either. */
export interface Statement {
  get(...bindings: readonly Value[]): unknown
  all(...bindings: readonly Value[]): unknown[]
  run(...bindings: readonly Value[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
  pluck(): Statement
}

export interface Handle {
  prepare(sql: string): Statement
  exec(sql: string): void
  pragma(text: string): unknown
  transaction<T>(job: () => T): { (): T; immediate(): T }
  close(): void
}

export type Value = string | number | null
export type Driver = (path: string) => Handle

export const missingDriver =
  'The bench compares with better-sqlite3: npm install better-sqlite3@12.6.2 --no-save'

/** Null where the package, or its binary for this machine, is not installed. */
export function loadDriver(): Driver | null {
  try {
    const Database = createRequire(import.meta.url)('better-sqlite3') as new (path: string) => Handle
    new Database(':memory:').close()
    return (path) => new Database(path)
  } catch {
    return null
  }
}

/** The settings of the engine's own database. */
export function openDurable(driver: Driver, path: string): Handle {
  const db = driver(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  return db
}
