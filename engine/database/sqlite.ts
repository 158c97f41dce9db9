import { openChanges } from './changes.ts'
import type { Database } from './database.ts'
import { connect, type Connection } from './sqlite-connection.ts'
import { writeQueue } from './write-queue.ts'

const everywhere = ['busy_timeout = 5000', 'foreign_keys = on', 'temp_store = memory', 'cache_size = -32000']
const writing = [...everywhere, 'journal_mode = wal', 'synchronous = full']
const reading = [...everywhere, 'query_only = on']

/**
 * Reads run on connections of their own, writes on one. A database in memory has but one connection, whose reads see
 * what a write has not committed yet: for trying things out.
 */
export async function openSqlite(path: string, readers: number): Promise<Database> {
  const inMemory = path === ':memory:' || path === ''
  const writer = await connect(inMemory ? ':memory:' : path, writing)
  const pool: Connection[] = []
  try {
    // What the tables hold, which connections learn when they open. It looks at some of the rows only.
    await writer.exec('pragma optimize = 0x10002')
    if (inMemory) pool.push(writer)
    else for (let count = 0; count < readers; count++) pool.push(await connect(path, reading))
  } catch (error) {
    await Promise.all([writer, ...pool].map((connection) => connection.close()))
    throw error
  }
  const queue = writeQueue(writer)
  const changes = openChanges(null)
  return {
    dialect: 'sqlite',
    read: (sql, bindings) => idlest(pool).all(sql, bindings),
    write: (job, manner) => queue.write(job, manner ?? null),
    alter: (job, { copy } = {}) =>
      queue.alter(job, copy === undefined || inMemory ? null : `${path}.${copy}`),
    alone: (sql) => writer.exec(sql),
    hurry: () => undefined,
    changes,
    async close() {
      await queue.drained()
      await changes.close()
      await Promise.all(pool.filter((one) => one !== writer).map((one) => one.close()))
      await writer.close()
    },
  }
}

function idlest(pool: readonly Connection[]): Connection {
  return pool.reduce((best, one) => (one.busy < best.busy ? one : best))
}
