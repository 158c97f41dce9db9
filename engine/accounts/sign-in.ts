import type { Database } from '../database/database.ts'
import { foldedName } from '../plan/names.ts'
import type { AreaPlan, Plan } from '../plan/plan.ts'
import { fold } from '../words/fold.ts'
import type { AccountId } from './account-id.ts'
import { longestPassword } from './password-rules.ts'
import { isStillPassword, storePassword, type ShownPassword } from './password-store.ts'
import { hashPassword, isOutdated, isPassword } from './passwords.ts'

/**
 * Whose username and password these are. Takes as long, and says as little, where there is no such account, where it is
 * deleted, and where it has no password yet.
 */
export async function signIn(
  db: Database,
  plan: Plan,
  area: AreaPlan,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<ShownPassword | null> {
  const [row] = await db.read(signInSql(plan, area), [area.accounts, fold(username)])
  const stored = typeof row?.['hash'] === 'string' ? row['hash'] : null
  const tried = Buffer.byteLength(password) > longestPassword ? '' : password
  if (!(await isPassword(stored, tried)) || !row || stored === null) return null
  const shown = { account: { entity: area.accounts, id: Number(row['id']) }, hash: stored }
  return isOutdated(stored) ? hashAnew(db, shown, password) : shown
}

/** Null where it was changed meanwhile. */
async function hashAnew(db: Database, shown: ShownPassword, password: string): Promise<ShownPassword | null> {
  const { account } = shown
  const hash = await hashPassword(password)
  return db.write(async (transaction) => {
    if (!(await isStillPassword(transaction, shown))) return null
    await storePassword(transaction, account, hash)
    return { account, hash }
  })
}

function signInSql(plan: Plan, area: AreaPlan): string {
  return `select a.id as id, p.hash as hash from "${area.accounts}" a
    left join lintel_passwords p on p.account = a.id and p.entity = ?
    where a."${foldedName('username')}" = ? ${alive(plan, area)}`
}

/** Who asks for a link says a username or an email; both are unique. */
export async function findAccount(
  db: Database,
  plan: Plan,
  area: AreaPlan,
  name: string,
): Promise<AccountId | null> {
  const rows = await db.read(
    `select a.id as id, a."${foldedName('username')}" as username from "${area.accounts}" a
    where (a."${foldedName('username')}" = ? or a."${foldedName('email')}" = ?) ${alive(plan, area)}`,
    [fold(name), fold(name)],
  )
  const row = rows.find((candidate) => candidate['username'] === fold(name)) ?? rows[0]
  return row && (rows.length === 1 || row['username'] === fold(name))
    ? { entity: area.accounts, id: Number(row['id']) }
    : null
}

function alive(plan: Plan, area: AreaPlan): string {
  return plan.entities[area.accounts]?.softDelete ? 'and a."deleted_at" is null' : ''
}
