import type { Storage } from '../field-types/field-type.ts'
import type { Plan } from '../plan/plan.ts'
import type { Path } from '../words/condition.ts'
import { fieldOf } from './frame.ts'
import { raw, sql, type Dialect, type Sql } from './sql.ts'

/** How many of the last digits of what is stored stand behind the point: 2 where 12.50 is stored as 1250. */
export function decimalsOf(storage: Storage): number {
  return storage.kind === 'scaled' ? storage.scale : 0
}

/** Of the field that a path leads to. */
export function decimalsAt(plan: Plan, entity: string, path: Path): number {
  let here = entity
  let storage: Storage | null = null
  for (const step of path) {
    const field = fieldOf(plan, here, step)
    storage = field.storage
    here = field.relation?.to ?? here
  }
  return storage ? decimalsOf(storage) : 0
}

/** So many digits more behind the point; as it is where that is none, or fewer. */
export function shifted(dialect: Dialect, value: Sql, by: number): Sql {
  if (by <= 0) return value
  const times = raw(String(10 ** by))
  // The product may be more than a bigint holds, which SQLite makes a float by itself.
  return dialect === 'postgres' ? sql`(${value}::numeric * ${times})` : sql`(${value} * ${times})`
}
