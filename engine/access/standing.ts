import type { AreaPlan, Plan } from '../plan/plan.ts'
import type { Comparison, Condition, Operand, Scalar } from '../words/condition.ts'
import { comparisons } from './shape.ts'

/** Values of the records of `single` entities, by `entity.field`: what holds for everybody, whichever record is asked for. */
export type Standing = Readonly<Record<string, Scalar>>

/** The mark of a path that begins at the one record of an entity: `['$settings', 'mode']`. */
function isOfSingle(path: readonly string[]): boolean {
  return path[0]?.startsWith('$') === true
}

export interface StandingField {
  /** `entity.field`. */
  readonly key: string
  readonly entity: string
  readonly field: string
}

const known = new WeakMap<AreaPlan, readonly StandingField[]>()

/** What the permissions of an area look at in single records. */
export function standingFields({ entities }: Plan, area: AreaPlan): readonly StandingField[] {
  const found = known.get(area)
  if (found) return found
  const grants = [
    ...area.always,
    ...Object.values(area.pages).flatMap((page) => Object.values(page.grants).flat()),
  ]
  const keys = grants.flatMap(({ where }) => (where ? comparisons(where).flatMap(keysOf) : []))
  const fields = [...new Set(keys)].sort().flatMap((key): StandingField[] => {
    const [entity = '', field = ''] = key.split('.')
    return entities[entity]?.fields[field] ? [{ key, entity, field }] : []
  })
  known.set(area, fields)
  return fields
}

function keysOf({ path, value }: Comparison): string[] {
  const left = isOfSingle(path) ? [path.join('.').slice(1)] : []
  return isSingle(value) ? [...left, `${value.single}.${value.path.join('.')}`] : left
}

function isSingle(value: Operand): value is Extract<Operand, { readonly single: string }> {
  return value !== null && typeof value === 'object' && 'single' in value
}

/** The condition once the single records have been asked: true or false where nothing else is left to ask. */
export function settled(condition: Condition, standing: Standing): Condition | boolean {
  if ('and' in condition) return joined(condition.and, standing, 'and')
  if ('or' in condition) return joined(condition.or, standing, 'or')
  if ('not' in condition) {
    const inner = settled(condition.not, standing)
    return typeof inner === 'boolean' ? !inner : { not: inner }
  }
  if ('some' in condition) {
    const some = settled(condition.some, standing)
    if (some === false) return false
    return { ...condition, some: some === true ? { path: ['id'], op: 'empty', value: false } : some }
  }
  if (isOfSingle(condition.path)) return holds(condition, standing)
  if (!isSingle(condition.value)) return condition
  const value = standing[`${condition.value.single}.${condition.value.path.join('.')}`] ?? null
  // As with `$user`: what is not there is like nothing.
  if (value === null) return condition.op === 'ne' || condition.op === 'nin'
  return { ...condition, value }
}

function joined(parts: readonly Condition[], standing: Standing, how: 'and' | 'or'): Condition | boolean {
  const all = parts.map((part) => settled(part, standing))
  const decides = how === 'or'
  if (all.includes(decides)) return decides
  const open = all.filter((part) => typeof part !== 'boolean')
  const [first] = open
  if (!first) return !decides
  if (open.length === 1) return first
  return how === 'and' ? { and: open } : { or: open }
}

function holds({ path, op, value }: Comparison, standing: Standing): boolean {
  const own = standing[path.join('.').slice(1)] ?? null
  const list = Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar]
  if (op === 'empty') return (own === null) === value
  const isAmong = list.includes(own)
  return op === 'ne' || op === 'nin' ? !isAmong : isAmong
}
