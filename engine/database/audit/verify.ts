import type { Database, Row } from '../database.ts'
import { contentSql, headOf, sealOf, type Head } from './seal.ts'
import { entryValues } from './table.ts'

/** What is wrong with an audit trail, in the order of the chain. */
export interface Flaw {
  /** Place in the chain; null of an entry that has none. */
  readonly number: number | null
  /** Id of the entry; null where only its place is known. */
  readonly entry: number | null
  readonly sentence: string
}

export interface Verified {
  readonly head: Head
  /** Entries that are as they were sealed, and those that are not sealed yet. */
  readonly sound: number
  readonly unsealed: number
  /** What retention has taken away. */
  readonly forgotten: number
  /** The first of them; there may be more. */
  readonly flaws: readonly Flaw[]
  readonly more: number
}

const atOnce = 1000
const mostFlaws = 20

/** Looks at every entry and its seal. `noted` is a head of before, kept where nobody who changes the database can change it. */
export async function verifyAudit(db: Database, noted: Head | null = null): Promise<Verified> {
  const flaws: Flaw[] = []
  let more = 0
  const note = (number: number | null, entry: number | null, sentence: string): void => {
    if (flaws.length < mostFlaws) flaws.push({ number, entry, sentence })
    else more++
  }
  const start = await checkpoint(db)
  let before: Head = start
  let sound = 0
  let isNotedFound = noted === null || noted.number <= start.number
  for (;;) {
    const rows = await db.read(sealedSql(db.dialect), [before.number])
    for (const row of rows) {
      const number = Number(row['number'])
      const entry = Number(row['entry'])
      const hash = String(row['hash'])
      if (number !== before.number + 1) note(before.number + 1, null, gap(before.number + 1, number - 1))
      if (row['id'] === null || row['id'] === undefined) note(number, entry, `Entry ${entry} is gone.`)
      // After a gap, what the seal was made of is not known.
      else if (number === before.number + 1 && sealOf(before.hash, String(row['content'])) !== hash)
        note(number, entry, `Entry ${entry} (${told(row)}) is not what was sealed.`)
      else sound++
      if (noted?.number === number) {
        isNotedFound = true
        if (noted.hash !== hash)
          note(number, entry, `The chain is another one than that whose head was noted at ${number}.`)
      }
      before = { number, hash }
    }
    if (rows.length < atOnce) break
  }
  const kept = await keptHead(db)
  if (kept && kept.number > before.number)
    note(before.number + 1, null, `The end is cut off: ${gap(before.number + 1, kept.number)}`)
  else if (!isNotedFound && noted)
    note(
      before.number + 1,
      null,
      `The end is cut off: the head that was noted is ${noted.number}, the last is ${before.number}.`,
    )
  for (const flaw of await strays(db)) note(null, flaw.entry, flaw.sentence)
  const unsealed = await count(
    db,
    'select count(*) as n from lintel_audit a where not exists (select 1 from lintel_audit_seals s where s.entry = a.id)',
  )
  const forgotten = await count(db, 'select coalesce(sum(entries), 0) as n from lintel_audit_checkpoints')
  return { head: await headOf(db), sound, unsealed, forgotten, flaws, more }
}

function sealedSql(dialect: Database['dialect']): string {
  return `select s.number, s.entry, s.hash, ${entryValues(dialect)}, ${contentSql(dialect)} as content
    from lintel_audit_seals s
    left join lintel_audit a on a.id = s.entry where s.number > ? order by s.number limit ${atOnce}`
}

function gap(first: number, last: number): string {
  return first === last
    ? `Number ${first} of the chain is gone.`
    : `Numbers ${first} to ${last} of the chain are gone.`
}

function told(row: Row): string {
  const { at, who, operation, entity, record_id: id } = row
  const record = typeof entity === 'string' ? ` ${entity}/${String(id)}` : ''
  return `${String(at)}, ${String(who)}, ${String(operation)}${record}`
}

async function checkpoint(db: Database): Promise<Head> {
  const [row] = await db.read(
    'select number, hash from lintel_audit_checkpoints order by number desc limit 1',
    [],
  )
  return row ? { number: Number(row['number']), hash: String(row['hash']) } : { number: 0, hash: '' }
}

async function keptHead(db: Database): Promise<Head | null> {
  const [row] = await db.read(`select value from lintel_applied where name = 'audit-head'`, [])
  return row ? (JSON.parse(String(row['value'])) as Head) : null
}

/** Entries that came in between afterwards, and, where numbers tell, those that went before they were sealed. */
async function strays(
  db: Database,
): Promise<readonly { readonly entry: number; readonly sentence: string }[]> {
  if (db.dialect !== 'sqlite') return []
  const added = await db.read(
    `select a.id from lintel_audit a where a.id < (select max(entry) from lintel_audit_seals)
      and not exists (select 1 from lintel_audit_seals s where s.entry = a.id) order by a.id limit ${mostFlaws}`,
    [],
  )
  const [row] = await db.read(
    `select seq, (select coalesce(max(id), 0) from lintel_audit) as last from sqlite_sequence where name = 'lintel_audit'`,
    [],
  )
  const [given, last] = [Number(row?.['seq'] ?? 0), Number(row?.['last'] ?? 0)]
  const sealed = await count(db, 'select coalesce(max(entry), 0) as n from lintel_audit_seals')
  return [
    ...added.map(({ id }) => ({ entry: Number(id), sentence: `Entry ${Number(id)} was added afterwards.` })),
    ...(given > last && last >= sealed
      ? [{ entry: last + 1, sentence: `Entry ${last + 1} is gone, from before it was sealed.` }]
      : []),
  ]
}

async function count(db: Database, sql: string): Promise<number> {
  const [row] = await db.read(sql, [])
  return Number(row?.['n'] ?? 0)
}
