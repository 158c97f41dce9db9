import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { copySqlite, damageOf, readContents, type Contents } from '../../database/backup.ts'
import { openDatabase } from '../../database/connect.ts'
import { asStop } from '../database.ts'
import { Stop } from '../stop.ts'
import { copyFiles } from './copy-files.ts'
import { dumpPostgres, type Environment } from './postgres-tools.ts'
import { sayOfKey } from './second-factors.ts'

export interface BackupOptions {
  readonly database: string
  readonly env: Environment
}

/** Writes a database, as it stands at one moment, into a file that was not there; the portal may go on meanwhile. */
export async function backup(file: string, { database, env }: BackupOptions): Promise<void> {
  if (await sizeOf(file)) throw new Stop(`${file} is there already. Name a file that is not.`)
  if (!(await isFolder(dirname(file))))
    throw new Stop(`There is no folder ${dirname(file)} to write the backup into.`)
  const path = database.startsWith('sqlite:') ? database.slice('sqlite:'.length) : null
  if (path !== null && !(await sizeOf(path)))
    throw new Stop(`There is no database ${path}. Name it with --database.`)
  // Whatever ends this early leaves no file that looks like a backup.
  const partial = join(dirname(file), `.${basename(file)}.partial`)
  await rm(partial, { force: true })
  // It holds all that the database holds, so nobody else of this machine may read it.
  await (await open(partial, 'wx', 0o600)).close()
  let contents: Contents
  try {
    if (path === null) await dumpPostgres(database, partial, env)
    else await copyWhole(path, partial)
    contents = await contentsOf(path === null ? database : `sqlite:${partial}`)
    await toDisk(partial)
    await rename(partial, file)
    await toDisk(dirname(file))
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  const size = await sizeOf(file)
  const files = await copyFiles(file, database, env)
  process.stdout.write(`${file} holds ${inWords(contents)}, in ${bytes(size)}.\n`)
  if (files !== null) process.stdout.write(`${files}\n`)
  await sayOfKey(database, path === null ? database : `sqlite:${file}`, env)
}

async function copyWhole(path: string, partial: string): Promise<void> {
  try {
    await copySqlite(path, partial)
  } catch (error) {
    throw new Stop(`${path} could not be copied: ${error instanceof Error ? error.message : String(error)}.`)
  }
  const damage = await damageOf(partial)
  if (damage !== null) throw new Stop(`The copy of ${path} is not whole, and was not kept: ${damage}.`)
}

export async function contentsOf(database: string): Promise<Contents> {
  const db = await openDatabase(database, { connections: 1 }).catch((error: unknown) => {
    throw asStop(error)
  })
  try {
    return await readContents(db)
  } finally {
    await db.close()
  }
}

/** SQLite leaves what it wrote to the machine, which may lose it with its power. */
export async function toDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** 0 where there is none, or nothing in it. */
export async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  return found?.size ?? 0
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

export function inWords({ revision, records, tables }: Contents): string {
  const number = (count: number, one: string): string =>
    `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`
  return `revision ${revision} with ${number(records, 'record')} in ${number(tables, 'table')}`
}

function bytes(size: number): string {
  if (size < 1_000_000) return `${Math.ceil(size / 1000).toLocaleString('en')} kB`
  return `${(size / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`
}
