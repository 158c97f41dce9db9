import { chmod, chown, copyFile, link, open, rename, rm, stat } from 'node:fs/promises'
import { requestsTable } from '../../accounts/account-requests.ts'
import { accountTables } from '../../accounts/tables.ts'
import { damageOf, isInUse, type Contents } from '../../database/backup.ts'
import { openDatabase } from '../../database/connect.ts'
import { instancesTable } from '../../database/instances.ts'
import { outboxTable } from '../../effects/tables.ts'
import { asStop, makeFolderOf } from '../database.ts'
import { Stop } from '../stop.ts'
import { contentsOf, inWords, sizeOf, toDisk } from './backup.ts'
import { restoreFiles } from './copy-files.ts'
import { fillPostgres, type Environment } from './postgres-tools.ts'
import { sayWhatCannotBeRead } from './second-factors.ts'

export interface RestoreBackupOptions {
  readonly database: string
  readonly env: Environment
  /** Puts it in the place of a database that holds something; that is kept beside it. */
  readonly replace: boolean
}

const marks = { 'SQLite format 3\0': 'sqlite', PGDMP: 'postgres' } as const

/** Makes a database what a backup holds, or leaves it as it is. Nobody stays signed in, and no mail is sent twice. */
export async function restoreBackup(file: string, options: RestoreBackupOptions): Promise<void> {
  const kind = await kindOf(file)
  const wanted = options.database.startsWith('sqlite:') ? 'sqlite' : 'postgres'
  if (kind === null) throw new Stop(`${file} is no backup. Name a file that lintel backup has made.`)
  if (kind !== wanted)
    throw new Stop(`${file} is a backup of ${names[kind]}, and ${names[wanted]} cannot take it.`)
  await restoreFiles(file, options.database, options.env)
  if (kind === 'sqlite') await restoreSqlite(file, options)
  else await restorePostgres(file, options)
  await sayWhatCannotBeRead(options.database, options.env)
}

const names = { sqlite: 'a SQLite database', postgres: 'a PostgreSQL database' }

async function kindOf(file: string): Promise<'sqlite' | 'postgres' | null> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'There is no file' : 'It cannot be read:'
    throw new Stop(`${reason} ${file}. Name a file that lintel backup has made.`)
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0)
    const start = buffer.toString('latin1', 0, bytesRead)
    const found = Object.entries(marks).find(([mark]) => start.startsWith(mark))
    return found?.[1] ?? null
  } catch {
    return null
  } finally {
    await handle.close()
  }
}

async function restoreSqlite(file: string, { database, replace }: RestoreBackupOptions): Promise<void> {
  const path = database.slice('sqlite:'.length)
  await makeFolderOf(database)
  const coming = `${path}.restoring`
  await removeSqlite(coming)
  try {
    await copyFile(file, coming)
    const damage = await damageOf(coming)
    if (damage !== null) throw new Stop(`${file} is not whole, and nothing was changed: ${damage}.`)
    const contents = await contentsOf(`sqlite:${coming}`)
    await checkPlace(file, contents, path, replace)
    await forgetVisitors(`sqlite:${coming}`)
    await lookLike(path, coming)
    await toDisk(coming)
    const kept = (await sizeOf(path)) > 0 ? `${path}.before-restore-${stamp()}` : null
    if (kept !== null) await link(path, kept).catch(() => copyFile(path, kept))
    await rename(coming, path)
    await removeSqlite(coming)
    process.stdout.write(
      `${path} is ${inWords(contents)}, as ${file} has it. Everybody signs in again.\n` +
        (kept === null ? '' : `What was there before is in ${kept}.\n`),
    )
  } catch (error) {
    await removeSqlite(coming)
    throw error
  }
}

async function checkPlace(file: string, coming: Contents, path: string, replace: boolean): Promise<void> {
  if (coming.portal === null)
    throw new Stop(`${file} is a database of something else, and no backup of a portal.`)
  if (!(await sizeOf(path))) return
  const inUse = await isInUse(path).catch((error: unknown) => {
    throw asStop(error)
  })
  if (inUse) throw new Stop(`${path} is in use. Stop the portal, and try again.`)
  const there = await contentsOf(`sqlite:${path}`)
  if (there.portal === null && there.records === 0) return
  if (there.portal !== null && there.portal !== coming.portal)
    throw new Stop(
      `${file} is a backup of the portal ${coming.portal}, and ${path} belongs to the portal ${there.portal}. Name another --database.`,
    )
  if (!replace)
    throw new Stop(
      `${path} holds ${inWords(there)}. To put ${inWords(coming)} in its place, say --replace: what is there is kept beside it.`,
    )
}

async function restorePostgres(file: string, { database, env }: RestoreBackupOptions): Promise<void> {
  const there = await contentsOf(database)
  if (there.tables > 0 || there.revision > 0)
    throw new Stop(
      `The database holds ${inWords(there)}. A backup of PostgreSQL goes into an empty database: make one with createdb, and start the portal on it.`,
    )
  await fillPostgres(database, file, env)
  await forgetVisitors(database)
  process.stdout.write(
    `The database is ${inWords(await contentsOf(database))}, as ${file} has it. Everybody signs in again.\n`,
  )
}

/** How somebody signs in, and what they chose, is as it was. */
const lastingTables = new Set([
  'lintel_passwords',
  'lintel_second_factors',
  'lintel_recovery_codes',
  'lintel_accounts',
])

/**
 * Who had signed out since is not let in again, no link works twice, no mail that has gone goes again, and no portal that ran
 * then is told to reload.
 */
async function forgetVisitors(database: string): Promise<void> {
  const db = await openDatabase(database, { connections: 1 })
  try {
    const passing = [...accountTables, requestsTable, outboxTable, instancesTable]
      .map(({ name }) => name)
      .filter((name) => !lastingTables.has(name))
    for (const name of passing) {
      const there =
        db.dialect === 'sqlite'
          ? await db.read('select 1 as found from sqlite_schema where name = ?', [name])
          : await db.read('select 1 as found where to_regclass(?) is not null', [name])
      if (there.length > 0) await db.write((transaction) => transaction.query(`delete from ${name}`, []))
    }
  } finally {
    await db.close()
  }
}

/** Whoever could open what was there can open what takes its place. */
async function lookLike(path: string, coming: string): Promise<void> {
  const there = await stat(path).catch(() => null)
  if (!there) return
  await chmod(coming, there.mode)
  // Only root may give files away; for anybody else the owner is right already.
  await chown(coming, there.uid, there.gid).catch(() => undefined)
}

async function removeSqlite(path: string): Promise<void> {
  for (const part of ['', '-wal', '-shm', '-journal']) await rm(`${path}${part}`, { force: true })
}

function stamp(): string {
  return new Date().toISOString().replace(/[-:]/g, '').replace(/\..*$/, '')
}
