import type { Access } from '../access/access.ts'
import { resolvePath } from '../access/resolve.ts'
import type { Plan } from '../plan/plan.ts'
import type { Condition } from '../words/condition.ts'

/** Whether a condition could be asked as a filter: it names only what this account may read. */
export function isAskable(plan: Plan, access: Access, entity: string, condition: Condition): boolean {
  const ask = (part: Condition): boolean => isAskable(plan, access, entity, part)
  if ('and' in condition) return condition.and.every(ask)
  if ('or' in condition) return condition.or.every(ask)
  if ('not' in condition) return ask(condition.not)
  const resolved = resolvePath(plan, access, entity, condition.path)
  if (!('some' in condition)) return condition.path.length === 0 || resolved !== null
  const to = resolved?.field?.relation?.to
  return to !== undefined && isAskable(plan, access, to, condition.some)
}
