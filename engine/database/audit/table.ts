import type { Storage } from '../../field-types/field-type.ts'
import { name, type Sql } from '../../access/sql.ts'
import { foldedName } from '../../plan/names.ts'
import type { ColumnPlan, IndexPlan } from '../../plan/plan.ts'
import { dialects } from '../dialects/registry.ts'
import type { SystemTable } from '../tables.ts'

const column = (name: string, storage: ColumnPlan['storage'], nullable = true): ColumnPlan => ({
  name,
  storage,
  nullable,
  references: null,
})
const text: Storage & { kind: 'text' } = { kind: 'text', folded: false }
const folded: Storage & { kind: 'text' } = { kind: 'text', folded: true }
const whole: Storage & { kind: 'integer' } = { kind: 'integer' }
const index = (columns: readonly string[]): IndexPlan => ({
  name: `lintel_audit$${columns[0] ?? ''}`,
  columns,
  unique: false,
})

/** Who did what to which record. Rows are added, and never changed; the oldest may go, with what sealed them. */
export const auditTable: SystemTable = {
  name: 'lintel_audit',
  kind: 'records',
  columns: [
    column('at', { kind: 'dateTime' }, false),
    column('operation', text, false),
    column('outcome', text, false),
    column('actor', text, false),
    column('who', folded, false),
    column('account_entity', text),
    column('account_id', whole),
    column('acting_as', folded),
    column('as_entity', text),
    column('as_id', whole),
    column('area', text),
    column('entity', text),
    column('record_id', whole),
    column('record', folded),
    column('fields', text),
    // A text, and not JSON: PostgreSQL would not keep it as it was, which the seal is to show.
    column('changes', text),
    column('permission', text),
    column('code', text),
    column('times', whole),
    column('revision', whole),
    column('request', text),
    column('address', text),
  ],
  indexes: [index(['record_id', 'entity']), index(['account_id', 'account_entity'])],
  search: [],
}

/** A value of an entry `a`; moments as texts. */
export function entryValue(dialect: 'sqlite' | 'postgres', { name: column, storage }: ColumnPlan): Sql {
  const own = name('a', column)
  return storage.kind === 'dateTime' ? dialects[dialect].text(storage, own) : own
}

/** All values of an entry `a`, each under its name. */
export function entryValues(dialect: 'sqlite' | 'postgres'): string {
  const values = auditTable.columns.map(
    (column) => `${entryValue(dialect, column).text} as ${name(column.name).text}`,
  )
  return ['a.id', ...values].join(', ')
}

/** The seal of each entry: its place in the chain, and the hash of it and of the seal before. */
const sealsTable: SystemTable = {
  name: 'lintel_audit_seals',
  kind: 'records',
  columns: [column('number', whole, false), column('entry', whole, false), column('hash', text, false)],
  indexes: [
    { name: 'lintel_audit_seals$number', columns: ['number'], unique: true },
    { name: 'lintel_audit_seals$entry', columns: ['entry'], unique: true },
  ],
  search: [],
}

/** What retention took away: every entry whose seal has this number or a lower one. */
const checkpointsTable: SystemTable = {
  name: 'lintel_audit_checkpoints',
  kind: 'records',
  columns: [
    column('number', whole, false),
    column('hash', text, false),
    column('entries', whole, false),
    column('upto', { kind: 'dateTime' }, false),
    column('made_at', { kind: 'dateTime' }, false),
  ],
  indexes: [{ name: 'lintel_audit_checkpoints$number', columns: ['number'], unique: true }],
  search: [],
}

export const auditTables = [auditTable, sealsTable, checkpointsTable]

/** What lists and grants of the definitions read: the entity `audit_entries`. */
export const auditView = 'audit_entries'

/** Columns of the trail of whose texts the trigrams are indexed: all that a search looks at. */
export const auditSearch = auditTable.columns.flatMap(({ name: column, storage }) =>
  storage.kind === 'text' && storage.folded ? [foldedName(column)] : [],
)

/** The columns of the entries that a list can show, `changes` as JSON. */
export function viewSql(dialect: 'sqlite' | 'postgres'): string {
  const columns = auditTable.columns.flatMap(({ name: column, storage }) =>
    storage.kind === 'text' && storage.folded ? [column, foldedName(column)] : [column],
  )
  const picked = columns.map((column) => {
    const own = name(column).text
    return column === 'changes' && dialect === 'postgres' ? `${own}::jsonb as ${own}` : own
  })
  return `select "id", ${dialect === 'postgres' ? '1::bigint' : '1'} as "version", ${picked.join(', ')} from lintel_audit`
}
