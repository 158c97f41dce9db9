import { ownCause } from '../access/cause.ts'
import { createFirstLink } from './links.ts'
import { completed, engineOf, insertAccount, noHost } from './make-account.ts'
import type { Making } from './making.ts'
import { namingField } from './naming-field.ts'

/** Told once, to whoever started the portal. */
export interface FirstAdministrator {
  readonly username: string
  /** Of the link with which the first password is set. It is kept nowhere as it is. */
  readonly token: string
  /** Of the area: `/` or `/portal`. */
  readonly path: string
}

const roleName = 'Administrator'
const username = 'admin'

/**
 * Where nobody has a role in the area yet: a role with the highest level on every page, and an account that has it and may set
 * its password. Null where there is a role already, and where a provider says who may sign in.
 */
export async function ensureAdministrator(making: Making): Promise<FirstAdministrator | null> {
  const { db, records, plan, area } = making
  const anyRole = `select id from "${area.roles}" limit 1`
  if ((await db.read(anyRole, [])).length > 0) return null
  const highest = area.levels.at(-1)?.name ?? ''
  const levels = Object.fromEntries(area.pageOrder.map((page) => [page, highest]))
  const roles = plan.entities[area.roles]
  if (!roles) throw new Error(`no entity ${area.roles}`)
  const naming = namingField(roles)
  const values = { ...(naming !== null && { [naming]: roleName }), [area.levelsField]: levels }

  return db.write(async (transaction) => {
    // Of two instances that start at once, one makes it.
    if (transaction.dialect === 'postgres') {
      await transaction.query(`select pg_advisory_xact_lock(hashtext('lintel administrators'))`, [])
    }
    if ((await transaction.query(anyRole, [])).length > 0) return null
    const cause = ownCause('engine', 'first start')
    const engine = engineOf(plan, area, cause)
    const role = await records.insert(transaction, engine, area.roles, completed(roles, values, roleName))
    if (area.signOn) return null
    const draft = { username, email: `${username}@${noHost}`, role, name: roleName }
    const id = await insertAccount(transaction, { ...making, cause }, draft)
    const { token } = createFirstLink(transaction, { entity: area.accounts, id })
    return { username, token, path: area.path }
  })
}

/** The first administrator's username, where nobody has signed in to the area yet and that account has no password. */
export async function unclaimedAdministrator({
  db,
  area,
}: Pick<Making, 'db' | 'area'>): Promise<string | null> {
  if (area.signOn) return null
  const rows = await db.read(
    `select a.username from "${area.accounts}" a where a.username = ?
      and not exists (select 1 from lintel_passwords p where p.entity = ? and p.account = a.id)
      and not exists (select 1 from lintel_accounts s where s.entity = ? and s.signed_in_at is not null)`,
    [username, area.accounts, area.accounts],
  )
  return rows.length > 0 ? username : null
}
