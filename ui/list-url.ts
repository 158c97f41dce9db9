import type { Comparison, Condition, Operand, Scalar } from '../engine/words/condition.ts'
import type { WireRecord } from '../engine/server/wire.ts'

export interface ListOptions {
  /** As the server takes it; `$user`, `$record` and `$today` operands filled in by `fillIn`. */
  readonly filter?: Condition | null
  readonly sort?: string
  readonly search?: string
  readonly fields?: readonly string[]
  /** Numbers that are added up over the whole list. */
  readonly totals?: readonly string[]
  readonly limit?: number
  readonly after?: string | null
  readonly before?: string | null
  readonly count?: 'none' | 'capped' | 'exact'
  readonly deleted?: 'only' | 'include'
  /** Of a to-many's address: those that could be linked. */
  readonly linked?: false
}

/** The address of a list, for `api.get`; `path` is an entity (`books`) or a to-many of a record (`books/7/authors`). */
export function listUrl(path: string, options: ListOptions = {}): string {
  const query = new URLSearchParams()
  if (options.filter) for (const [name, value] of filterParameters(options.filter)) query.append(name, value)
  if (options.sort) query.set('sort', options.sort)
  if (options.search?.trim()) query.set('search', options.search.trim())
  if (options.fields?.length) query.set('fields', options.fields.join(','))
  if (options.totals?.length) query.set('totals', options.totals.join(','))
  if (options.limit) query.set('limit', String(options.limit))
  if (options.after) query.set('after', options.after)
  if (options.before) query.set('before', options.before)
  if (options.count) query.set('count', options.count)
  if (options.deleted) query.set('deleted', options.deleted)
  if (options.linked === false) query.set('linked', 'false')
  const text = query.toString()
  return `/${path}${text ? `?${text}` : ''}`
}

/** The address of one record with all that it tells, and what may be done to it where that differs from record to record. */
export function recordUrl(path: string, { byRow }: { readonly byRow?: true }): string {
  return byRow ? `/${path}?fields=*,may` : `/${path}`
}

/** Both conditions, where there are two. */
export function both(first: Condition | null, second: Condition | null): Condition | null {
  return first && second ? { and: [first, second] } : (first ?? second)
}

/** Conditions that hold nothing (`and: []`) have no parameter; the server then lists all. */
export function filterParameters(condition: Condition, prefix = 'filter'): [string, string][] {
  if ('and' in condition) return group(condition.and, `${prefix}[and]`)
  if ('or' in condition) return group(condition.or, `${prefix}[or]`)
  if ('not' in condition) return filterParameters(condition.not, `${prefix}[not]`)
  const field = `${prefix}[${condition.path.join('.')}]`
  if ('some' in condition) return filterParameters(condition.some, `${field}[some]`)
  return comparison(condition, field)
}

function group(conditions: readonly Condition[], prefix: string): [string, string][] {
  return conditions.flatMap((condition, index) => filterParameters(condition, `${prefix}[${index}]`))
}

function comparison({ op, value }: Comparison, field: string): [string, string][] {
  // The parameter has no word for null: equal to nothing is empty.
  if (value === null && (op === 'eq' || op === 'ne')) return [[`${field}[empty]`, String(op === 'eq')]]
  // One parameter for each value: a value may hold a comma.
  if (isList(value)) return value.map((each) => [`${field}[${op}]`, String(each)])
  if (value !== null && typeof value === 'object') throw new Error(`${field} has not been filled in`)
  return [[`${field}[${op}]`, String(value)]]
}

export interface Surroundings {
  /** Who is signed in; only its id is known to the browser. */
  readonly user: { readonly id: number }
  readonly record: WireRecord | null
  readonly now?: Date
}

/**
 * The condition with `$user`, `$record`, `$now` and `$today` replaced by their values.
 * Null where one of them is not known: then the list cannot be asked for yet.
 */
export function fillIn(condition: Condition, around: Surroundings): Condition | null {
  if ('and' in condition) return filled(condition.and, around, (and) => ({ and }))
  if ('or' in condition) return filled(condition.or, around, (or) => ({ or }))
  if ('not' in condition) {
    const not = fillIn(condition.not, around)
    return not && { not }
  }
  if ('some' in condition) {
    const some = fillIn(condition.some, around)
    return some && { path: condition.path, some }
  }
  const value = operand(condition.value, around)
  return value === undefined ? null : { ...condition, value }
}

function filled(
  conditions: readonly Condition[],
  around: Surroundings,
  wrap: (conditions: Condition[]) => Condition,
): Condition | null {
  const all = conditions.map((condition) => fillIn(condition, around))
  return all.includes(null) ? null : wrap(all as Condition[])
}

function operand(value: Operand, { user, record, now = new Date() }: Surroundings): Operand | undefined {
  if (value === null || typeof value !== 'object' || isList(value)) return value
  if ('now' in value) return now.toISOString()
  // As the server counts days, wherever this browser is.
  if ('today' in value) return now.toISOString().slice(0, 10)
  if ('user' in value) return value.user.length === 0 ? user.id : undefined
  // Only permissions have these, which the server looks after.
  if ('single' in value) return undefined
  return record ? scalarAt(record, value.record) : undefined
}

function scalarAt(record: WireRecord, path: readonly string[]): Scalar | readonly Scalar[] | undefined {
  if (path.length === 0) return record.id
  let value: unknown = record
  for (const name of path) {
    if (value === null) return null
    if (typeof value !== 'object' || !(name in value)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  // A relation stands for its id.
  if (value !== null && typeof value === 'object' && 'id' in value) return value.id as number
  return value === null || typeof value !== 'object' ? (value as Scalar | undefined) : undefined
}

function isList(value: Operand): value is readonly Scalar[] {
  return Array.isArray(value)
}
