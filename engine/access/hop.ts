import type { FieldPlan } from '../plan/plan.ts'
import { at, column, entityOf, fieldOf, type At, type Frame } from './frame.ts'
import { allOf, always, name, sql, type Sql } from './sql.ts'

/** From a record through a relation: what to select from, what ties it to the record, and the record it leads to. */
export interface Hop {
  readonly from: Sql
  readonly on: Sql
  readonly target: At
}

/**
 * A to-one leads to its record even when that has been deleted, so that who wrote a message stays known; lists of
 * records (links, and the other end of a relation) leave deleted ones out.
 */
export function hop(frame: Frame, record: At, field: FieldPlan): Hop {
  const relation = field.relation
  if (!relation) throw new Error(`'${field.name}' of '${record.entity}' is no relation`)
  const target = at(frame, relation.to)
  const table = sql`${name(relation.to)} as ${name(target.alias)}`
  const live = isLive(frame, target)
  if (field.storage.kind !== 'none')
    return { from: table, on: sql`${target.id} = ${column(record, field.name)}`, target }
  if (relation.inverseOf === null) {
    const link = name(frame.alias())
    const links = name(relation.links ?? '')
    return {
      from: sql`${links} as ${link} join ${table} on ${target.id} = ${link}.${name('other')}`,
      on: allOf([sql`${link}.${name('record')} = ${record.id}`, live]),
      target,
    }
  }
  const other = fieldOf(frame.plan, relation.to, relation.inverseOf)
  if (other.storage.kind !== 'none')
    return { from: table, on: allOf([sql`${column(target, other.name)} = ${record.id}`, live]), target }
  const link = name(frame.alias())
  const links = name(other.relation?.links ?? '')
  return {
    from: sql`${links} as ${link} join ${table} on ${target.id} = ${link}.${name('record')}`,
    on: allOf([sql`${link}.${name('other')} = ${record.id}`, live]),
    target,
  }
}

export function isLive(frame: Frame, record: At): Sql {
  if (!entityOf(frame.plan, record.entity).softDelete) return always
  return sql`${column(record, 'deleted_at')} is null`
}
