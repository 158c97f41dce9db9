import type { Transaction } from '../database/database.ts'
import type { AreaPlan, Plan } from '../plan/plan.ts'
import { readLevels } from './levels.ts'

/** Nobody would be left who can manage the accounts. */
export class LastAdministrator extends Error {}

/** The pages through which the accounts of the area, or their roles, are managed. None: another area does it. */
function administeringPages(area: AreaPlan): readonly string[] {
  const highest = area.levels.at(-1)?.name
  if (highest === undefined) return []
  return area.pageOrder.filter((page) =>
    (area.pages[page]?.grants[highest] ?? []).some(
      ({ entity, allow }) => (entity === area.accounts || entity === area.roles) && allow.includes('update'),
    ),
  )
}

/**
 * Runs a change that may take an administrator away, and refuses it (`LastAdministrator`) where it takes the last one. Two such
 * changes never run at once: each would count the other's administrator.
 */
export async function keepingAnAdministrator<T>(
  transaction: Transaction,
  plan: Plan,
  areas: readonly AreaPlan[],
  change: () => Promise<T>,
): Promise<T> {
  const guarded = areas.filter((area) => administeringPages(area).length > 0)
  if (guarded.length === 0) return change()
  if (transaction.dialect === 'postgres') {
    await transaction.query(`select pg_advisory_xact_lock(hashtext('lintel administrators'))`, [])
  }
  const before: number[] = []
  for (const area of guarded) before.push(await countAdministrators(transaction, plan, area))
  const result = await change()
  for (const [at, area] of guarded.entries()) {
    const had = (before[at] ?? 0) > 0
    if (had && (await countAdministrators(transaction, plan, area)) === 0) throw new LastAdministrator()
  }
  return result
}

/** Accounts that can sign in, with the highest level on every page that manages accounts. */
async function countAdministrators(transaction: Transaction, plan: Plan, area: AreaPlan): Promise<number> {
  const highest = area.levels.at(-1)?.name
  const pages = administeringPages(area)
  const roles = await transaction.query(
    `select id, "${area.levelsField}" as levels from "${area.roles}"
    ${plan.entities[area.roles]?.softDelete ? 'where "deleted_at" is null' : ''}`,
    [],
  )
  const ids = roles
    .filter((row) => {
      const levels = readLevels(row['levels'])
      return pages.every((page) => levels[page] === highest)
    })
    .map((row) => Number(row['id']))
  if (ids.length === 0) return 0
  const [row] = await transaction.query(
    `select count(*) as number from "${area.accounts}" a
    ${area.signOn ? '' : 'join lintel_passwords p on p.account = a.id and p.entity = ?'}
    where a."${area.roleField}" in (${ids.map(() => '?').join(', ')})
    ${plan.entities[area.accounts]?.softDelete ? 'and a."deleted_at" is null' : ''}`,
    area.signOn ? ids : [area.accounts, ...ids],
  )
  return Number(row?.['number'] ?? 0)
}
