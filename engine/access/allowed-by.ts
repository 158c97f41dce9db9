import type { Operation, Plan } from '../plan/plan.ts'
import type { Access } from './access.ts'
import { rulesOf, type Rule } from './why/rules.ts'
import { isWrite, coveredFields } from './writing.ts'

/** The rules that these levels have, in the order of the definitions. */
function heldRules(plan: Plan, { area, levels }: Access): readonly Rule[] {
  const areaPlan = plan.areas[area]
  if (!areaPlan) return []
  const rank = (level: string | null | undefined): number =>
    areaPlan.levels.findIndex(({ name }) => name === level)
  return rulesOf(areaPlan).filter(({ page, level }) => page === null || rank(level) <= rank(levels.get(page)))
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
  const allowing = heldRules(plan, access).filter(
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
