import type { Database, Transaction } from '../database/database.ts'
import { dialects } from '../database/dialects/registry.ts'
import type { AccountId } from './account-id.ts'

/** Replaces the password, if there was one. */
export async function storePassword(
  transaction: Transaction,
  { entity, id }: AccountId,
  hash: string,
): Promise<void> {
  await transaction.query(
    `insert into lintel_passwords (entity, account, hash, changed_at) values (?, ?, ?, ?)
    on conflict (account, entity) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [entity, id, hash, Date.now()],
  )
}

/** The account whose password was shown, and the hash that it was held against. */
export interface ShownPassword {
  readonly account: AccountId
  readonly hash: string
}

/**
 * Whether what was shown is still the password. Holding one against a hash takes a while, in which it may be changed: what is
 * done by it asks again, in the transaction that does it, and whoever changes it meanwhile waits.
 */
export async function isStillPassword(
  transaction: Transaction,
  { account: { entity, id }, hash }: ShownPassword,
): Promise<boolean> {
  const rows = await transaction.query(
    `select 1 as found from lintel_passwords where account = ? and entity = ? and hash = ?
    ${dialects[transaction.dialect].forUpdate}`,
    [id, entity, hash],
  )
  return rows.length > 0
}

export async function storedPassword(db: Database, { entity, id }: AccountId): Promise<string | null> {
  const [row] = await db.read('select hash from lintel_passwords where account = ? and entity = ?', [
    id,
    entity,
  ])
  return row ? String(row['hash']) : null
}

export async function hasPassword(transaction: Transaction, { entity, id }: AccountId): Promise<boolean> {
  const rows = await transaction.query(
    'select 1 as found from lintel_passwords where account = ? and entity = ?',
    [id, entity],
  )
  return rows.length > 0
}

export async function removePassword(transaction: Transaction, { entity, id }: AccountId): Promise<void> {
  await transaction.query('delete from lintel_passwords where account = ? and entity = ?', [id, entity])
}
