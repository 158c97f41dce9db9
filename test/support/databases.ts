import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
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
    let count = 0

    const databases: Databases = {
      dialect,
      async address() {
        const name = `test_${randomBytes(4).toString('hex')}_${++count}`
        if (!server) return `sqlite:${join(folder, `${name}.db`)}`
        return server.createDatabase(name)
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

/** A real PostgreSQL: the one that is named, where there is one, or one of our own, which may be stopped under way. */
export async function startPostgres(whose: 'any' | 'own' = 'any'): Promise<PostgresServer> {
  const given = process.env['LINTEL_TEST_POSTGRES']
  if (given !== undefined && whose === 'any') return namedPostgres(given)
  const { postgres, folder, addressOf } = await embeddedPostgres({
    persistent: false,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
  })
  await postgres.initialise()
  await postgres.start()
  return {
    address: addressOf('postgres'),
    async createDatabase(name) {
      await postgres.createDatabase(name)
      return addressOf(name)
    },
    async stop() {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
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
    async createDatabase(name) {
      await run(`create database ${name}`)
      made.push(name)
      return Object.assign(new URL(address), { pathname: `/${name}` }).href
    },
    async stop() {
      for (const name of made) await run(`drop database ${name} with (force)`)
    },
  }
}
