import type { Access } from '../../access/access.ts'
import { engineAccess } from '../../access/grant.ts'
import type { AreaPlan, Plan } from '../../plan/plan.ts'

/** What a visitor may enter: the fields of the public form, and nothing may be read. */
export function visitorAccess(plan: Plan, area: AreaPlan): Access {
  const asked = area.accountRequests
  const engine = engineAccess(plan, area.name)
  const names = asked?.form.fields.map(({ field }) => [field, true] as const) ?? []
  return {
    ...engine,
    key: JSON.stringify([area.name, 'visitor']),
    rows: (entity, operation) => entity === asked?.entity && operation === 'create',
    fields: (entity, operation) => new Map(entity === asked?.entity && operation === 'create' ? names : []),
  }
}
