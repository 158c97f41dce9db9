import { encode } from '../../access/encode.ts'
import type { Dialect } from '../../access/sql.ts'
import type { Storage } from '../../field-types/field-type.ts'
import type { Binding } from '../database.ts'

/** What came as `after` or `before` is not a cursor of this list. */
export class BadCursor extends Error {
  constructor() {
    super('not a cursor of this list')
  }
}

/** The sort keys of the row at the end of a page, and its id: where the next page goes on, whatever changes meanwhile. */
export type Keys = readonly Binding[]

/** `keys` is the JSON array that the database wrote for the row. */
export function writeCursor(sorted: string, keys: string): string {
  return Buffer.from(`[${JSON.stringify(sorted)},${keys.slice(1)}`).toString('base64url')
}

/** `storages` are those of the sort keys; the id comes last. */
export function readCursor(
  dialect: Dialect,
  sorted: string,
  storages: readonly Storage[],
  cursor: string,
): Keys {
  const parts = parse(cursor)
  if (!Array.isArray(parts) || parts.length !== storages.length + 2 || parts[0] !== sorted)
    throw new BadCursor()
  const id: unknown = parts[parts.length - 1]
  if (!Number.isSafeInteger(id) || Number(id) < 1) throw new BadCursor()
  return [...storages.map((storage, index) => key(dialect, storage, parts[index + 1])), Number(id)]
}

function parse(cursor: string): unknown {
  if (!/^[A-Za-z0-9_-]{1,8000}$/.test(cursor)) throw new BadCursor()
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw new BadCursor()
  }
}

function key(dialect: Dialect, storage: Storage, value: unknown): Binding {
  // The database writes its keys as it keeps them: amounts in their smallest unit, SQLite's booleans as numbers.
  const kept =
    storage.kind === 'scaled' || (storage.kind === 'boolean' && dialect === 'sqlite')
      ? ({ kind: 'integer' } as const)
      : storage
  try {
    return encode(kept, value, dialect)
  } catch {
    throw new BadCursor()
  }
}
