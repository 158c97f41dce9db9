import type { Condition } from '../words/condition.ts'
import type { AreaPlan, GrantPlan, Operation, Plan } from '../plan/plan.ts'
import type { Access } from './access.ts'
import { entityOf } from './frame.ts'
import { settled, standingFields, type Standing } from './standing.ts'
import { anyValue, coveredFields, writingOf, type Writing } from './writing.ts'

const known = new WeakMap<Plan, Map<string, Access>>()

/**
 * What the levels allow: what the area gives everybody, and what each page gives at its level. A field that several
 * grants cover is reached where any of them holds. Pages and levels that the plan does not have count for nothing.
 * `standing` null: as the permissions are written, for people to read; no statement is made of what looks at single records.
 */
export function grantAccess(
  plan: Plan,
  area: string,
  levels: Readonly<Record<string, string>>,
  standing: Standing | null = null,
): Access {
  const areaPlan = Object.hasOwn(plan.areas, area) ? plan.areas[area] : undefined
  if (!areaPlan) throw new Error(`no area '${area}' in the plan`)
  const held = heldLevels(areaPlan, levels)
  const asked = standing && standingFields(plan, areaPlan).map(({ key }) => standing[key] ?? null)
  const key = JSON.stringify([area, ...held, ...(asked && asked.length > 0 ? [asked] : [])])
  const accesses = known.get(plan) ?? new Map<string, Access>()
  known.set(plan, accesses)
  const shared = accesses.get(key)
  if (shared) return shared
  const grants = [
    ...areaPlan.always,
    ...[...held].flatMap(([page, level]) => areaPlan.pages[page]?.grants[level] ?? []),
  ]
  const access = {
    area,
    key,
    levels: held,
    ...reachOf(plan, standing ? standingGrants(grants, standing) : grants),
  }
  accesses.set(key, access)
  return access
}

/** Those that hold as single records are. */
function standingGrants(grants: readonly GrantPlan[], standing: Standing): GrantPlan[] {
  return grants.flatMap((grant): GrantPlan[] => {
    const where = grant.where ? settled(grant.where, standing) : true
    if (where === false) return []
    return [where === grant.where ? grant : { ...grant, where: where === true ? null : where }]
  })
}

function heldLevels(area: AreaPlan, levels: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const held = new Map<string, string>()
  for (const page of area.pageOrder) {
    const level = Object.hasOwn(levels, page) ? levels[page] : undefined
    if (level !== undefined && area.levels.some(({ name }) => name === level)) held.set(page, level)
  }
  return held
}

/** The engine itself, acting within an area: what follows a write is not asked of whoever wrote. */
export function engineAccess(plan: Plan, area: string): Access {
  return {
    area,
    key: JSON.stringify([area, 'engine']),
    levels: new Map(),
    rows: () => true,
    fields: (entity) => new Map(['id', ...entityOf(plan, entity).fieldOrder].map((field) => [field, true])),
    writing: () => anyValue,
  }
}

function reachOf(plan: Plan, grants: readonly GrantPlan[]): Pick<Access, 'rows' | 'fields' | 'writing'> {
  const reaches = new Map<string, Reach>()
  const writings = new Map<string, Writing>()
  const of = (entity: string, operation: Operation): Reach => {
    const key = `${entity} ${operation}`
    const found = reaches.get(key) ?? reach(plan, grants, entity, operation)
    reaches.set(key, found)
    return found
  }
  return {
    rows: (entity, operation) => of(entity, operation).rows,
    fields: (entity, operation) => of(entity, operation).fields,
    writing(entity, operation) {
      const key = `${entity} ${operation}`
      const found = writings.get(key) ?? writingOf(allowing(grants, entity, operation), operation)
      writings.set(key, found)
      return found
    },
  }
}

interface Reach {
  readonly rows: Condition | boolean
  readonly fields: ReadonlyMap<string, Condition | true>
}

function allowing(grants: readonly GrantPlan[], entity: string, operation: Operation): GrantPlan[] {
  return grants.filter((grant) => grant.entity === entity && grant.allow.includes(operation))
}

function reach(plan: Plan, grants: readonly GrantPlan[], entity: string, operation: Operation): Reach {
  const given = allowing(grants, entity, operation)
  const rows = whereAnyHolds(given)
  const fields = new Map<string, Condition | true>()
  if (rows === false) return { rows, fields }
  // Whoever may read a record may know which it is and how old his copy of it is.
  if (operation === 'read' || operation === 'export') fields.set('id', rows).set('version', rows)
  for (const field of entityOf(plan, entity).fieldOrder) {
    const covering = given.filter((grant) => coveredFields(grant, operation).includes(field))
    // One object for one meaning: what holds for each record that is reached at all need not be asked again.
    const where = covering.length === given.length ? rows : whereAnyHolds(covering)
    if (where !== false && !fields.has(field)) fields.set(field, where)
  }
  return { rows, fields }
}

function whereAnyHolds(grants: readonly GrantPlan[]): Condition | boolean {
  const conditions = new Map<string, Condition>()
  for (const { where } of grants) {
    if (where === null) return true
    conditions.set(JSON.stringify(where), where)
  }
  const [first, ...more] = conditions.values()
  if (!first) return false
  return more.length === 0 ? first : { or: [first, ...more] }
}
