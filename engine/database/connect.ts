import type { Database } from './database.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/** The message is one line for whoever starts the portal; it never holds a password. */
export class DatabaseNotOpened extends Error {
  constructor(url: string, cause: unknown) {
    super(`cannot open the database ${withoutSecrets(url)}: ${reasonOf(cause)}`, { cause })
  }
}

export interface DatabaseOptions {
  /** Connections that read; SQLite has one more that writes. */
  readonly connections?: number
}

/** `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. Throws `DatabaseNotOpened`. */
export async function openDatabase(url: string, { connections }: DatabaseOptions = {}): Promise<Database> {
  try {
    // SQLite takes it for a database that is gone when it is closed.
    if (url === 'sqlite:') throw new Error('it names no file. Write it as sqlite:data/lintel.db')
    if (url.startsWith('sqlite:')) return await openSqlite(url.slice('sqlite:'.length), connections ?? 3)
    if (/^postgres(ql)?:\/\//.test(url)) return await openPostgres(url, connections ?? 10)
  } catch (error) {
    throw new DatabaseNotOpened(url, error)
  }
  throw new DatabaseNotOpened(url, new Error('its address starts with neither sqlite: nor postgres://'))
}

/** A password may hold what ends it in an address, such as `@`: what cannot be taken apart is not told. */
function withoutSecrets(url: string): string {
  const [scheme, address] = url.split('://', 2)
  if (scheme === undefined || address === undefined) return url
  if (!URL.canParse(url)) return `${scheme}://…`
  const { host, pathname } = new URL(url)
  return `${scheme}://${host}${pathname}`
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const inner = cause instanceof AggregateError ? cause.errors.map(reasonOf).join(', ') : cause.message
  const [, code = ''] = /^(SQLITE_\w+): /.exec(inner) ?? []
  return (
    (sqliteReasons[code] ??
      inner
        .replace(/^SQLITE_\w+: /, '')
        .replace(/\s+/g, ' ')
        .trim()) ||
    cause.name
  )
}

const sqliteReasons: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'another program keeps it locked. Try again when that is done',
  SQLITE_CANTOPEN: 'its folder is not there, it is a folder itself, or this user has no right to it',
  SQLITE_NOTADB: 'it is no database of SQLite',
  SQLITE_READONLY: 'this user may not write it, or its -wal and -shm beside it, which reading takes too',
}
