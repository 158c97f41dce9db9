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

  /** All at once; what fails is told when none is under way any more, since whoever is told undoes them. */
  async function writeAll(tables: readonly string[]): Promise<void> {
    const outcomes = await Promise.allSettled(
      tables.map((table) => {
        const rows = byTable.get(table) ?? []
        byTable.delete(table)
        return insert(table, rows)
      }),
    )
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed) throw failed.reason
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
