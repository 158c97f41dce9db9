import type { AccountId } from '../accounts/account-id.ts'
import {
  createFirstLink,
  createLink,
  firstPasswordLifetime,
  resetLifetime,
  type PasswordLink,
} from '../accounts/links.ts'
import { hasPassword } from '../accounts/password-store.ts'
import type { Transaction } from '../database/database.ts'
import type { AreaContext } from './context.ts'
import type { LinkAnswer } from './wire.ts'

type Areas = Pick<AreaContext, 'areas' | 'settings'>

/** A new link to set a password. */
export async function linkAddress(
  transaction: Transaction,
  context: Areas,
  account: AccountId,
): Promise<LinkAnswer> {
  const isFirst = !(await hasPassword(transaction, account))
  const lifetime = isFirst ? firstPasswordLifetime : resetLifetime
  return addressOf(context, account, await createLink(transaction, account, lifetime))
}

/** The link of an account that has just been made. */
export function firstLinkAddress(transaction: Transaction, context: Areas, account: AccountId): LinkAnswer {
  return addressOf(context, account, createFirstLink(transaction, account))
}

/** Where the account signs in. The token stands in the fragment, which is sent to no server. */
function addressOf(
  { areas, settings }: Areas,
  account: AccountId,
  { token, expiresAt }: PasswordLink,
): LinkAnswer {
  const area = areas.find((candidate) => candidate.area.accounts === account.entity)?.area
  if (!area) throw new Error(`nobody signs in with ${account.entity}`)
  const path = area.path === '/' ? '' : area.path
  return {
    link: `${settings.origin}${path}/set-password#token=${token}`,
    expires_at: new Date(expiresAt).toISOString(),
  }
}
