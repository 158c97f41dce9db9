import type { Database, Transaction } from '../database/database.ts'
import type { AccountId } from './account-id.ts'
import { digest, newToken } from './tokens.ts'

const lifetime = 5 * 60_000

/** Remembers for five minutes that somebody gave the right password, for the code that follows. */
export async function openSecondStep(transaction: Transaction, { entity, id }: AccountId): Promise<string> {
  const token = newToken()
  const now = Date.now()
  await transaction.query('delete from lintel_second_steps where expires_at < ?', [now])
  transaction.append('lintel_second_steps', {
    token_hash: digest(token),
    entity,
    account: id,
    expires_at: now + lifetime,
  })
  return token
}

/** Whose it is, without using it up: codes are tried of an account. */
export async function secondStepOwner(
  db: Pick<Database, 'read'>,
  entity: string,
  token: string,
): Promise<AccountId | null> {
  const [row] = await db.read(
    'select account from lintel_second_steps where token_hash = ? and entity = ? and expires_at > ?',
    [digest(token), entity, Date.now()],
  )
  return row ? { entity, id: Number(row['account']) } : null
}

/** False where it is over by now. */
export async function takeSecondStep(
  transaction: Transaction,
  { entity, id }: AccountId,
  token: string,
): Promise<boolean> {
  const taken = await transaction.query(
    'delete from lintel_second_steps where token_hash = ? and account = ? and entity = ? returning id',
    [digest(token), id, entity],
  )
  return taken.length > 0
}

export async function closeSecondSteps(transaction: Transaction, { entity, id }: AccountId): Promise<void> {
  await transaction.query('delete from lintel_second_steps where account = ? and entity = ?', [id, entity])
}
