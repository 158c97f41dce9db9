import type { Access } from '../../access/access.ts'
import { entityOf } from '../../access/frame.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Path } from '../../words/condition.ts'

/**
 * What is read where nothing is asked for: id, display, version and every field, but for the other ends of relations
 * that lead to many records: those are read where they are asked for.
 */
export function defaultFields(plan: Plan, access: Access, entity: string): Path[] {
  const readable = access.fields(entity, 'read')
  const { fieldOrder, fields } = entityOf(plan, entity)
  const own = fieldOrder.filter((name) => {
    const relation = fields[name]?.relation
    return readable.has(name) && !(relation?.inverseOf && relation.many)
  })
  return [...new Set(['id', 'display', 'version', ...own])].map((name) => [name])
}

/** A list always says which record is which. */
export function listFields(
  plan: Plan,
  access: Access,
  entity: string,
  asked: readonly Path[] | null,
): Path[] {
  if (asked === null) return defaultFields(plan, access, entity)
  return asked.some(([first, ...rest]) => first === 'id' && rest.length === 0)
    ? [...asked]
    : [['id'], ...asked]
}
