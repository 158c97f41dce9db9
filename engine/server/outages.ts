import { Busy } from '../accounts/turns.ts'
import { StatementTooSlow } from '../database/database.ts'
import { Failure, unavailable } from './failures.ts'

/** Codes of PostgreSQL, SQLite and the network for a database that is away for a moment. */
const away = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '53200',
  '53300',
  '08000',
  '08001',
  '08003',
  '08006',
  '40001',
  '40P01',
  '55P03',
  // Another instance has changed the tables, and this one is about to follow: no such table, no such column.
  '42P01',
  '42703',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
])

/** SQLite calls a disk that takes no more an error of input and output as often as full. */
const full = new Set(['SQLITE_FULL', 'SQLITE_IOERR', 'ENOSPC', '53100'])

/** What node-postgres says, without a code, of a connection that broke; and PostgreSQL, of a statement from before a change. */
const passing =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered|cached plan must not)/

/** A trouble that passes without us; null for one that is ours. */
export function outage(error: unknown): Failure | null {
  if (error instanceof Busy || error instanceof StatementTooSlow) return unavailable()
  if (!(error instanceof Error)) return null
  if (error instanceof AggregateError) return error.errors.map(outage).find((found) => found !== null) ?? null
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (away.has(code) || passing.test(error.message)) return unavailable()
  return full.has(code) ? new Failure(507, 'disk-full') : null
}
