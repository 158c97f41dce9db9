import type { Cause } from '../access/cause.ts'
import { isStorable } from '../access/encode.ts'
import type { AccountId } from '../accounts/account-id.ts'
import { AccountNotMade } from '../accounts/account-not-made.ts'
import { engineOf, findRole } from '../accounts/make-account.ts'
import type { Claims } from '../accounts/sign-on.ts'
import { DataRefused } from '../database/database.ts'
import { foldedName } from '../plan/names.ts'
import type { SignOn } from '../plan/plan.ts'
import { fold } from '../words/fold.ts'
import type { AreaContext } from './context.ts'
import { createRecord } from './writes.ts'

/** Whose account these claims stand for; made where the definitions say so; null where there is none. */
export async function claimedAccount(
  context: AreaContext,
  signOn: SignOn,
  claims: Claims,
  cause: Cause,
): Promise<AccountId | null> {
  const value = textOf(claims[signOn.match.claim])
  if (value === null) return null
  if (signOn.match.claim === 'email' && isUnverified(claims)) return null
  const found = await findBy(context, signOn.match.field, value)
  if (found || !signOn.create) return found
  try {
    return await make(context, signOn, signOn.create, claims, cause)
  } catch (error) {
    // Made meanwhile, by a request that came at the same moment; or it cannot be made of these claims.
    if (error instanceof DataRefused || error instanceof AccountNotMade) {
      return findBy(context, signOn.match.field, value)
    }
    throw error
  }
}

/**
 * Whoever has not shown an address to be theirs may have anybody's. Providers that say nothing of it vouch for it; of those
 * that do, some say so with a text.
 */
function isUnverified({ email_verified: verified }: Claims): boolean {
  return verified !== undefined && verified !== true && verified !== 'true'
}

/** Alike but for case: the folded form of an email may be another one's. */
async function findBy(
  { db, plan, area }: AreaContext,
  field: SignOn['match']['field'],
  value: string,
): Promise<AccountId | null> {
  const alive = plan.entities[area.accounts]?.softDelete ? 'and "deleted_at" is null' : ''
  const rows = await db.read(
    `select id, "${field}" as value from "${area.accounts}" where "${foldedName(field)}" = ? ${alive}`,
    [fold(value)],
  )
  const row = rows.find((each) => String(each['value']).toLowerCase() === value.toLowerCase())
  return row ? { entity: area.accounts, id: Number(row['id']) } : null
}

async function make(
  context: AreaContext,
  { match }: SignOn,
  { role, from }: NonNullable<SignOn['create']>,
  claims: Claims,
  cause: Cause,
): Promise<AccountId | null> {
  const { db, plan, area } = context
  const entity = plan.entities[area.accounts]
  const email = textOf(claims['email'])
  const username = textOf(claims[match.field === 'username' ? match.claim : 'preferred_username']) ?? email
  if (!entity || email === null || username === null) return null
  const values: Record<string, unknown> = {
    username,
    email: match.field === 'email' ? textOf(claims[match.claim]) : email,
    [area.roleField]: await findRole(db, plan, area, role),
  }
  for (const [field, claim] of Object.entries(from)) {
    const text = textOf(claims[claim])
    if (text !== null) values[field] = text
  }
  const reader = { ...engineOf(plan, area), cause }
  const answer = await createRecord(context, { reader }, entity, values, null, async (write, answerTo) =>
    answerTo(await db.write(write)),
  )
  return { entity: entity.name, id: Number((JSON.parse(answer.body ?? '{}') as { id: unknown }).id) }
}

function textOf(claim: unknown): string | null {
  return typeof claim === 'string' && claim.trim() !== '' && claim.length <= 255 && isStorable(claim)
    ? claim
    : null
}
