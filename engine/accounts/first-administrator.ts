import { randomInt } from 'node:crypto'
import { completed, engineOf, insertAccount, namingField, noHost, type Making } from './make-account.ts'
import { hashPassword } from './passwords.ts'

/** Told once, to whoever started the portal. */
export interface FirstAdministrator {
  readonly username: string
  readonly password: string
}

const roleName = 'Administrator'
const username = 'admin'

/**
 * Where nobody has a role in the area yet: a role with the highest level on every page, and an account that has it. Null where
 * there is a role already.
 */
export async function ensureAdministrator(making: Making): Promise<FirstAdministrator | null> {
  const { db, records, plan, area } = making
  const anyRole = `select id from "${area.roles}" limit 1`
  if ((await db.read(anyRole, [])).length > 0) return null
  const password = randomPassword()
  const hash = await hashPassword(password)
  const highest = area.levels.at(-1)?.name ?? ''
  const levels = Object.fromEntries(area.pageOrder.map((page) => [page, highest]))
  const roles = plan.entities[area.roles]
  if (!roles) throw new Error(`no entity ${area.roles}`)
  const naming = namingField(roles)
  const values = { ...(naming !== null && { [naming]: roleName }), [area.levelsField]: levels }

  const made = await db.write(async (transaction) => {
    // Of two instances that start at once, one makes it.
    if (transaction.dialect === 'postgres') {
      await transaction.query(`select pg_advisory_xact_lock(hashtext('lintel administrators'))`, [])
    }
    if ((await transaction.query(anyRole, [])).length > 0) return false
    const engine = engineOf(plan, area)
    const role = await records.insert(transaction, engine, area.roles, completed(roles, values, roleName))
    const draft = { username, email: `${username}@${noHost}`, role, name: roleName }
    await insertAccount(transaction, making, draft, hash)
    return true
  })
  return made ? { username, password } : null
}

/** Five groups of five letters and digits that nobody takes for another: 125 bits. */
function randomPassword(): string {
  const characters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const group = (): string =>
    Array.from({ length: 5 }, () => characters.charAt(randomInt(characters.length))).join('')
  return Array.from({ length: 5 }, group).join('-')
}
