import type { Change } from '../change/change.ts'
import type { Plan } from '../plan/plan.ts'
import type { Database, Row, Transaction } from './database.ts'
import { textColumn } from './system-columns.ts'
import type { SystemTable } from './tables.ts'

/** Definitions as they were applied. Numbers rise by one or more, and are never used twice. */
export interface Revision {
  readonly number: number
  /** As in `2026-11-22T08:00:00.000Z`. */
  readonly createdAt: string
  readonly author: string
  /** Path below the folder of the definitions → text. */
  readonly files: Readonly<Record<string, string>>
  readonly plan: Plan
  /** What it did, of the revision before; null for the first. */
  readonly change: Change | null
}

export type NewRevision = Omit<Revision, 'number' | 'createdAt'>

export const revisionsTable: SystemTable = {
  name: 'lintel_revisions',
  kind: 'records',
  columns: [
    textColumn('created_at'),
    textColumn('author'),
    textColumn('files'),
    textColumn('plan'),
    textColumn('change'),
  ],
  indexes: [],
  search: [],
}

type Reading = Pick<Database, 'read'> | Pick<Transaction, 'query'>

function rows(from: Reading, sql: string, bindings: readonly number[]): Promise<Row[]> {
  return 'read' in from ? from.read(sql, bindings) : from.query(sql, bindings)
}

/** Revisions never change: the last one that was read is kept, since it takes some milliseconds to understand. */
const remembered = new WeakMap<Reading, Revision>()

/** The one that is in force; null where nothing has been applied. */
export async function latestRevision(from: Reading): Promise<Revision | null> {
  const known = remembered.get(from)
  if (known && known.number === (await latestNumber(from))) return known
  const [row] = await rows(from, 'select * from lintel_revisions order by id desc limit 1', [])
  if (!row) return null
  const revision = revisionOf(row)
  remembered.set(from, revision)
  return revision
}

export async function readRevision(from: Reading, number: number): Promise<Revision | null> {
  const [row] = await rows(from, 'select * from lintel_revisions where id = ?', [number])
  return row ? revisionOf(row) : null
}

/** The number of the one in force, 0 where there is none: cheap enough to ask every second. */
export async function latestNumber(from: Reading): Promise<number> {
  const [row] = await rows(from, 'select max(id) as number from lintel_revisions', [])
  return Number(row?.['number'] ?? 0)
}

/** Every revision from one to another, in that direction, both included. */
export async function readWay(from: Reading, first: number, last: number): Promise<Revision[]> {
  const [low, high] = first < last ? [first, last] : [last, first]
  const found = await rows(from, 'select * from lintel_revisions where id between ? and ? order by id', [
    low,
    high,
  ])
  const revisions = found.map(revisionOf)
  return first < last ? revisions : revisions.reverse()
}

export type RevisionEntry = Pick<Revision, 'number' | 'createdAt' | 'author' | 'change'>

/** The latest first, without what is large. */
export async function listRevisions(from: Reading, most: number): Promise<RevisionEntry[]> {
  const found = await rows(
    from,
    'select id, created_at, author, change from lintel_revisions order by id desc limit ?',
    [most],
  )
  return found.map((row) => ({
    number: Number(row['id']),
    createdAt: String(row['created_at']),
    author: String(row['author']),
    change: JSON.parse(String(row['change'])) as Change | null,
  }))
}

export async function recordRevision(transaction: Transaction, revision: NewRevision): Promise<number> {
  const [row] = await transaction.query(
    'insert into lintel_revisions (created_at, author, files, plan, change) values (?, ?, ?, ?, ?) returning id',
    [
      new Date().toISOString(),
      revision.author,
      JSON.stringify(revision.files),
      JSON.stringify(revision.plan),
      JSON.stringify(revision.change),
    ],
  )
  return Number(row?.['id'])
}

function revisionOf(row: Row): Revision {
  return {
    number: Number(row['id']),
    createdAt: String(row['created_at']),
    author: String(row['author']),
    files: JSON.parse(String(row['files'])) as Revision['files'],
    plan: JSON.parse(String(row['plan'])) as Plan,
    change: JSON.parse(String(row['change'])) as Change | null,
  }
}
