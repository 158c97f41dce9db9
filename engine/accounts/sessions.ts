import type { Transaction } from '../database/database.ts'
import type { AccountId } from './account-id.ts'
import { digest, newToken } from './tokens.ts'

const hour = 3_600_000
/** A session ends when nobody used it for so long, and in any case after its absolute limit. */
export const idleLimit = 12 * hour
export const absoluteLimit = 7 * 24 * hour

export interface SessionTimes {
  readonly createdAt: number
  readonly seenAt: number
}

export function isOver({ createdAt, seenAt }: SessionTimes, now: number): boolean {
  return now - seenAt > idleLimit || now - createdAt > absoluteLimit
}

/** A new session, never one that was there before; what is over for anybody is cleared away by the way. */
export async function openSession(transaction: Transaction, { entity, id }: AccountId): Promise<string> {
  const token = newToken()
  const now = Date.now()
  await transaction.query('delete from lintel_sessions where seen_at < ? or created_at < ?', [
    now - idleLimit,
    now - absoluteLimit,
  ])
  await transaction.query(
    'insert into lintel_sessions (token_hash, entity, account, created_at, seen_at) values (?, ?, ?, ?, ?)',
    [digest(token), entity, id, now, now],
  )
  return token
}

export async function endSession(transaction: Transaction, token: string): Promise<void> {
  await transaction.query('delete from lintel_sessions where token_hash = ?', [digest(token)])
}

/** All of an account's, but the one (its number) that is to stay. */
export async function endSessions(
  transaction: Transaction,
  { entity, id }: AccountId,
  except: number | null = null,
): Promise<void> {
  await transaction.query('delete from lintel_sessions where account = ? and entity = ? and id <> ?', [
    id,
    entity,
    except ?? 0,
  ])
}

export async function touchSession(transaction: Transaction, session: number, now: number): Promise<void> {
  await transaction.query('update lintel_sessions set seen_at = ? where id = ?', [now, session])
}
