import { followAccountRemoval, followAccountUpdate } from '../accounts/account-follow.ts'
import { keepingAnAdministrator } from '../accounts/administrators.ts'
import type { Identity } from '../accounts/identities.ts'
import type { Transaction } from '../database/database.ts'
import type { AreaPlan, EntityPlan, Plan } from '../plan/plan.ts'
import type { AreaContext } from './context.ts'
import { Failure } from './failures.ts'

/** What a write means for who may sign in, and for what is remembered of those who have. */
export async function followUpdate(
  transaction: Transaction,
  { areas }: AreaContext,
  entity: EntityPlan,
  id: number,
  changed: readonly string[],
): Promise<void> {
  if (entity.account) await followAccountUpdate(transaction, { entity: entity.name, id }, changed)
  transaction.afterCommit(() => {
    for (const { area, identities } of areas) {
      if (area.accounts === entity.name) identities.forget(id)
      if (area.roles === entity.name || entity.single) identities.forget(null)
    }
  })
}

/** Others may go with what is removed: nobody is remembered after it. */
export async function followRemoval(
  transaction: Transaction,
  { areas }: AreaContext,
  entity: EntityPlan,
  id: number,
): Promise<void> {
  if (entity.account) await followAccountRemoval(transaction, entity, { entity: entity.name, id })
  transaction.afterCommit(() => {
    for (const { identities } of areas) identities.forget(null)
  })
}

export function refuseOwnRemoval({ account }: Identity, entity: EntityPlan, id: number): void {
  if (account.entity === entity.name && account.id === id) throw new Failure(409, 'own-account')
}

/** `changed` null: a removal. */
export function keepAdministrator<T>(
  transaction: Transaction,
  { plan, areas }: AreaContext,
  entity: EntityPlan,
  changed: readonly string[] | null,
  change: () => Promise<T>,
): Promise<T> {
  const concerned = areas.map(({ area }) => area).filter((area) => concerns(plan, area, entity.name, changed))
  return keepingAnAdministrator(transaction, plan, concerned, change)
}

function concerns(plan: Plan, area: AreaPlan, entity: string, changed: readonly string[] | null): boolean {
  if (changed === null) return goesWith(plan, area.accounts, entity) || goesWith(plan, area.roles, entity)
  if (entity === area.accounts) return changed.includes(area.roleField)
  return entity === area.roles && changed.includes(area.levelsField)
}

/** Whether records of `entity` may be deleted because those of `removed` are. */
function goesWith(
  plan: Plan,
  entity: string,
  removed: string,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (entity === removed) return true
  if (seen.has(entity)) return false
  return Object.values(plan.entities[entity]?.fields ?? {}).some(
    ({ relation, storage }) =>
      storage.kind === 'reference' &&
      relation?.onDelete === 'cascade' &&
      goesWith(plan, relation.to, removed, new Set(seen).add(entity)),
  )
}
