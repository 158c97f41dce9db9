import { execFileSync } from 'node:child_process'
import { chmod, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../../engine/database/connect.ts'
import { embeddedPostgres } from '../../support/embedded-postgres.ts'

/** A PostgreSQL that may be crashed. It waits for the disk, as one that matters does. */
export interface Cluster {
  createDatabase(name: string): Promise<string>
  /** Its tables are kept in a folder that is there and empty; for root, who may give it away. */
  createDatabaseIn(folder: string, name: string): Promise<string>
  /** Ends at once and finishes nothing, as `pg_ctl stop -m immediate`. */
  crash(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

export async function startCluster(): Promise<Cluster> {
  const { postgres, folder, databaseDir, addressOf } = await embeddedPostgres({
    persistent: true,
    postgresFlags: ['-c', 'max_connections=80', '-c', 'restart_after_crash=on'],
  })
  await postgres.initialise()
  await postgres.start()
  let runs = true
  const pidOf = async () =>
    Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
  return {
    async createDatabase(name) {
      await postgres.createDatabase(name)
      return addressOf(name)
    },
    async createDatabaseIn(place, name) {
      await chmod(dirname(place), 0o755)
      execFileSync('chown', ['postgres', place])
      const db = await openDatabase(addressOf('postgres'), { connections: 1 })
      await db.alone(`create tablespace ${name} location '${place}'`)
      await db.alone(`create database ${name} tablespace ${name}`)
      await db.close()
      return addressOf(name)
    },
    async crash() {
      const pid = await pidOf()
      process.kill(pid, 'SIGQUIT')
      while (isThere(pid)) await sleep(10)
      runs = false
    },
    async start() {
      await postgres.start()
      runs = true
    },
    async stop() {
      // The package would wait for the end of what has ended.
      if (runs) await postgres.stop()
      runs = false
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
