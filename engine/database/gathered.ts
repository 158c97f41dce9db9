import type { Binding, Row } from './database.ts'

/** Inserts rows: those of the jobs beside each other in one statement. */
export type Insert = (sql: string, bindings: readonly Binding[], owner: number | null) => Promise<Row[]>

/** Some of what was to be inserted together was not: nobody knows whose. */
class NotTogether extends Error {}

interface Asked {
  readonly bindings: readonly Binding[]
  readonly owner: number | null
  resolve(rows: Row[]): void
  reject(error: unknown): void
}

/**
 * Takes in what is to be inserted until nobody goes on without it. The statements are those of `insertion`, which take rows
 * as one JSON text.
 */
export function gathered(all: (sql: string, bindings: readonly Binding[]) => Promise<Row[]>): Insert {
  const waiting = new Map<string, Asked[]>()

  async function run(sql: string, asked: readonly Asked[]): Promise<void> {
    try {
      const rows = await all(sql, [JSON.stringify(asked.map(({ bindings }) => bindings))])
      const parts = shared(rows, asked)
      asked.forEach(({ resolve }, at) => resolve(parts[at] ?? []))
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }

  async function flush(): Promise<void> {
    const statements = [...waiting]
    waiting.clear()
    for (const [sql, asked] of statements) await run(sql, asked)
  }

  return (sql, bindings, owner) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setImmediate(() => void flush())
      const asked = waiting.get(sql)
      const one = { bindings, owner, resolve, reject }
      if (asked) asked.push(one)
      else waiting.set(sql, [one])
    })
}

/** Rows without an owner were inserted in the order in which they were asked for, and so have rising ids. */
function shared(rows: Row[], asked: readonly Asked[]): readonly Row[][] {
  if (asked.length === 1) return [rows]
  if (asked.every(({ owner }) => owner !== null))
    return asked.map(({ owner }) => rows.filter((row) => row['owner'] === owner))
  if (rows.length !== asked.length) throw new NotTogether()
  const inOrder = rows.toSorted((a, b) => Number(a['id']) - Number(b['id']))
  return inOrder.map((row) => [row])
}
