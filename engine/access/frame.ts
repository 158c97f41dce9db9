import type { EntityPlan, FieldPlan, Plan } from '../plan/plan.ts'
import type { Dialect, Sql } from './sql.ts'
import { name } from './sql.ts'

/** What every piece of one statement shares. */
export interface Frame {
  readonly plan: Plan
  readonly dialect: Dialect
  /** The entity of `$user`. */
  readonly accounts: string | null
  /** Its id, where the statement asks of several accounts at once; the one that is signed in otherwise. */
  readonly user?: Sql
  /** A name for a table that no other piece of the statement has. */
  alias(): string
}

/** A record within a statement. */
export interface At {
  readonly entity: string
  readonly alias: string
  readonly id: Sql
}

export function newFrame(plan: Plan, dialect: Dialect, accounts: string | null): Frame {
  let count = 0
  return { plan, dialect, accounts, alias: () => `t${count++}` }
}

export function at(frame: Frame, entity: string): At {
  const alias = frame.alias()
  return { entity, alias, id: name(alias, 'id') }
}

export function column(record: At, field: string): Sql {
  return field === 'id' ? record.id : name(record.alias, field)
}

export function foldedColumn(record: At, field: string): Sql {
  return name(record.alias, `${field}$folded`)
}

/** Names reach SQL only through here: own properties of the plan, so that `__proto__` is no field. */
export function entityOf(plan: Plan, entity: string): EntityPlan {
  const found = Object.hasOwn(plan.entities, entity) ? plan.entities[entity] : undefined
  if (!found) throw new Error(`no entity '${entity}' in the plan`)
  return found
}

export function fieldOf(plan: Plan, entity: string, field: string): FieldPlan {
  const found = findField(plan, entity, field)
  if (!found) throw new Error(`no field '${field}' of '${entity}' in the plan`)
  return found
}

export function findField(plan: Plan, entity: string, field: string): FieldPlan | null {
  const { fields } = entityOf(plan, entity)
  return (Object.hasOwn(fields, field) && fields[field]) || null
}

/** Whether the field's own table has a column for it. */
export function hasColumn(field: FieldPlan): boolean {
  return field.storage.kind !== 'none'
}

export function isFoldedText(field: FieldPlan): boolean {
  return field.storage.kind === 'text' && field.storage.folded
}
