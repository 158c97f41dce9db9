import type { Database, Transaction } from '../database/database.ts'
import type { AccountId } from './account-id.ts'
import { digest, newToken } from './tokens.ts'

const minute = 60_000
export const resetLifetime = 30 * minute
/** Whoever is new may be away for a few days. */
export const firstPasswordLifetime = 7 * 24 * 60 * minute

export interface PasswordLink {
  readonly token: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** A link to set a password; those made before it no longer work. */
export async function createLink(
  transaction: Transaction,
  account: AccountId,
  lifetime: number,
): Promise<PasswordLink> {
  await voidLinks(transaction, account)
  return insertLink(transaction, account, lifetime)
}

/** For an account that has just been made: there is no link before it. */
export function createFirstLink(transaction: Transaction, account: AccountId): PasswordLink {
  return insertLink(transaction, account, firstPasswordLifetime)
}

function insertLink(transaction: Transaction, { entity, id }: AccountId, lifetime: number): PasswordLink {
  const token = newToken()
  const now = Date.now()
  transaction.append('lintel_password_links', {
    token_hash: digest(token),
    entity,
    account: id,
    created_at: now,
    expires_at: now + lifetime,
  })
  return { token, expiresAt: now + lifetime }
}

export async function voidLinks(transaction: Transaction, { entity, id }: AccountId): Promise<void> {
  await transaction.query('delete from lintel_password_links where account = ? and entity = ?', [id, entity])
}

/** Whose link it was; null where it does not work (any more). Of many at once, one gets the account. */
export async function redeemLink(
  transaction: Transaction,
  entity: string,
  token: string,
): Promise<AccountId | null> {
  const [row] = await transaction.query(
    'delete from lintel_password_links where token_hash = ? and entity = ? and expires_at > ? returning account',
    [digest(token), entity, Date.now()],
  )
  return row ? { entity, id: Number(row['account']) } : null
}

/** Whose link it is, without using it up: to look at a new password before. */
export async function linkOwner(db: Database, entity: string, token: string): Promise<AccountId | null> {
  const [row] = await db.read(
    'select account from lintel_password_links where token_hash = ? and entity = ? and expires_at > ?',
    [digest(token), entity, Date.now()],
  )
  return row ? { entity, id: Number(row['account']) } : null
}
