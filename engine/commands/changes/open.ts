import { stat } from 'node:fs/promises'
import { openDatabase } from '../../database/connect.ts'
import type { Database } from '../../database/database.ts'
import { asStop, fileOf } from '../database.ts'
import { Stop } from '../stop.ts'

/** Opens a database that is there: to look at one does not make it. */
export async function withDatabase<T>(database: string, job: (db: Database) => Promise<T>): Promise<T> {
  if (!(await isThere(database))) {
    throw new Stop(`There is no database ${database.slice('sqlite:'.length)}. Name it with --database.`)
  }
  const db = await openDatabase(database, { connections: 2 }).catch((error: unknown) => {
    throw asStop(error)
  })
  try {
    return await job(db)
  } catch (error) {
    throw asStop(error)
  } finally {
    await db.close()
  }
}

/** Of PostgreSQL, connecting tells. */
export async function isThere(database: string): Promise<boolean> {
  const path = fileOf(database)
  if (path === null) return true
  return stat(path).then(
    (found) => found.isFile() && found.size > 0,
    () => false,
  )
}
