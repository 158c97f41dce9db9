import type { Database, Row, Transaction } from './database.ts'
import { integerColumn, nullable, textColumn } from './system-columns.ts'
import type { SystemTable } from './tables.ts'

/** A portal that runs on this database, perhaps on another machine. */
export interface Instance {
  readonly id: number
  readonly host: string
  readonly pid: number
  /** Base address of the links that it makes; null of one by an earlier version of the engine. */
  readonly origin: string | null
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly seenAt: number
  /** The definitions that it answers by. */
  readonly revision: number
  /** How often it was asked to read its definitions again, and up to which of these it has answered. */
  readonly asked: number
  readonly answered: number
  /** What came of it last. */
  readonly outcome: string
}

export const instancesTable: SystemTable = {
  name: 'lintel_instances',
  kind: 'records',
  columns: [
    textColumn('host'),
    integerColumn('pid'),
    integerColumn('started_at'),
    integerColumn('seen_at'),
    integerColumn('revision'),
    integerColumn('asked'),
    integerColumn('answered'),
    textColumn('outcome'),
    // How often somebody who wrote past it asked it to forget who is signed in.
    nullable(integerColumn('forget')),
    nullable(textColumn('origin')),
  ],
  indexes: [],
  search: [],
}

/** Milliseconds without a sign of life after which an instance is gone. */
const goneAfter = 90_000

export function addInstance(
  db: Database,
  { host, pid, origin, revision }: Pick<Instance, 'host' | 'pid' | 'origin' | 'revision'>,
): Promise<number> {
  const now = Date.now()
  return db.write(async (transaction) => {
    await transaction.query('delete from lintel_instances where seen_at < ? or (host = ? and pid = ?)', [
      now - goneAfter,
      host,
      pid,
    ])
    const [row] = await transaction.query(
      `insert into lintel_instances (host, pid, origin, started_at, seen_at, revision, asked, answered, outcome)
      values (?, ?, ?, ?, ?, ?, 0, 0, '') returning id`,
      [host, pid, origin, now, now, revision],
    )
    return Number(row?.['id'])
  })
}

export async function keepInstance(
  db: Database,
  id: number,
  { revision, answered, outcome }: Pick<Instance, 'revision' | 'answered' | 'outcome'>,
): Promise<void> {
  await db.write((transaction) =>
    transaction.query(
      'update lintel_instances set seen_at = ?, revision = ?, answered = ?, outcome = ? where id = ?',
      [Date.now(), revision, answered, outcome, id],
    ),
  )
}

export async function removeInstance(db: Database, id: number): Promise<void> {
  await db.write((transaction) => transaction.query('delete from lintel_instances where id = ?', [id]))
}

/** What an instance looks for every now and then: the newest definitions, and whether it is to read its own again. */
export async function newsFor(
  db: Database,
  id: number,
): Promise<{ readonly revision: number; readonly asked: number; readonly forget: number }> {
  const [row] = await db.read(
    `select max(r.id) as revision,
      (select asked from lintel_instances where id = ?) as asked,
      (select forget from lintel_instances where id = ?) as forget
    from lintel_revisions r`,
    [id, id],
  )
  return {
    revision: Number(row?.['revision'] ?? 0),
    asked: Number(row?.['asked'] ?? 0),
    forget: Number(row?.['forget'] ?? 0),
  }
}

/** What a command changed of accounts or sessions, running instances may still remember otherwise. */
export async function askToForget(transaction: Transaction): Promise<void> {
  await transaction.query('update lintel_instances set forget = coalesce(forget, 0) + 1', [])
}

/** Those that gave a sign of life lately. */
export async function readInstances(db: Database): Promise<Instance[]> {
  const rows = await db.read('select * from lintel_instances where seen_at >= ? order by id', [
    Date.now() - goneAfter,
  ])
  return rows.map(instanceOf)
}

/** Asks all of them to read their definitions again. */
export async function askInstances(db: Database): Promise<Instance[]> {
  const rows = await db.write((transaction) =>
    transaction.query('update lintel_instances set asked = asked + 1 where seen_at >= ? returning *', [
      Date.now() - goneAfter,
    ]),
  )
  return rows.map(instanceOf)
}

function instanceOf(row: Row): Instance {
  return {
    id: Number(row['id']),
    host: String(row['host']),
    pid: Number(row['pid']),
    origin: typeof row['origin'] === 'string' ? row['origin'] : null,
    startedAt: Number(row['started_at']),
    seenAt: Number(row['seen_at']),
    revision: Number(row['revision']),
    asked: Number(row['asked']),
    answered: Number(row['answered']),
    outcome: String(row['outcome']),
  }
}
