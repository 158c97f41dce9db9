import type { EntityPlan, GrantPlan, Plan } from '../../../engine/plan/plan.ts'
import type { Scalar } from '../../../engine/words/condition.ts'
import type { Person } from './cast.ts'
import { covers, isGone, rightsOf, type Facts, type Rights, type Row } from './facts.ts'

interface Judging {
  readonly plan: Plan
  readonly person: Person
  readonly before: Facts
  readonly after: Facts
  readonly then: Rights
  readonly now: Rights
}

/** Every cell that is not what it was, though this person may not write it. Empty where all is well. */
export function wrongWrites(plan: Plan, person: Person, before: Facts, after: Facts): readonly string[] {
  const judging: Judging = {
    plan,
    person,
    before,
    after,
    then: rightsOf(plan, person, before),
    now: rightsOf(plan, person, after),
  }
  return Object.values(plan.entities).flatMap((entity) => {
    const [was, is] = [before.get(entity.name) ?? new Map<number, Row>(), after.get(entity.name) ?? new Map()]
    const ids = new Set([...was.keys(), ...is.keys()])
    return [...ids].flatMap((id) => {
      const [then, now] = [was.get(id), is.get(id) as Row | undefined]
      if (!then) return now ? wrongCreate(judging, entity, id, now) : []
      if (!now) return mayGo(judging, entity, id) ? [] : [`${entity.name}/${id} is gone`]
      return wrongUpdate(judging, entity, id, then, now)
    })
  })
}

function same(a: unknown, b: unknown): boolean {
  const text = (value: unknown): string =>
    JSON.stringify(Array.isArray(value) ? [...(value as unknown[])].sort() : (value ?? null))
  return text(a) === text(b)
}

function wrongCreate(judging: Judging, entity: EntityPlan, id: number, row: Row): string[] {
  const { now, plan, before, after } = judging
  const grants = now.grants(entity.name, 'create').filter((grant) => now.holdsFor(grant, entity.name, id))
  // What follows a create is the engine's to make.
  const follows = Object.values(plan.entities).some(
    ({ name, afterCreate }) =>
      afterCreate.some((effect) => 'ensure' in effect && effect.ensure === entity.name) &&
      ([...(after.get(name)?.keys() ?? [])].some((made) => !before.get(name)?.has(made)) ||
        now.grants(name, 'restore').length > 0),
  )
  // The engine keeps what each who takes part in a thread has not read.
  const isKept = Object.values(plan.entities).some(({ thread }) => thread?.entries === entity.name)
  if (follows || isKept) return []
  if (grants.length === 0) return [`${entity.name}/${id} was made`]
  return Object.values(entity.fields).flatMap((field) => {
    const value = row[field.name] ?? null
    const initial = field.relation?.many ? [] : (field.default ?? null)
    if (field.system || field.relation?.inverseOf || same(value, initial)) return []
    if (value === null) return []
    return isGiven(judging, grants, 'create', field.name, value)
      ? []
      : [`${entity.name}/${id}/${field.name} was given ${JSON.stringify(value)}`]
  })
}

/** By one of these grants: entered, where it may be that, or by the engine. */
function isGiven(
  { now, then }: Judging,
  grants: readonly GrantPlan[],
  operation: 'create' | 'update',
  field: string,
  value: unknown,
): boolean {
  return grants.some((grant) => {
    const set = grant.set?.[field]
    if (set !== undefined) {
      if (set !== null && typeof set === 'object' && ('now' in set || 'today' in set)) return true
      return same(then.value(set), value) || same(now.value(set), value)
    }
    const only = grant.only?.[field]
    return covers(grant, operation, field) && (!only || only.includes(value as Scalar))
  })
}

function wrongUpdate(judging: Judging, entity: EntityPlan, id: number, was: Row, is: Row): string[] {
  const { then, now, plan, before, after } = judging
  const changed = Object.values(entity.fields).filter(
    ({ name, relation }) => !relation?.inverseOf && !same(was[name], is[name]),
  )
  if (changed.length === 0) return []
  const goes = !isGone(was) && isGone(is)
  const returns = isGone(was) && !isGone(is)
  if (goes && then.allows(entity.name, id, 'delete')) return exceptFor(['deleted_at', 'status'])
  if (returns && then.allows(entity.name, id, 'restore')) return exceptFor(['deleted_at', 'status'])
  const grants = then.grants(entity.name, 'update').filter((grant) => then.holdsFor(grant, entity.name, id))
  const still = now.grants(entity.name, 'update').filter((grant) => now.holdsFor(grant, entity.name, id))
  return exceptFor([])

  function exceptFor(expected: readonly string[]): string[] {
    return changed.flatMap((field) => {
      const { name, relation } = field
      const [old, value] = [was[name] ?? null, is[name] ?? null]
      if (expected.includes(name) || name === 'version' || name === 'updated_at') return []
      // Their own language and profile are their own.
      if (isOwn(judging, entity, id) && name === 'language') return []
      if (relation && isLost(plan, before, after, relation.to, old, value)) return []
      // What is hidden is emptied.
      if (field.visibleIf && (value === null || same(value, []))) return []
      const both = grants.filter((grant) => still.length > 0 || grant.where === null)
      return isGiven(judging, both, 'update', name, value) && !(field.system && field.readOnly)
        ? []
        : [`${entity.name}/${id}/${name} was ${JSON.stringify(old)}, is ${JSON.stringify(value)}`]
    })
  }
}

function isOwn({ person }: Judging, entity: EntityPlan, id: number): boolean {
  return person.area.accounts === entity.name && person.id === id
}

/** What a relation led to went, or is there no more for a list of records. */
function isLost(plan: Plan, before: Facts, after: Facts, to: string, old: unknown, value: unknown): boolean {
  const left = new Set([value].flat())
  const lost = ([old].flat() as number[]).filter((id) => !left.has(id))
  const added = ([value].flat() as number[]).filter((id) => ![old].flat().includes(id) && id !== null)
  return (
    added.length === 0 &&
    lost.length > 0 &&
    lost.every((id) => before.get(to)?.has(id) && !after.get(to)?.has(id)) &&
    plan.entities[to] !== undefined
  )
}

/** Deleted by who may, or with what it belonged to. */
function mayGo({ plan, then, before, after }: Judging, entity: EntityPlan, id: number): boolean {
  if (then.allows(entity.name, id, 'delete') && !entity.softDelete) return true
  const row = before.get(entity.name)?.get(id) ?? {}
  return Object.values(entity.fields).some(({ name, relation, storage }) => {
    if (relation?.onDelete !== 'cascade' || storage.kind !== 'reference') return false
    return plan.entities[relation.to] !== undefined && !after.get(relation.to)?.has(Number(row[name]))
  })
}
