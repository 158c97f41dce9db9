import type { Identity } from '../accounts/identities.ts'
import { storedPassword } from '../accounts/password-store.ts'
import { isPassword } from '../accounts/passwords.ts'
import { isProved } from '../accounts/sessions.ts'
import { takeTry, forgiveTries } from '../accounts/tries.ts'
import type { AreaContext } from './context.ts'
import { Failure, invalid } from './failures.ts'
import { tooMany } from './limits.ts'

/** What matters for signing in is refused until the password was given again. */
export async function demandProof({ db, area }: AreaContext, { session }: Identity): Promise<void> {
  if (area.signOn || (await isProved(db, session))) return
  throw new Failure(403, 'proof-needed')
}

/** Refuses (`422` at `current`) what is not the account's present password; tries are counted. */
export async function demandPassword(
  { db, area }: AreaContext,
  { account }: Identity,
  current: string,
): Promise<void> {
  const tried = ['password', area.accounts, account.id] as const
  const wait = await takeTry(db, tried)
  if (wait > 0) throw tooMany(wait)
  if (!(await isPassword(await storedPassword(db, account), current))) {
    throw invalid([{ field: 'current', key: 'password-wrong' }])
  }
  await db.write((transaction) => forgiveTries(transaction, tried))
}
