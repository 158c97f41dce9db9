import { createHash } from 'node:crypto'
import { name } from '../../access/sql.ts'
import type { Database, Row, Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import { auditTable } from './table.ts'

/** The end of the chain: what anybody who noted it down can later hold against it. */
export interface Head {
  /** How many entries were ever sealed. */
  readonly number: number
  readonly hash: string
}

const noHead: Head = { number: 0, hash: '' }

const atOnce = 500
/** PostgreSQL gives numbers before a transaction is committed: an entry may appear after some with higher numbers. */
const lateBy = 10_000
/** Of PostgreSQL's advisory lock: one instance seals. */
const sealKey = 7_310_577_614

/** Seals what has been written since; how many entries that were. One instance does so at a time, and no write waits for it. */
export async function sealEntries(db: Database): Promise<number> {
  let sealed = 0
  for (;;) {
    const count = await db.write(sealSome)
    sealed += count
    if (count < atOnce) return sealed
  }
}

async function sealSome(transaction: Transaction): Promise<number> {
  const { dialect } = transaction
  if (dialect === 'postgres') {
    const [row] = await transaction.query(`select pg_try_advisory_xact_lock(${sealKey}) as mine`, [])
    if (row?.['mine'] !== true) return 0
  }
  let head = await headOf(transaction)
  const rows = await transaction.query(unsealedSql(dialect), [])
  if (rows.length === 0) return 0
  const seals = rows.map((row) => {
    head = { number: head.number + 1, hash: sealOf(head.hash, row) }
    return { ...head, entry: Number(row['id']) }
  })
  await transaction.query(insertSql[dialect], [JSON.stringify(seals)])
  await transaction.query(
    `insert into lintel_applied (name, value) values ('audit-head', ?)
      on conflict (name) do update set value = excluded.value`,
    [JSON.stringify(head)],
  )
  return rows.length
}

const insertSql = {
  sqlite: `insert into lintel_audit_seals (number, entry, hash)
    select value ->> 'number', value ->> 'entry', value ->> 'hash' from json_each(?)`,
  postgres: `insert into lintel_audit_seals (number, entry, hash)
    select number, entry, hash from jsonb_to_recordset(?::jsonb) as seal(number bigint, entry bigint, hash text)`,
}

function unsealedSql(dialect: Database['dialect']): string {
  const last = '(select coalesce(max(entry), 0) from lintel_audit_seals)'
  const late = `a.id > ${last} - ${lateBy} and not exists (select 1 from lintel_audit_seals s where s.entry = a.id)`
  const where = dialect === 'sqlite' ? `a.id > ${last}` : late
  return `select ${contentColumns(dialect)} from lintel_audit a where ${where} order by a.id limit ${atOnce}`
}

/** What the seal is of; moments as texts. Columns of a later version come last, and count only where they hold something. */
export function contentColumns(dialect: Database['dialect']): string {
  const columns = auditTable.columns.map(({ name: column, storage }) => {
    const own = name('a', column)
    return storage.kind === 'dateTime'
      ? `${dialects[dialect].text(storage, own).text} as ${name(column).text}`
      : own.text
  })
  return ['a.id', ...columns].join(', ')
}

export function sealOf(before: string, row: Row): string {
  const names = ['id', ...auditTable.columns.map((column) => column.name)]
  const content = names.flatMap((column) => (row[column] === null ? [] : [[column, row[column]]]))
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify(content)}`)
    .digest('hex')
}

/** Of the last seal; where retention has taken them all, of what it left in their place. */
export async function headOf(from: Transaction | Pick<Database, 'read'>): Promise<Head> {
  const sql = `select number, hash from (
      select number, hash from lintel_audit_seals where number = (select max(number) from lintel_audit_seals)
      union all
      select number, hash from lintel_audit_checkpoints where number = (select max(number) from lintel_audit_checkpoints)
    ) as ends order by number desc limit 1`
  const [row] = 'read' in from ? await from.read(sql, []) : await from.query(sql, [])
  return row ? { number: Number(row['number']), hash: String(row['hash']) } : noHead
}

/** Whether there may be something to seal: asked every second, so it must cost next to nothing. */
export async function lastEntry(db: Database): Promise<number> {
  const [row] = await db.read('select max(id) as id from lintel_audit', [])
  return Number(row?.['id'] ?? 0)
}
