import { openChanges } from './changes.ts'
import type { Database } from './database.ts'
import { connect, isBusy, type Connection } from './sqlite-connection.ts'
import { openWakeful } from './wakeful.ts'
import { writeQueue } from './write-queue.ts'

const everywhere = ['busy_timeout = 5000', 'foreign_keys = on', 'temp_store = memory', 'cache_size = -32000']
/** Pages of the log, 16 MB, before they are moved into the database: what is written often is moved once. */
const longestLog = 'wal_autocheckpoint = 4000'
const writing = [...everywhere, 'journal_mode = wal', 'synchronous = full', longestLog]
const reading = [...everywhere, 'query_only = on']

/** Looks at some of the rows of tables that have grown or shrunk much since; costs milliseconds. */
const lookAtTables = 'pragma optimize = 0x10002'
/** Only the connection that has looked knows what it saw: this tells another. It takes the lock of a writer, and changes nothing. */
const readNotes = 'pragma query_only = off; analyze sqlite_schema'
const tenMinutes = 600_000

/**
 * Reads run on connections of their own, writes on one. A database in memory has but one connection, whose reads see
 * what a write has not committed yet: for trying things out. How a statement goes through the tables depends on what they
 * are known to hold, which is looked at every so many milliseconds.
 */
export async function openSqlite(path: string, readers: number, every = tenMinutes): Promise<Database> {
  const inMemory = path === ':memory:' || path === ''
  const wakeful = openWakeful()
  const writer = await connect(inMemory ? ':memory:' : path, writing, wakeful)
  const pool: Connection[] = []
  try {
    // It does not wait for others who write; without it, statements go as before.
    await writer.exec(lookAtTables).catch((error: unknown) => {
      if (!isBusy(error)) throw error
    })
    if (inMemory) pool.push(writer)
    else for (let count = 0; count < readers; count++) pool.push(await connect(path, reading, wakeful))
  } catch (error) {
    await Promise.all([writer, ...pool].map((connection) => connection.close()))
    throw error
  }
  const queue = writeQueue(writer)
  const changes = openChanges(null)
  const readersAlone = pool.filter((one) => one !== writer)
  const look = async (): Promise<void> => {
    await writer.exec(lookAtTables)
    for (const reader of readersAlone) {
      await reader.exec(readNotes).finally(() => reader.exec('pragma query_only = on'))
    }
  }
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    // Where it fails, as on a full disk, statements go as before.
    looking = queue.between(look).catch(() => undefined)
  }, every).unref()
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
      clearInterval(timer)
      await looking
      await queue.drained()
      await changes.close()
      await Promise.all(readersAlone.map((one) => one.close()))
      await writer.close()
    },
  }
}

function idlest(pool: readonly Connection[]): Connection {
  return pool.reduce((best, one) => (one.busy < best.busy ? one : best))
}
