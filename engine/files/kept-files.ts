import type { Dialect } from '../access/sql.ts'
import { name } from '../access/sql.ts'
import type { Database } from '../database/database.ts'
import { readTables, readTombstones } from '../database/change/state.ts'
import { integerColumn, textColumn } from '../database/system-columns.ts'
import type { SystemTable } from '../database/tables.ts'
import type { FileStore } from './store.ts'

/** Every key under which a file may stand: noted before its bytes come, and until they are gone. */
export const filesTable: SystemTable = {
  name: 'lintel_files',
  kind: 'records',
  columns: [textColumn('key'), integerColumn('noted_at')],
  indexes: [{ name: 'lintel_files$key', columns: ['key'], unique: true }],
  search: [],
}

export async function noteFile(db: Database, key: string): Promise<void> {
  await db.write((transaction) =>
    transaction.query('insert into lintel_files (key, noted_at) values (?, ?)', [key, Date.now()]),
  )
}

export async function forgetFile(db: Database, store: FileStore, key: string): Promise<void> {
  await store.remove(key)
  await db.write((transaction) => transaction.query('delete from lintel_files where key = ?', [key]))
}

/** Milliseconds after which a file that no record has belongs to no write under way. */
const patience = 3_600_000
const atOnce = 200

/**
 * Takes away files that no record has: of a write that came to nothing, of what was replaced or deleted. What removed fields
 * and entities had stays as long as they are kept aside. Answers how many.
 */
export async function sweepFiles(db: Database, store: FileStore, now = Date.now()): Promise<number> {
  const held = (await heldColumns(db)).map(
    ({ table, column }) =>
      `select ${keyOf(db.dialect, name(column).text)} as key from ${name(table).text} where ${name(column).text} is not null`,
  )
  const none = held.length > 0 ? `and key not in (${held.join(' union all ')})` : ''
  let swept = 0
  for (;;) {
    const rows = await db.read(
      `select key from lintel_files where noted_at < ? ${none} order by id limit ${atOnce}`,
      [now - patience],
    )
    for (const { key } of rows) await forgetFile(db, store, String(key))
    swept += rows.length
    if (rows.length < atOnce) return swept
  }
}

function keyOf(dialect: Dialect, column: string): string {
  return dialect === 'sqlite' ? `json_extract(${column}, '$.key')` : `${column}->>'key'`
}

/** Where keys of files stand: in the tables as they were made, and in what is kept aside. */
async function heldColumns(db: Database): Promise<{ readonly table: string; readonly column: string }[]> {
  const tables = await readTables(db)
  const tombstones = await readTombstones(db)
  return [
    ...tables.flatMap((table) =>
      table.columns
        .filter(({ storage }) => storage.kind === 'file')
        .map((column) => ({ table: table.name, column: column.name })),
    ),
    ...tombstones.flatMap((gone) => {
      if (gone.kind === 'field' && gone.plan.storage.kind === 'file' && gone.column !== null)
        return [{ table: gone.table, column: gone.column }]
      if (gone.kind !== 'entity') return []
      const fields = Object.values(gone.plan.fields).filter(({ storage }) => storage.kind === 'file')
      return fields.map((field) => ({ table: gone.table, column: field.name }))
    }),
  ]
}
