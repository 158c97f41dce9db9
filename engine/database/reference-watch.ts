import { BrokenReferences, type Transaction } from './database.ts'
import type { Connection } from './sqlite-connection.ts'

export interface ReferenceWatch {
  watched(transaction: Transaction): Transaction
  /** Throws `BrokenReferences` where the transaction has left more of them than it found. */
  check(): Promise<void>
}

// What only adds breaks no reference, and need not wait for a look at every record.
const adding =
  /^\s*(select\b|pragma\b|savepoint\b|release\b|create\b|alter table \S+ add column\b|insert into "?lintel_)/i

/**
 * SQLite looks after references when nothing is being made anew; while something is, this does. Those that were broken
 * before, by a hand that had them switched off, are in nobody's way.
 */
export function referenceWatch(connection: Connection): ReferenceWatch {
  let before: number | null = null

  async function look(sql: string): Promise<void> {
    if (before === null && !adding.test(sql)) before = (await broken(connection)).length
  }

  return {
    watched: (transaction) => ({
      ...transaction,
      async query(sql, bindings) {
        await look(sql)
        return transaction.query(sql, bindings)
      },
      async insert(sql, bindings, owner) {
        await look(sql)
        return transaction.insert(sql, bindings, owner)
      },
    }),
    async check() {
      if (before === null) return
      const after = await broken(connection)
      if (after.length > before) throw new BrokenReferences([...new Set(after)].sort())
    },
  }
}

/** The table of each. */
async function broken(connection: Connection): Promise<string[]> {
  const rows = await connection.all('select "table" from pragma_foreign_key_check', [])
  return rows.map(({ table }) => String(table))
}
