import { createLink, firstPasswordLifetime, resetLifetime, type PasswordLink } from '../../accounts/links.ts'
import { hasPassword } from '../../accounts/password-store.ts'
import { appendAudit } from '../../database/audit/append.ts'
import type { Making } from '../../accounts/making.ts'
import { readInstances } from '../../database/instances.ts'
import { Stop } from '../stop.ts'
import { accountNamed, withArea, type AccountOptions } from './open.ts'

/** Where a portal listens that is told nothing else. */
const usual = 'http://127.0.0.1:3000'

/** For the day when mail is down: a link to set a password, to be handed over by other means. */
export async function passwordLink(options: AccountOptions & { readonly origin?: string }): Promise<void> {
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
    return linkText(making, options, link)
  })
  process.stdout.write(`${said}\n`)
}

/** Leads to the portal that runs on the database, where nobody says where people reach it. */
export async function linkText(
  { db, area: { path } }: Making,
  { username, origin }: { readonly username: string; readonly origin?: string },
  { token, expiresAt }: PasswordLink,
): Promise<string> {
  const until = new Date(expiresAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  const base = origin ?? (await readInstances(db)).at(-1)?.origin ?? usual
  const address = `${base}${path === '/' ? '' : path}/set-password#token=${token}`
  return `With this link ${username} chooses a password, once, until ${until}:\n${address}`
}
