import type { Operation } from '../words/operation.ts'
import type { Condition } from '../words/condition.ts'

/** Which records something reaches: all, none, or those that fulfil a condition. */
export type Records = Condition | boolean

/** One way in which an operation reaches other records than before, and the fields for which it does. */
export interface Shift {
  readonly before: Records
  readonly after: Records
  readonly operations: readonly Operation[]
  /** Null: the records with all that the operation reaches of them. */
  readonly fields: readonly string[] | null
}

/** Equal for conditions that say the same in another order. */
export function textOf(records: Records): string {
  return JSON.stringify(inOrder(records))
}

function inOrder(records: Records): unknown {
  if (typeof records === 'boolean') return records
  if ('and' in records) return { and: records.and.map(textOf).sort() }
  if ('or' in records) return { or: records.or.map(textOf).sort() }
  if ('not' in records) return { not: textOf(records.not) }
  if ('some' in records) return { path: records.path, some: textOf(records.some) }
  return { path: records.path, op: records.op, value: records.value }
}
