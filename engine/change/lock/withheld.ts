import type { AreaPlan, EntityPlan, GrantPlan, Operation, Plan } from '../../plan/plan.ts'
import { listed } from '../sentences.ts'
import { concernsFields, possibleOperations, reachableFields } from './possible.ts'

/** What no level of the area allows, whoever has it: a line for each entity, and one for those that nobody reaches. */
export function withheld(plan: Plan, area: AreaPlan): string {
  const highest = area.levels.at(-1)?.name ?? ''
  const grants = [...area.always, ...Object.values(area.pages).flatMap((page) => page.grants[highest] ?? [])]
  const unreached: string[] = []
  const lines: string[] = []
  for (const entity of Object.values(plan.entities).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const of = grants.filter((grant) => grant.entity === entity.name)
    if (of.length === 0) unreached.push(`\`${entity.name}\``)
    else lines.push(...ofEntity(entity, of))
  }
  if (unreached.length > 0) lines.push(`- anything with ${listed(unreached)}`)
  return lines.length > 0 ? lines.join('\n') : 'Somebody may do each thing that can be done.'
}

function ofEntity(entity: EntityPlan, grants: readonly GrantPlan[]): readonly string[] {
  const never: Operation[] = []
  const parts: string[] = []
  for (const operation of possibleOperations(entity)) {
    const of = grants.filter(({ allow }) => allow.includes(operation))
    if (of.length === 0) never.push(operation)
    if (of.length === 0 || !concernsFields(operation)) continue
    const missing = reachableFields(entity, operation).filter(
      (name) => !of.some(({ fields }) => fields.includes(name)),
    )
    if (missing.length > 0)
      parts.push(`${operation} ${listed(missing.map((name) => `\`${name}\``))} of \`${entity.name}\``)
  }
  const whole = never.length > 0 ? [`${listed(never)} \`${entity.name}\``] : []
  return [...whole, ...parts].map((part) => `- ${part}`)
}
