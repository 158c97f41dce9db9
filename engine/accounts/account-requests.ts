import type { Database, Transaction } from '../database/database.ts'
import { integerColumn, textColumn } from '../database/system-columns.ts'
import type { TablePlan } from '../plan/plan.ts'
import { digest, newToken } from './tokens.ts'

const hour = 3_600_000
/** Whoever asks on Friday may look at his mail on Sunday. */
const confirmedWithin = 48 * hour

/** What somebody asked for, until the mail that was sent for it has been answered. */
export interface PendingRequest {
  readonly area: string
  readonly email: string
  readonly language: string
  /** What was entered, by field. */
  readonly values: Readonly<Record<string, unknown>>
}

export const requestsTable: TablePlan = {
  name: 'lintel_visitor_requests',
  kind: 'records',
  columns: [
    textColumn('token_hash'),
    textColumn('area'),
    textColumn('email'),
    textColumn('language'),
    textColumn('given'),
    integerColumn('created_at'),
    integerColumn('expires_at'),
  ],
  indexes: [
    { name: 'lintel_visitor_requests$token_hash', columns: ['token_hash'], unique: true },
    { name: 'lintel_visitor_requests$expires_at', columns: ['expires_at'], unique: false },
  ],
  search: [],
}

/** Keeps it aside; what has not been confirmed in time goes. */
export async function keepRequest(
  transaction: Transaction,
  { area, email, language, values }: PendingRequest,
): Promise<{ readonly id: number; readonly token: string }> {
  const token = newToken()
  const now = Date.now()
  await transaction.query('delete from lintel_visitor_requests where expires_at < ?', [now])
  const [row] = await transaction.query(
    `insert into lintel_visitor_requests (token_hash, area, email, language, given, created_at, expires_at)
      values (?, ?, ?, ?, ?, ?, ?) returning id`,
    [digest(token), area, email, language, JSON.stringify(values), now, now + confirmedWithin],
  )
  return { id: Number(row?.['id']), token }
}

/** Of many who follow one link at once, one gets the request; others of the same address are done with too. */
export async function redeemRequest(
  transaction: Transaction,
  area: string,
  token: string,
): Promise<PendingRequest | null> {
  const [row] = await transaction.query(
    `delete from lintel_visitor_requests where token_hash = ? and area = ? and expires_at > ?
      returning email, language, given`,
    [digest(token), area, Date.now()],
  )
  if (!row) return null
  const email = String(row['email'])
  await transaction.query('delete from lintel_visitor_requests where area = ? and email = ?', [area, email])
  return { area, email, language: String(row['language']), values: valuesOf(row['given']) }
}

/** A link anew for one that still waits; the one before it no longer works. */
export async function renewRequest(
  transaction: Transaction,
  id: number,
): Promise<(PendingRequest & { readonly token: string }) | null> {
  const token = newToken()
  const now = Date.now()
  const [row] = await transaction.query(
    `update lintel_visitor_requests set token_hash = ?, expires_at = ? where id = ? and expires_at > ?
      returning area, email, language, given`,
    [digest(token), now + confirmedWithin, id, now],
  )
  if (!row) return null
  return {
    token,
    area: String(row['area']),
    email: String(row['email']),
    language: String(row['language']),
    values: valuesOf(row['given']),
  }
}

function valuesOf(given: unknown): Readonly<Record<string, unknown>> {
  // Written by `keepRequest` only.
  return JSON.parse(String(given)) as Record<string, unknown>
}

/** Whether somebody signs in with that address already. */
export async function isKnownAddress(
  db: Database,
  { accounts, softDelete }: { readonly accounts: string; readonly softDelete: boolean },
  folded: string,
): Promise<boolean> {
  const alive = softDelete ? 'and "deleted_at" is null' : ''
  const rows = await db.read(`select id from "${accounts}" where "email$folded" = ? ${alive} limit 1`, [
    folded,
  ])
  return rows.length > 0
}
