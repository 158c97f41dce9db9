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
import type { AreaPlan } from '../plan/plan.ts'
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
  // Where no password is set, the link leads to where people sign in.
  const at = areaAddress({ settings }, area, area.signOn ? 'sign-in' : 'set-password')
  return {
    link: area.signOn ? at : `${at}#token=${token}`,
    expires_at: new Date(expiresAt).toISOString(),
  }
}

/** Where a page of an area is, for whoever is told by a mail. */
export function areaAddress(
  { settings }: Pick<AreaContext, 'settings'>,
  { path }: Pick<AreaPlan, 'path'>,
  page: string,
): string {
  return `${settings.origin}${path === '/' ? '' : path}/${page}`
}
