import type { Database, Row, Transaction } from '../database.ts'

/** Runs a statement that changes nothing, within a transaction or outside, however long it takes. */
export type Ask = (sql: string, bindings?: readonly (string | number)[]) => Promise<Row[]>

export type Source = Database | Transaction

export function asking(from: Source): Ask {
  return 'query' in from
    ? (sql, bindings = []) => from.query(sql, bindings)
    : (sql, bindings = []) => from.read(sql, bindings, 'patiently')
}

/** Rows of the same table together. */
export function byTable(rows: readonly Row[]): (table: string) => readonly Row[] {
  const known = new Map<string, Row[]>()
  for (const row of rows) {
    const table = String(row['table'])
    const found = known.get(table)
    if (found) found.push(row)
    else known.set(table, [row])
  }
  return (table) => known.get(table) ?? []
}
