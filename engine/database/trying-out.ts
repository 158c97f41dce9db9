import { appendedRows } from './appended-rows.ts'
import type { Database, Transaction } from './database.ts'

/** A database in memory in which things are tried out, and nothing stays. */
export interface TryingOut {
  /** Each write is carried out, answered, and undone. */
  readonly db: Database
  /** What `keep` writes is there for all that is tried until the round ends, and undone then. */
  round<T>(job: (keep: Keep) => Promise<T>): Promise<T>
}

export type Keep = <T>(job: (transaction: Transaction) => Promise<T>) => Promise<T>

/**
 * A round is one transaction that is rolled back, what is tried in it a savepoint: for hundreds of tries, the tables are
 * made once. Of a database with one connection only, whose reads see what has not been committed.
 */
export function tryingOut(db: Database): TryingOut {
  let outer: Transaction | null = null
  let last: Promise<unknown> = Promise.resolve()

  /** Savepoints end in the order in which they began: one at a time. */
  function inTurn<T>(job: () => Promise<T>): Promise<T> {
    const mine = last.then(job)
    last = mine.catch(() => undefined)
    return mine
  }

  async function tried<T>(around: Transaction, job: (transaction: Transaction) => Promise<T>): Promise<T> {
    await around.query('savepoint tried', [])
    try {
      const { transaction } = nested(around)
      return await job(transaction)
    } finally {
      await around.query('rollback to tried', [])
      await around.query('release tried', [])
    }
  }

  return {
    db: {
      ...db,
      // Between two rounds nobody waits for a turn: the next round would wait for it, and it for the round.
      write(job) {
        const around = outer
        return around ? inTurn(() => tried(around, job)) : undone(db, job)
      },
    },
    round: (job) =>
      undone(db, async (transaction) => {
        outer = transaction
        try {
          return await job((write) =>
            inTurn(async () => {
              const { transaction: within, finish } = nested(transaction)
              const value = await write(within)
              await finish()
              return value
            }),
          )
        } finally {
          for (let seen: unknown = null; seen !== last; await seen) seen = last
          outer = null
        }
      }),
  }
}

async function undone<T>(db: Database, job: (transaction: Transaction) => Promise<T>): Promise<T> {
  const isUndone = new Error('a write that was tried')
  let made: { readonly value: T } | null = null
  try {
    await db.write(async (transaction) => {
      made = { value: await job(transaction) }
      throw isUndone
    })
  } catch (error) {
    if (error !== isUndone) throw error
  }
  return (made as { readonly value: T } | null)!.value
}

/** Part of another transaction; what would follow its commit never does. */
function nested(outer: Transaction): {
  readonly transaction: Transaction
  finish(): Promise<void>
} {
  const rows = appendedRows(async (table, appended) => {
    for (const row of appended) {
      const columns = Object.keys(row)
      const sql = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
      await outer.query(sql, Object.values(row))
    }
  })
  const transaction: Transaction = {
    dialect: outer.dialect,
    async query(sql, bindings) {
      await rows.before(sql)
      return outer.query(sql, bindings)
    },
    async insert(sql, bindings, owner) {
      await rows.before(sql)
      return outer.insert(sql, bindings, owner)
    },
    append: (table, row) => rows.add(table, row),
    afterCommit: () => undefined,
  }
  return { transaction, finish: rows.write }
}
