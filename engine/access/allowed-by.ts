import type { GrantPlan, Operation, Plan } from '../plan/plan.ts'
import type { Access } from './access.ts'
import { isWrite, coveredFields } from './writing.ts'

/** A grant, and how it is called: `customer-portal/admin/2`, counted from 0 among what the level itself is given. */
export interface NamedGrant {
  readonly name: string
  readonly grant: GrantPlan
}

/** Every grant that these levels have, in the order of the definitions. */
export function namedGrants(plan: Plan, { area, levels }: Pick<Access, 'area' | 'levels'>): NamedGrant[] {
  const areaPlan = plan.areas[area]
  if (!areaPlan) return []
  const always = areaPlan.always.map((grant, index) => ({ name: `always/${index}`, grant }))
  const byPage = [...levels].flatMap(([page, held]) => {
    const grants = areaPlan.pages[page]?.grants ?? {}
    const rank = areaPlan.levels.findIndex(({ name }) => name === held)
    let before = 0
    return areaPlan.levels.slice(0, rank + 1).flatMap(({ name }) => {
      const cumulative = grants[name] ?? []
      const own = cumulative.slice(before)
      before = cumulative.length
      return own.map((grant, index) => ({ name: `${page}/${name}/${index}`, grant }))
    })
  })
  return [...always, ...byPage]
}

const known = new WeakMap<Access, Map<string, string | null>>()

/**
 * Which grants allow the operation on these fields: one that does so for any record, where there is one; else those that do
 * so under a condition, of which one held. Null where the engine acts by itself.
 */
export function allowedBy(
  plan: Plan,
  access: Access,
  entity: string,
  operation: Operation,
  fields: readonly string[],
): string | null {
  if (access.key === JSON.stringify([access.area, 'engine'])) return null
  const answers = known.get(access) ?? new Map<string, string | null>()
  known.set(access, answers)
  const key = `${entity} ${operation} ${fields.join(' ')}`
  const answer = answers.get(key)
  if (answer !== undefined) return answer
  const allowing = namedGrants(plan, access).filter(
    ({ grant }) => grant.entity === entity && grant.allow.includes(operation),
  )
  const covering = isWrite(operation)
    ? allowing.filter(({ grant }) => fields.some((field) => coveredFields(grant, operation).includes(field)))
    : allowing
  const whole = covering.find(
    ({ grant }) =>
      grant.where === null && (!isWrite(operation) || fields.every((field) => grant.fields.includes(field))),
  )
  const names = whole ? [whole.name] : (covering.length > 0 ? covering : allowing).map(({ name }) => name)
  const found = names.length > 0 ? names.join(' ') : null
  if (answers.size > 2000) answers.clear()
  answers.set(key, found)
  return found
}
