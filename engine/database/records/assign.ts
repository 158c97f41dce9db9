import { column, type At } from '../../access/frame.ts'
import { bound, sql, type Dialect, type Slot, type Sql } from '../../access/sql.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import { dialects } from '../dialects/registry.ts'

/** The slot of a column's new value. */
export function newSlot(column: string): Slot {
  return { slot: 'given', name: `new_${column}` }
}

/** The value as it will be: levels and their like are laid over what is there, page by page. */
export function next(dialect: Dialect, record: At, field: FieldPlan): Sql {
  const value = bound(dialect, field.storage.kind, newSlot(field.name))
  return field.storage.kind === 'json' ? dialects[dialect].merged(column(record, field.name), value) : value
}

export function changes(dialect: Dialect, record: At, field: FieldPlan): Sql {
  return sql`${column(record, field.name)} is distinct from ${next(dialect, record, field)}`
}
