import sqlite3 from 'sqlite3'
import type { Binding, Row } from './database.ts'
import type { Wakeful } from './wakeful.ts'

/** One connection, whose statements are prepared once and kept. */
export interface Connection {
  all(sql: string, bindings: readonly Binding[]): Promise<Row[]>
  /** Several statements without values. */
  exec(sql: string): Promise<void>
  close(): Promise<void>
  /** How many statements wait or run. */
  readonly busy: number
}

const kept = 500

/** The loop stays awake for its statements where it is told how. */
export async function connect(
  path: string,
  pragmas: readonly string[],
  wakeful?: Wakeful,
): Promise<Connection> {
  const database = await open(path)
  const statements = new Map<string, sqlite3.Statement | Promise<sqlite3.Statement>>()
  let busy = 0

  function prepare(sql: string): Promise<sqlite3.Statement> {
    // The driver forgets the calls that wait for a statement which cannot be prepared: none may wait.
    return new Promise((resolve, reject) => {
      const statement: sqlite3.Statement = database.prepare(sql, (error: Error | null) =>
        error ? reject(error) : resolve(statement),
      )
    })
  }

  async function keep(sql: string): Promise<sqlite3.Statement> {
    const coming = prepare(sql)
    statements.set(sql, coming)
    try {
      const statement = await coming
      if (statements.get(sql) === coming) statements.set(sql, statement)
      return statement
    } catch (error) {
      statements.delete(sql)
      throw error
    } finally {
      forgetOldest()
    }
  }

  /** The one used longest ago goes first; while there are few, none will go. */
  function moveToEnd(sql: string, statement: sqlite3.Statement): void {
    if (statements.size < kept / 2) return
    statements.delete(sql)
    statements.set(sql, statement)
  }

  function forgetOldest(): void {
    for (const [sql, statement] of statements) {
      if (statements.size <= kept) return
      if (statement instanceof Promise) continue
      statements.delete(sql)
      statement.finalize()
    }
  }

  function run(statement: sqlite3.Statement, bindings: readonly Binding[]): Promise<Row[]> {
    busy++
    wakeful?.began()
    return new Promise((resolve, reject) => {
      statement.all(bindings, (error: Error | null, rows: Row[]) => {
        busy--
        wakeful?.ended()
        if (error) reject(error)
        else resolve(rows)
      })
    })
  }

  const connection: Connection = {
    all(sql, bindings) {
      const found = statements.get(sql)
      if (found === undefined) return keep(sql).then((statement) => run(statement, bindings))
      if (found instanceof Promise) return found.then((statement) => run(statement, bindings))
      moveToEnd(sql, found)
      return run(found, bindings)
    },
    exec: (sql) =>
      new Promise((resolve, reject) => {
        wakeful?.began()
        database.exec(sql, (error) => {
          wakeful?.ended()
          if (error) reject(error)
          else resolve()
        })
      }),
    async close() {
      for (const statement of statements.values()) (await statement).finalize()
      statements.clear()
      await new Promise<void>((resolve, reject) => {
        database.close((error) => (error ? reject(error) : resolve()))
      })
    },
    get busy() {
      return busy
    },
  }
  for (const pragma of pragmas) await patiently(() => connection.exec(`pragma ${pragma}`))
  return connection
}

/** SQLite itself does not wait where two turn to the log of writes (`journal_mode = wal`) at once. */
async function patiently(act: () => Promise<void>): Promise<void> {
  const until = Date.now() + 5_000
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

/** Somebody else writes. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
}

function open(path: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const database: sqlite3.Database = new sqlite3.Database(path, (error) =>
      error ? reject(error) : resolve(database),
    )
  })
}
