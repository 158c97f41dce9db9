import type { EntityPlan, FieldPlan, Operation, Plan } from '../plan/plan.ts'
import type { Path } from '../words/condition.ts'
import type { Access } from './access.ts'
import { entityOf, findField } from './frame.ts'

/** Names of relations that a path may go through. */
const deepest = 3

export interface ResolvedPath {
  /** The entity of the last field. */
  readonly entity: EntityPlan
  /** Null for `display`, the text that names a record, which is no field. */
  readonly field: FieldPlan | null
  /** Some relation that the path goes through, its last field included, leads to several records. */
  readonly many: boolean
}

/**
 * What a path reaches, for this access: the one place that decides it, for `fields`, `filter`, `sort` and `search`
 * alike. Null both for what does not exist and for what may not be known to exist.
 */
export function resolvePath(
  plan: Plan,
  access: Access,
  entity: string,
  path: Path,
  operation: Operation = 'read',
): ResolvedPath | null {
  if (path.length === 0 || path.length > deepest + 1) return null
  let here = entity
  let many = false
  for (const [index, step] of path.entries()) {
    const asked = index === 0 ? operation : 'read'
    if (access.rows(here, asked) === false) return null
    const last = index === path.length - 1
    if (step === 'display' && last && asked === 'read')
      return { entity: entityOf(plan, here), field: null, many }
    if (!access.fields(here, asked).has(step)) return null
    const field = findField(plan, here, step)
    if (!field) return null
    many ||= field.relation?.many === true
    if (last) return { entity: entityOf(plan, here), field, many }
    if (!field.relation) return null
    here = field.relation.to
  }
  return null
}

/**
 * Whether a record tells what stands at the path: what can be asked for in `fields` alone, such as `may`, or can be filtered
 * and sorted by as well.
 */
export function isTold(plan: Plan, access: Access, entity: string, path: Path): boolean {
  if (path[path.length - 1] !== 'may') return resolvePath(plan, access, entity, path) !== null
  const before = path.slice(0, -1)
  const to = before.length === 0 ? entity : resolvePath(plan, access, entity, before)?.field?.relation?.to
  return to !== undefined && access.rows(to, 'read') !== false
}

/** The path by which a relation is sorted: the one that names its records, where it is a single one. */
export function sortPath(plan: Plan, entity: string, path: Path): Path {
  let here = entity
  for (const [index, step] of path.entries()) {
    const field = findField(plan, here, step)
    if (!field?.relation) return path
    here = field.relation.to
    if (index < path.length - 1) continue
    const { display } = entityOf(plan, here)
    const [part] = display
    if (display.length !== 1 || !part || !('path' in part)) return path
    return sortPath(plan, entity, [...path, ...part.path])
  }
  return path
}
