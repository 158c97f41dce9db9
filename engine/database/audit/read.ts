import type { Binding, Database, Row } from '../database.ts'
import { auditTable, entryValues } from './table.ts'

export interface AuditFilter {
  readonly who?: string
  readonly entity?: string
  readonly record?: number
  readonly operation?: string
  readonly outcome?: string
  /** ISO 8601. */
  readonly since?: string
  readonly until?: string
  /** At most so many. */
  readonly limit?: number
}

export type StoredEntry = {
  readonly [Column in 'who' | 'at' | 'operation' | 'outcome' | 'actor']: string
} & {
  readonly id: number
  readonly record_id: number | null
  readonly revision: number | null
  readonly times: number | null
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | null
} & {
  readonly [Column in 'entity' | 'record' | 'permission' | 'code' | 'area' | 'request' | 'address']:
    string | null
}

const atOnce = 1000

/** Entries in batches, by what was asked for. */
export async function* readEntries(
  db: Database,
  {
    order,
    limit = Number.MAX_SAFE_INTEGER,
    ...filter
  }: AuditFilter & { readonly order: 'latest' | 'oldest' },
): AsyncIterable<StoredEntry[]> {
  const terms: (readonly [sql: string, value: Binding | undefined])[] = [
    ['a.who = ?', filter.who],
    ['a.entity = ?', filter.entity],
    ['a.record_id = ?', filter.record],
    ['a.operation = ?', filter.operation],
    ['a.outcome = ?', filter.outcome],
    ['a.at >= ?', filter.since],
    ['a.at < ?', filter.until],
  ]
  const asked = terms.filter(([, value]) => value !== undefined)
  let last: number | null = null
  for (let left = limit; left > 0;) {
    const step = last === null ? [] : [order === 'latest' ? 'a.id < ?' : 'a.id > ?']
    const where = [...asked.map(([sql]) => sql), ...step].join(' and ') || '1 = 1'
    const bindings = [...asked.map(([, value]) => value ?? null), ...(last === null ? [] : [last])]
    const rows: Row[] = await db.read(
      `select ${entryValues(db.dialect)} from lintel_audit a where ${where}
        order by a.id ${order === 'latest' ? 'desc' : 'asc'} limit ${Math.min(left, atOnce)}`,
      bindings,
    )
    if (rows.length === 0) return
    yield rows.map(entryOf)
    left -= rows.length
    last = Number(rows.at(-1)?.['id'])
    if (rows.length < atOnce) return
  }
}

function entryOf(row: Row): StoredEntry {
  const names = ['id', ...auditTable.columns.map(({ name }) => name)]
  const values = Object.fromEntries(names.map((name) => [name, row[name]]))
  const changes = row['changes']
  // The columns are those of the table, which says what each holds.
  return {
    ...values,
    changes: typeof changes === 'string' ? (JSON.parse(changes) as unknown) : null,
  } as StoredEntry
}
