import { standingFields, type Standing } from '../access/standing.ts'
import { decimalsOf } from '../access/decimals.ts'
import { name } from '../access/sql.ts'
import type { Storage } from '../field-types/field-type.ts'
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
    return [key, plainOf(stored, plan.entities[entity]?.fields[field]?.storage)]
  })
  return Object.fromEntries(values)
}

/** As conditions have it, and not as it is stored. */
function plainOf(stored: Scalar, storage: Storage | undefined): Scalar {
  if (stored === null || storage === undefined) return stored
  if (storage.kind === 'boolean') return Boolean(stored)
  return storage.kind === 'scaled' ? Number(stored) / 10 ** decimalsOf(storage) : stored
}
