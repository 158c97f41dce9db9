import { name } from '../access/sql.ts'
import { DatabaseNotOpened } from './connect.ts'
import type { Database } from './database.ts'
import { latestRevision } from './revisions.ts'
import { observeTables } from './schema/observe.ts'
import { asking } from './schema/rows.ts'
import { connect, isBusy, type Connection } from './sqlite-connection.ts'

/** What a database, or a backup of one, holds. */
export interface Contents {
  /** Name of the portal; null where nothing has been applied. */
  readonly portal: string | null
  /** 0 where nothing has been applied. */
  readonly revision: number
  readonly appliedAt: string | null
  readonly tables: number
  readonly records: number
}

export async function readContents(db: Database): Promise<Contents> {
  const tables = [...(await observeTables(db)).values()].filter(({ key }) => key.includes('id'))
  let records = 0
  for (const table of tables) {
    const [row] = await db.read(`select count(*) as n from ${name(table.name).text}`, [])
    records += Number(row?.['n'] ?? 0)
  }
  const revision = (await hasRevisions(db)) ? await latestRevision(db) : null
  return {
    portal: revision?.plan.portal ?? null,
    revision: revision?.number ?? 0,
    appliedAt: revision?.createdAt ?? null,
    tables: tables.length,
    records,
  }
}

async function hasRevisions(db: Database): Promise<boolean> {
  const found =
    db.dialect === 'sqlite'
      ? `select 1 as found from sqlite_schema where name = 'lintel_revisions'`
      : `select 1 as found from pg_tables where tablename = 'lintel_revisions' and schemaname = current_schema()`
  return (await asking(db)(found)).length > 0
}

/** A SQLite database as it stands at one moment, into a file that is not there yet, while others read and write. */
export async function copySqlite(path: string, file: string): Promise<void> {
  await using(path, ['busy_timeout = 5000'], async (connection) => {
    await connection.all('vacuum into ?', [file])
  })
}

/** Null where a file is a whole SQLite database; else what is wrong with it. */
export async function damageOf(file: string): Promise<string | null> {
  try {
    return await using(file, ['query_only = on'], async (connection) => {
      const rows = await connection.all('pragma integrity_check(3)', [])
      const found = rows.map((row) => String(row['integrity_check'])).filter((text) => text !== 'ok')
      const references = await connection.all('pragma foreign_key_check', [])
      if (references.length > 0) found.push(`${references.length} references to records that are not there`)
      return found.length === 0 ? null : found.join('; ').replace(/\s+/g, ' ')
    })
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^SQLITE_\w+: /, '') : String(error)
  }
}

/** Whether some other process has a SQLite database open. Where none has, what its log holds is in its file afterwards. */
export async function isInUse(path: string): Promise<boolean> {
  const alone = ['busy_timeout = 0', 'locking_mode = exclusive']
  try {
    await using(path, alone, (connection) => connection.exec('begin exclusive; rollback'))
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw new DatabaseNotOpened(`sqlite:${path}`, error)
  }
}

async function using<T>(
  path: string,
  pragmas: readonly string[],
  act: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(path, [])
  try {
    for (const pragma of pragmas) await connection.exec(`pragma ${pragma}`)
    return await act(connection)
  } finally {
    await connection.close()
  }
}
