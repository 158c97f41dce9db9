import type { Comparison, Condition } from '../words/condition.ts'

/** A value, nothing, or something of which no more is known than that it is there. */
export type Given = string | number | boolean | null | typeof something
export const something = Symbol('something')

/** What is given at a path; undefined where nothing is known of it. */
export type GivenAt = (path: string) => Given | undefined

/** Whether a record with these values fulfils the condition; undefined where it may be either. */
export function holds(condition: Condition, given: GivenAt): boolean | undefined {
  if ('and' in condition) return every(condition.and.map((one) => holds(one, given)))
  if ('or' in condition) return negated(every(condition.or.map((one) => negated(holds(one, given)))))
  if ('not' in condition) return negated(holds(condition.not, given))
  if ('some' in condition) return undefined
  return compare(condition, given(condition.path.join('.')))
}

interface Demanding {
  readonly required: boolean
  readonly visibleIf?: Condition | null | undefined
  readonly requiredIf?: Condition | null | undefined
}

/** Whether a record with these values surely must have one of the field: where it is hidden, it has none. */
export function isDemanded({ required, visibleIf, requiredIf }: Demanding, given: GivenAt): boolean {
  if (visibleIf && holds(visibleIf, given) === false) return false
  return (
    required ||
    (!!requiredIf && (!visibleIf || holds(visibleIf, given) === true) && holds(requiredIf, given) === true)
  )
}

/** What is known of a value of a record. */
export function givenOf(value: unknown): Given {
  if (value === undefined || value === null) return null
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : something
}

function every(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(false)) return false
  return all.includes(undefined) ? undefined : true
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}

function compare({ op, value }: Comparison, given: Given | undefined): boolean | undefined {
  if (given === undefined) return undefined
  if (op === 'empty') return (given === null) === value
  if (typeof given === 'symbol' || (typeof value === 'object' && value !== null && !Array.isArray(value)))
    return undefined
  const one = (other: unknown): boolean => other === given
  if (op === 'eq') return one(value)
  if (op === 'ne') return !one(value)
  if (op === 'in') return Array.isArray(value) && value.some(one)
  if (op === 'nin') return Array.isArray(value) && !value.some(one)
  return given === null ? false : undefined
}
