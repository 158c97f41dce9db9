import { standingFields, type Standing } from '../access/standing.ts'
import { name } from '../access/sql.ts'
import type { AreaPlan, Plan } from '../plan/plan.ts'
import type { Scalar } from '../words/condition.ts'
import type { Row } from './database.ts'

/** More columns of a statement that reads who somebody is: what the permissions of the area look at in single records. */
export function standingColumns(plan: Plan, area: AreaPlan): string {
  return standingFields(plan, area)
    .map(({ key, entity, field }) => {
      const one = `select ${name('single', field).text} from ${name(entity).text} single order by single.id limit 1`
      return `, (${one}) as ${name(`$${key}`).text}`
    })
    .join('')
}

export function standingOf(row: Row, plan: Plan, area: AreaPlan): Standing {
  const values = standingFields(plan, area).map(({ key, entity, field }): readonly [string, Scalar] => {
    const stored = row[`$${key}`] as Scalar
    const isBoolean = plan.entities[entity]?.fields[field]?.storage.kind === 'boolean'
    return [key, isBoolean && stored !== null ? Boolean(stored) : stored]
  })
  return Object.fromEntries(values)
}
