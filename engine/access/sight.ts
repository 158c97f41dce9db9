import type { EntityPlan, Plan } from '../plan/plan.ts'
import type { Comparison, Condition, Path } from '../words/condition.ts'
import type { Access } from './access.ts'
import { comparisons } from './shape.ts'

/** What of a record itself decides who may read it: fields with a column, and links tables (its own, with the other end). */
export interface Sight {
  readonly fields: readonly string[]
  readonly links: readonly OwnLinks[]
}

export interface OwnLinks {
  readonly field: string
  readonly table: string
  /** The column of the links table that holds this record. */
  readonly own: 'record' | 'other'
}

const known = new WeakMap<Plan, ReadonlyMap<string, Sight>>()

/** Of each entity, by what every area grants. */
export function sightOf(plan: Plan, entity: string): Sight {
  const found =
    known.get(plan) ?? new Map(Object.values(plan.entities).map((one) => [one.name, sight(plan, one)]))
  known.set(plan, found)
  return found.get(entity) ?? { fields: [], links: [] }
}

function sight(plan: Plan, entity: EntityPlan): Sight {
  const grants = Object.values(plan.areas).flatMap(({ always, pages }) => [
    ...always,
    ...Object.values(pages).flatMap((page) => Object.values(page.grants).flat()),
  ])
  const conditions = grants.flatMap(({ entity: on, allow, where }) =>
    on === entity.name && allow.includes('read') && where ? [where] : [],
  )
  const names = [...new Set(conditions.flatMap((condition) => firstSteps(condition)))]
  const fields = names.flatMap((name) => entity.fields[name] ?? [])
  return {
    fields: fields.filter(({ storage }) => storage.kind !== 'none').map(({ name }) => name),
    links: fields.flatMap((field): OwnLinks[] => {
      const { relation, name } = field
      if (relation?.links) return [{ field: name, table: relation.links, own: 'record' }]
      const inverse = relation?.inverseOf ? plan.entities[relation.to]?.fields[relation.inverseOf] : undefined
      return inverse?.relation?.links ? [{ field: name, table: inverse.relation.links, own: 'other' }] : []
    }),
  }
}

/** The fields of the record itself at which a condition begins. */
function firstSteps(condition: Condition): string[] {
  if ('and' in condition) return condition.and.flatMap(firstSteps)
  if ('or' in condition) return condition.or.flatMap(firstSteps)
  if ('not' in condition) return firstSteps(condition.not)
  const first = condition.path.slice(0, 1)
  if ('some' in condition) return [...first, ...comparisons(condition.some).flatMap(ofRecord)]
  return [...first, ...ofRecord(condition)]
}

function ofRecord({ value }: Comparison): string[] {
  return value !== null && typeof value === 'object' && 'record' in value ? value.record.slice(0, 1) : []
}

const pathsOf = new WeakMap<Access, readonly Path[]>()
const alongOf = new WeakMap<Access, ReadonlySet<string>>()

/** The paths of `$user` by which the access decides what may be read. */
export function userPaths(plan: Plan, access: Access): readonly Path[] {
  const found = pathsOf.get(access) ?? readPaths(plan, access)
  pathsOf.set(access, found)
  return found
}

function readPaths(plan: Plan, access: Access): readonly Path[] {
  const paths = new Map<string, Path>()
  for (const entity of Object.keys(plan.entities)) {
    const rows = access.rows(entity, 'read')
    if (typeof rows === 'boolean') continue
    for (const { value } of comparisons(rows))
      if (value !== null && typeof value === 'object' && 'user' in value && value.user.length > 0)
        paths.set(value.user.join('.'), value.user)
  }
  return [...paths.values()]
}

/** The entities through which these paths lead, beginning with the accounts themselves. */
export function entitiesAlong(plan: Plan, access: Access): ReadonlySet<string> {
  const found =
    alongOf.get(access) ?? walk(plan, plan.areas[access.area]?.accounts ?? '', userPaths(plan, access))
  alongOf.set(access, found)
  return found
}

function walk(plan: Plan, from: string, paths: readonly Path[]): ReadonlySet<string> {
  const all = new Set<string>(paths.length > 0 ? [from] : [])
  for (const path of paths) {
    let here = from
    for (const step of path) {
      const to = plan.entities[here]?.fields[step]?.relation?.to
      if (to === undefined) break
      all.add(to)
      here = to
    }
  }
  return all
}
