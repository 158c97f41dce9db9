import type { AccountId } from '../../accounts/account-id.ts'
import { removeSecondFactor } from '../../accounts/second-factor.ts'
import { endSessions } from '../../accounts/sessions.ts'
import { forgiveTries } from '../../accounts/tries.ts'
import { appendAudit } from '../../database/audit/append.ts'
import type { Transaction } from '../../database/database.ts'
import { askToForget } from '../../database/instances.ts'
import { triesOf } from './list.ts'
import { accountNamed, withArea, type AccountOptions } from './open.ts'

/** Whoever tried too often may try again at once. */
export function unlock(options: AccountOptions): Promise<void> {
  return change(
    options,
    'unlock',
    `${options.username} may try again.`,
    async (transaction, account, area) => {
      const [row] = await transaction.query(
        `select "username" as username from "${area.accounts}" where id = ?`,
        [account.id],
      )
      for (const key of triesOf(area, account.id, String(row?.['username'])))
        await forgiveTries(transaction, key)
    },
  )
}

export function endAllSessions(options: AccountOptions): Promise<void> {
  const said = `${options.username} is signed out everywhere.`
  return change(options, 'sessions-ended', said, async (transaction, account) => {
    await endSessions(transaction, account)
    await askToForget(transaction)
  })
}

export function resetSecondFactor(options: AccountOptions): Promise<void> {
  const said = `${options.username} has no second factor any more, and is signed out everywhere.`
  return change(options, 'reset-second-factor', said, async (transaction, account) => {
    await removeSecondFactor(transaction, account)
    await endSessions(transaction, account)
    await askToForget(transaction)
  })
}

async function change(
  options: AccountOptions,
  operation: string,
  said: string,
  work: (
    transaction: Transaction,
    account: AccountId,
    area: { readonly name: string; readonly accounts: string },
  ) => Promise<void>,
): Promise<void> {
  await withArea(options, async (making) => {
    const account = await accountNamed(making, options.username)
    await making.db.write(async (transaction) => {
      appendAudit(transaction, making.cause, { operation, ...account })
      await work(transaction, account, making.area)
    })
  })
  process.stdout.write(`${said}\n`)
}
