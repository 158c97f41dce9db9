import { text } from 'node:stream/consumers'
import { createFirstLink } from '../../accounts/links.ts'
import { AccountNotMade } from '../../accounts/account-not-made.ts'
import { createAccount } from '../../accounts/make-account.ts'
import { Stop } from '../stop.ts'
import { linkText } from './link.ts'
import { withArea, type AccountOptions } from './open.ts'

export interface CreateAccountOptions extends AccountOptions {
  /** The name of a role. */
  readonly role: string
  readonly email?: string
  readonly set: Readonly<Record<string, string>>
  /** Whether the password stands on the standard input; a link to set one is told otherwise. */
  readonly passwordStdin: boolean
  readonly origin?: string
}

/** Makes an account that can sign in. */
export async function createAccountCommand(options: CreateAccountOptions): Promise<void> {
  const password = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : null
  const said = await withArea(options, async (making) => {
    const { db, area } = making
    if (area.signOn && password !== null)
      throw new Stop(`People sign in to ${area.name} with a provider: there are no passwords.`)
    try {
      const id = await createAccount(making, { ...options, password })
      if (password !== null || area.signOn) return `${options.username} can sign in now.`
      const account = { entity: area.accounts, id }
      const link = await db.write(async (transaction) => createFirstLink(transaction, account))
      return linkText(making, options, link)
    } catch (error) {
      throw error instanceof AccountNotMade ? new Stop(error.message) : error
    }
  })
  process.stdout.write(`${said}\n`)
}
