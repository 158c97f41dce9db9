import type { AccountId } from '../accounts/account-id.ts'
import { createLink, firstPasswordLifetime, resetLifetime } from '../accounts/links.ts'
import { hasPassword } from '../accounts/password-store.ts'
import type { Transaction } from '../database/database.ts'
import type { AreaContext } from './context.ts'
import type { LinkAnswer } from './wire.ts'

/** A new link to set a password, where the account signs in. The token stands in the fragment, which is sent to no server. */
export async function linkAddress(
  transaction: Transaction,
  { areas, settings }: Pick<AreaContext, 'areas' | 'settings'>,
  account: AccountId,
): Promise<LinkAnswer> {
  const area = areas.find((candidate) => candidate.area.accounts === account.entity)?.area
  if (!area) throw new Error(`nobody signs in with ${account.entity}`)
  const isFirst = !(await hasPassword(transaction, account))
  const { token, expiresAt } = await createLink(
    transaction,
    account,
    isFirst ? firstPasswordLifetime : resetLifetime,
  )
  const path = area.path === '/' ? '' : area.path
  return {
    link: `${settings.origin}${path}/set-password#token=${token}`,
    expires_at: new Date(expiresAt).toISOString(),
  }
}
