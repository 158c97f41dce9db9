import type { Binding } from './database.ts'

export type AppendedRow = Readonly<Record<string, Binding>>

/** Rows that nobody waits for. They are written at the end of their transaction, or before a statement that may look at them. */
export interface AppendedRows {
  add(table: string, row: AppendedRow): void
  addAll(others: AppendedRows): void
  /** Writes what there is of the tables that the statement names. */
  before(sql: string): Promise<void>
  write(): Promise<void>
  forget(): void
  readonly byTable: ReadonlyMap<string, readonly AppendedRow[]>
}

/** The rows of one `insert` have the same columns. */
export function appendedRows(
  insert: (table: string, rows: readonly AppendedRow[]) => Promise<unknown>,
): AppendedRows {
  const byTable = new Map<string, AppendedRow[]>()

  /** One after the other: where the disk is full, SQLite ends the transaction, and what came after it would stay. */
  async function writeAll(tables: readonly string[]): Promise<void> {
    for (const table of tables) {
      const rows = byTable.get(table) ?? []
      byTable.delete(table)
      await insert(table, rows)
    }
  }

  const add: AppendedRows['add'] = (table, row) => {
    const rows = byTable.get(table)
    if (rows) rows.push(row)
    else byTable.set(table, [row])
  }

  return {
    byTable,
    add,
    addAll(others) {
      for (const [table, rows] of others.byTable) for (const row of rows) add(table, row)
    },
    async before(sql) {
      await writeAll([...byTable.keys()].filter((table) => sql.includes(table)))
    },
    write: () => writeAll([...byTable.keys()]),
    forget: () => byTable.clear(),
  }
}
