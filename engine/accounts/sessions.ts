import type { Database, Transaction } from '../database/database.ts'
import type { AccountId } from './account-id.ts'
import { noteSignIn } from './own-settings.ts'
import { closeSecondSteps } from './second-steps.ts'
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

/** Where somebody signed in, for them to know their sessions by. */
export interface SignedInFrom {
  readonly address: string
  /** As the browser names itself. */
  readonly browser: string | null
}

/** A new session, never one that was there before; what is over for anybody is cleared away by the way. */
export async function openSession(
  transaction: Transaction,
  { entity, id }: AccountId,
  { address, browser }: SignedInFrom,
): Promise<string> {
  const token = newToken()
  const now = Date.now()
  await transaction.query('delete from lintel_sessions where seen_at < ? or created_at < ?', [
    now - idleLimit,
    now - absoluteLimit,
  ])
  await transaction.query(
    `insert into lintel_sessions (token_hash, entity, account, created_at, seen_at, address, browser)
    values (?, ?, ?, ?, ?, ?, ?)`,
    [digest(token), entity, id, now, now, address, browser?.slice(0, 300) ?? null],
  )
  await noteSignIn(transaction, { entity, id })
  return token
}

export async function endSession(transaction: Transaction, token: string): Promise<void> {
  await transaction.query('delete from lintel_sessions where token_hash = ?', [digest(token)])
}

/**
 * All of an account's, but the one (its number) that is to stay, and all that have begun: those first, so that whoever is
 * being let in by one is waited for.
 */
export async function endSessions(
  transaction: Transaction,
  { entity, id }: AccountId,
  except: number | null = null,
): Promise<void> {
  await closeSecondSteps(transaction, { entity, id })
  await transaction.query('delete from lintel_sessions where account = ? and entity = ? and id <> ?', [
    id,
    entity,
    except ?? 0,
  ])
}

export async function touchSession(transaction: Transaction, session: number, now: number): Promise<void> {
  await transaction.query('update lintel_sessions set seen_at = ? where id = ?', [now, session])
}

/** A session as its owner sees it. */
export interface OwnSession extends SessionTimes {
  readonly id: number
  readonly address: string | null
  readonly browser: string | null
}

/** Those that are not over, the one used last first. */
export async function readSessions(db: Pick<Database, 'read'>, account: AccountId): Promise<OwnSession[]> {
  const now = Date.now()
  const rows = await db.read(
    `select id, created_at, seen_at, address, browser from lintel_sessions
    where account = ? and entity = ? and seen_at >= ? and created_at >= ? order by seen_at desc, id desc`,
    [account.id, account.entity, now - idleLimit, now - absoluteLimit],
  )
  return rows.map((row) => ({
    id: Number(row['id']),
    createdAt: Number(row['created_at']),
    seenAt: Number(row['seen_at']),
    address: typeof row['address'] === 'string' ? row['address'] : null,
    browser: typeof row['browser'] === 'string' ? row['browser'] : null,
  }))
}

/** One of an account's own; false where it is none of theirs. */
export async function endOwnSession(
  transaction: Transaction,
  { entity, id }: AccountId,
  session: number,
): Promise<boolean> {
  const ended = await transaction.query(
    'delete from lintel_sessions where id = ? and account = ? and entity = ? returning id',
    [session, id, entity],
  )
  return ended.length > 0
}

const proofLifetime = 5 * 60_000

/** Whoever has the session has just given the password. */
export async function proveSession(transaction: Transaction, session: number): Promise<void> {
  await transaction.query('update lintel_sessions set proved_at = ? where id = ?', [Date.now(), session])
}

/** A browser that was left open is not its owner: what matters for signing in asks for the password again. */
export async function isProved(db: Pick<Database, 'read'>, session: number): Promise<boolean> {
  const [row] = await db.read('select proved_at from lintel_sessions where id = ?', [session])
  return Number(row?.['proved_at'] ?? 0) > Date.now() - proofLifetime
}
