import { createLink, firstPasswordLifetime, resetLifetime, type PasswordLink } from '../../accounts/links.ts'
import { hasPassword } from '../../accounts/password-store.ts'
import { appendAudit } from '../../database/audit/append.ts'
import type { AreaPlan } from '../../plan/plan.ts'
import { Stop } from '../stop.ts'
import { accountNamed, withArea, type AccountOptions } from './open.ts'

/** For the day when mail is down: a link to set a password, to be handed over by other means. */
export async function passwordLink(options: AccountOptions & { readonly origin: string }): Promise<void> {
  const said = await withArea(options, async (making) => {
    const { db, area } = making
    if (area.signOn) throw new Stop(`People sign in to ${area.name} with a provider: there are no passwords.`)
    const account = await accountNamed(making, options.username)
    const link = await db.write(async (transaction) => {
      const lifetime = (await hasPassword(transaction, account)) ? resetLifetime : firstPasswordLifetime
      appendAudit(transaction, making.cause, {
        operation: 'password-link',
        ...account,
      })
      return createLink(transaction, account, lifetime)
    })
    return linkText(options, area, link)
  })
  process.stdout.write(`${said}\n`)
}

export function linkText(
  { username, origin }: { readonly username: string; readonly origin: string },
  { path }: AreaPlan,
  { token, expiresAt }: PasswordLink,
): string {
  const until = new Date(expiresAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  const address = `${origin}${path === '/' ? '' : path}/set-password#token=${token}`
  return `With this link ${username} chooses a password, once, until ${until}:\n${address}`
}
