import type { Database, Row, Transaction } from '../database.ts'
import { integerColumn, textColumn } from '../system-columns.ts'
import type { SystemTable } from '../tables.ts'

/** A refused request, as far as it takes to say why later on: explanations are made when somebody asks. */
export interface Refused {
  /** As the answer has it. */
  readonly id: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly area: string
  readonly account: number
  /** Page → level, as the role had them then. */
  readonly levels: Readonly<Record<string, string>>
  readonly revision: number
  /** `PATCH /api/books/7`, without what stands after `?`. */
  readonly request: string
  readonly status: number
  readonly code: string
  readonly about: RefusedAbout
}

export interface RefusedAbout {
  /** As `parseQuestion` takes them; empty where the request was about nothing that permissions name. */
  readonly questions: readonly string[]
  /** What a write gave, as far as it is short. */
  readonly given: Readonly<Record<string, unknown>> | null
}

export const refusalsTable: SystemTable = {
  name: 'lintel_refusals',
  kind: 'records',
  columns: [
    textColumn('refusal'),
    textColumn('at'),
    textColumn('area'),
    integerColumn('account'),
    textColumn('levels'),
    integerColumn('revision'),
    textColumn('request'),
    integerColumn('status'),
    textColumn('code'),
    textColumn('about'),
  ],
  indexes: [{ name: 'lintel_refusals$refusal', columns: ['refusal'], unique: false }],
  search: [],
}

/** The latest are kept: whoever asks why does so soon. */
export const mostRefusals = 10_000

export async function keepRefusals(transaction: Transaction, refusals: readonly Refused[]): Promise<void> {
  for (const { id, levels, about, ...rest } of refusals) {
    transaction.append('lintel_refusals', {
      ...rest,
      refusal: id,
      levels: JSON.stringify(levels),
      about: JSON.stringify(about),
    })
  }
}

export async function forgetOldRefusals(transaction: Transaction): Promise<void> {
  await transaction.query(
    'delete from lintel_refusals where id <= (select max(id) from lintel_refusals) - ?',
    [mostRefusals],
  )
}

export async function readRefusal(db: Database, id: string): Promise<Refused | null> {
  const [row] = await db.read('select * from lintel_refusals where refusal = ?', [id])
  return row ? refusedOf(row) : null
}

function refusedOf(row: Row): Refused {
  return {
    id: String(row['refusal']),
    at: String(row['at']),
    area: String(row['area']),
    account: Number(row['account']),
    levels: JSON.parse(String(row['levels'])) as Refused['levels'],
    revision: Number(row['revision']),
    request: String(row['request']),
    status: Number(row['status']),
    code: String(row['code']),
    about: JSON.parse(String(row['about'])) as RefusedAbout,
  }
}
