import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { openDatabase } from '../../engine/database/connect.ts'
import type { Database } from '../../engine/database/database.ts'
import { embeddedPostgres } from './embedded-postgres.ts'

export interface Databases {
  readonly dialect: Database['dialect']
  /** The address of an empty database. */
  address(): Promise<string>
  /** An empty database, closed when the file's tests are done. */
  open(): Promise<Database>
}

/** The same sentences, on SQLite and on PostgreSQL. */
export function onBothDatabases(title: string, sentences: (databases: Databases) => void): void {
  describe.each(['sqlite', 'postgres'] as const)(`${title} (%s)`, (dialect) => {
    const opened: Database[] = []
    let folder = ''
    let server: PostgresServer | null = null

    const databases: Databases = {
      dialect,
      async address() {
        return server ? server.createDatabase('test') : `sqlite:${join(folder, unused('test'))}.db`
      },
      async open() {
        const database = await openDatabase(await databases.address(), { connections: 3 })
        opened.push(database)
        return database
      },
    }
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lintel-test-'))
      server = dialect === 'postgres' ? await startPostgres() : null
    })
    sentences(databases)
    afterAll(async () => {
      await Promise.all(opened.map((database) => database.close()))
      await server?.stop()
      await rm(folder, { recursive: true, force: true })
    })
  })
}

interface PostgresServer {
  /** Of the server's own database. */
  readonly address: string
  createDatabase(name: string): Promise<string>
  stop(): Promise<void>
}

interface OwnServer extends PostgresServer {
  /** Stops all of its processes where they are, which keeps its connections; gives what lets them go on. */
  freeze(): Promise<() => void>
}

/** A real PostgreSQL: the one that is named, where there is one, or one of our own, which may be stopped under way. */
export async function startPostgres(whose: 'own'): Promise<OwnServer>
export async function startPostgres(): Promise<PostgresServer>
export async function startPostgres(whose: 'any' | 'own' = 'any'): Promise<PostgresServer> {
  const given = process.env['LINTEL_TEST_POSTGRES']
  if (given !== undefined && whose === 'any') return namedPostgres(given)
  return ownPostgres()
}

async function ownPostgres(): Promise<OwnServer> {
  const { postgres, folder, databaseDir, addressOf } = await embeddedPostgres({
    persistent: false,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
  })
  await postgres.initialise()
  await postgres.start()
  return {
    address: addressOf('postgres'),
    async createDatabase(what) {
      const name = unused(what)
      await postgres.createDatabase(name)
      return addressOf(name)
    },
    async freeze() {
      const all = await processesOf(databaseDir)
      for (const id of all) process.kill(id, 'SIGSTOP')
      return () => all.forEach((id) => process.kill(id, 'SIGCONT'))
    },
    async stop() {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A test that is tried again finds the database of its first try. */
function unused(name: string): string {
  return `${name}_${randomBytes(4).toString('hex')}`
}

/** The server's own process, and those that it has begun for its connections. */
async function processesOf(databaseDir: string): Promise<readonly number[]> {
  const first = parseInt(await readFile(join(databaseDir, 'postmaster.pid'), 'utf8'), 10)
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = await Promise.all(ids.map((id) => readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')))
  // After the name, which stands in brackets: the state, and whose child it is.
  const parentOf = (stat: string): number => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  return [first, ...ids.map(Number).filter((_, index) => parentOf(stats[index] ?? '') === first)]
}

function namedPostgres(address: string): PostgresServer {
  const made: string[] = []
  const run = async (sql: string): Promise<void> => {
    const database = await openDatabase(address, { connections: 1 })
    await database.read(sql, [])
    await database.close()
  }
  return {
    address,
    async createDatabase(what) {
      const name = unused(what)
      await run(`create database ${name}`)
      made.push(name)
      return Object.assign(new URL(address), { pathname: `/${name}` }).href
    },
    async stop() {
      for (const name of made) await run(`drop database ${name} with (force)`)
    },
  }
}
