import { hash } from 'node:crypto'
import type { Database, Row, Transaction } from '../database.ts'
import { auditTable, entryValue } from './table.ts'

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

type Source = Transaction | Database

interface Seal extends Head {
  readonly entry: number
}

/** Seals what has been written since; how many entries that were. One instance does so at a time, and no write waits for it. */
export async function sealEntries(db: Database): Promise<number> {
  const some = db.dialect === 'sqlite' ? sealBeside : (of: Database) => of.write(sealAlone)
  let sealed = 0
  for (;;) {
    const count = await some(db)
    sealed += count
    if (count < atOnce) return sealed
  }
}

/** Where writes stand in a queue, what takes long is done before it is their turn; who seals at the same time was first. */
async function sealBeside(db: Database): Promise<number> {
  const head = await headOf(db)
  const seals = await sealsAfter(head, db)
  if (seals.length === 0) return 0
  return db.write(async (transaction) =>
    (await headOf(transaction)).number === head.number ? add(transaction, seals) : 0,
  )
}

async function sealAlone(transaction: Transaction): Promise<number> {
  const [row] = await transaction.query(`select pg_try_advisory_xact_lock(${sealKey}) as mine`, [])
  if (row?.['mine'] !== true) return 0
  return add(transaction, await sealsAfter(await headOf(transaction), transaction))
}

async function sealsAfter(head: Head, from: Source): Promise<Seal[]> {
  let last = head
  const rows = await rowsOf(from, unsealedSql(from.dialect))
  return rows.map((row) => {
    last = { number: last.number + 1, hash: sealOf(last.hash, String(row['content'])) }
    return { ...last, entry: Number(row['id']) }
  })
}

async function add(transaction: Transaction, seals: readonly Seal[]): Promise<number> {
  const head = seals.at(-1)
  if (!head) return 0
  await transaction.query(insertSql[transaction.dialect], [JSON.stringify(seals)])
  await transaction.query(
    `insert into lintel_applied (name, value) values ('audit-head', ?)
      on conflict (name) do update set value = excluded.value`,
    [JSON.stringify({ number: head.number, hash: head.hash })],
  )
  return seals.length
}

const insertSql = {
  sqlite: `insert into lintel_audit_seals (number, entry, hash)
    select value ->> 'number', value ->> 'entry', value ->> 'hash' from jsonb_each(?)`,
  postgres: `insert into lintel_audit_seals (number, entry, hash)
    select number, entry, hash from jsonb_to_recordset(?::jsonb) as seal(number bigint, entry bigint, hash text)`,
}

function unsealedSql(dialect: Database['dialect']): string {
  const last = '(select coalesce(max(entry), 0) from lintel_audit_seals)'
  const late = `a.id > ${last} - ${lateBy} and not exists (select 1 from lintel_audit_seals s where s.entry = a.id)`
  const where = dialect === 'sqlite' ? `a.id > ${last}` : late
  return `select a.id, ${contentSql(dialect)} as content from lintel_audit a where ${where} order by a.id limit ${atOnce}`
}

/**
 * What an entry holds, as JSON: pairs of a column and its value, moments as texts, without what is empty, so that columns
 * of a later version change no seal. The same text from both databases.
 */
export function contentSql(dialect: Database['dialect']): string {
  const json = (value: string) => (dialect === 'sqlite' ? `json_quote(${value})` : `to_json(${value})::text`)
  const pairs = auditTable.columns.map((column) => {
    const { text } = entryValue(dialect, column)
    return `case when ${text} is not null then concat(',["${column.name}",', ${json(text)}, ']') end`
  })
  return `concat('[["id",', a.id, ']', ${pairs.join(', ')}, ']')`
}

export function sealOf(before: string, content: string): string {
  return hash('sha256', `${before}\n${content}`)
}

/** Of the last seal; where retention has taken them all, of what it left in their place. */
export async function headOf(from: Source): Promise<Head> {
  const sql = `select number, hash from (
      select number, hash from lintel_audit_seals where number = (select max(number) from lintel_audit_seals)
      union all
      select number, hash from lintel_audit_checkpoints where number = (select max(number) from lintel_audit_checkpoints)
    ) as ends order by number desc limit 1`
  const [row] = await rowsOf(from, sql)
  return row ? { number: Number(row['number']), hash: String(row['hash']) } : noHead
}

function rowsOf(from: Source, sql: string): Promise<Row[]> {
  return 'read' in from ? from.read(sql, []) : from.query(sql, [])
}

/** Whether there may be something to seal: asked every second, so it must cost next to nothing. */
export async function lastEntry(db: Database): Promise<number> {
  const [row] = await db.read('select max(id) as id from lintel_audit', [])
  return Number(row?.['id'] ?? 0)
}
