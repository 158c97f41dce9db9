import type { Identity } from '../accounts/identities.ts'
import { storedPassword, type ShownPassword } from '../accounts/password-store.ts'
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

/** Refuses (`422` at `current`) what is not the account's present password, and says which it was; tries are counted. */
export async function demandPassword(
  { db, area }: AreaContext,
  { account }: Identity,
  current: string,
): Promise<ShownPassword> {
  const tried = ['password', area.accounts, account.id] as const
  const wait = await takeTry(db, tried)
  if (wait > 0) throw tooMany(wait)
  const hash = await storedPassword(db, account)
  if (!(await isPassword(hash, current)) || hash === null) throw wrongPassword()
  await db.write((transaction) => forgiveTries(transaction, tried))
  return { account, hash }
}

export function wrongPassword(): Failure {
  return invalid([{ field: 'current', key: 'password-wrong' }])
}
