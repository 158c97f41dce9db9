import type { Plan } from '../plan/plan.ts'
import type { Access } from './access.ts'
import { entityOf } from './frame.ts'

/** Whether a new record may be made whatever stands in others, as long as those that it refers to are there. */
export function isFree(plan: Plan, access: Access, entity: string): boolean {
  const fields = Object.values(entityOf(plan, entity).fields)
  const written = access.fields(entity, 'create')
  return (
    access.rows(entity, 'create') === true &&
    [...written.values()].every((condition) => condition === true) &&
    fields.every(({ visibleIf, requiredIf, readOnlyIf }) => !visibleIf && !requiredIf && !readOnlyIf) &&
    fields.every(
      ({ name, relation }) =>
        !relation ||
        !written.has(name) ||
        (!relation.where && typeof access.rows(relation.to, 'read') === 'boolean'),
    )
  )
}
