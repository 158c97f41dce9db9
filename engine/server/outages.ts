import { Busy } from '../accounts/turns.ts'
import { Failure } from './failures.ts'

/** Codes of PostgreSQL, SQLite and the network for a database that is away for a moment. */
const away = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08003',
  '08006',
  '40001',
  '40P01',
  '55P03',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
])

const full = new Set(['SQLITE_FULL', 'ENOSPC', '53100'])

/** What node-postgres says, without a code, of a connection that broke. */
const brokenConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/

/** A trouble that passes without us; null for one that is ours. */
export function outage(error: unknown): Failure | null {
  if (error instanceof Busy) return unavailable()
  if (!(error instanceof Error)) return null
  if (error instanceof AggregateError) return error.errors.map(outage).find((found) => found !== null) ?? null
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (away.has(code) || brokenConnection.test(error.message)) return unavailable()
  return full.has(code) ? new Failure(507, 'disk-full') : null
}

function unavailable(): Failure {
  return new Failure(503, 'unavailable', { headers: { 'retry-after': '2' } })
}
