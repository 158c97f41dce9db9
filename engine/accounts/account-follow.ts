import type { Cause } from '../access/cause.ts'
import { appendAudit } from '../database/audit/append.ts'
import type { Transaction } from '../database/database.ts'
import type { EntityPlan } from '../plan/plan.ts'
import type { AccountId } from './account-id.ts'
import { voidLinks } from './links.ts'
import { removePassword, storePassword } from './password-store.ts'
import { removeSecondFactor } from './second-factor.ts'
import { endSessions } from './sessions.ts'
import { usernameOf } from './username.ts'

/** An address that changed may be somebody else's: links sent to the old one no longer work. */
export async function followAccountUpdate(
  transaction: Transaction,
  account: AccountId,
  changed: readonly string[],
): Promise<void> {
  if (changed.includes('email') || changed.includes('username')) await voidLinks(transaction, account)
}

/** Whoever was deleted is out at once. A password stays only where the account can be brought back. */
export async function followAccountRemoval(
  transaction: Transaction,
  entity: EntityPlan,
  account: AccountId,
): Promise<void> {
  await endSessions(transaction, account)
  await voidLinks(transaction, account)
  if (entity.softDelete) return
  await removePassword(transaction, account)
  await removeSecondFactor(transaction, account)
}

/**
 * Gives the account a password, whoever it was invited by. Ends its sessions and voids its links: who knew the old password,
 * or had a link, is out.
 */
export async function givePassword(
  transaction: Transaction,
  account: AccountId,
  hash: string,
  cause?: Cause,
): Promise<void> {
  await storePassword(transaction, account, hash)
  await voidLinks(transaction, account)
  await endSessions(transaction, account)
  const activated = await transaction.query(
    `update "${account.entity}" set "status" = ?, "version" = "version" + 1 where "id" = ? and "status" = ?
    returning "id"`,
    ['active', account.id, 'invited'],
  )
  appendAudit(transaction, cause, {
    operation: 'password',
    entity: account.entity,
    id: account.id,
    record: await usernameOf(transaction, account),
    changes: activated.length > 0 ? { status: ['invited', 'active'] } : null,
  })
}
