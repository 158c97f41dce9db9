import type { Comparison, Condition } from '../words/condition.ts'
import { listSize } from './comparison.ts'

/** What of a condition decides its SQL: everything but its values. Conditions of one shape share a prepared statement. */
export function shapeOf(condition: Condition): string {
  if ('and' in condition) return `and(${condition.and.map(shapeOf).join(' & ')})`
  if ('or' in condition) return `or(${condition.or.map(shapeOf).join(' | ')})`
  if ('not' in condition) return `not(${shapeOf(condition.not)})`
  if ('some' in condition) return `${condition.path.join('.')} some(${shapeOf(condition.some)})`
  return `${condition.path.join('.')} ${condition.op} ${shapeOfValue(condition)}`
}

function shapeOfValue({ op, value }: Comparison): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `${listSize(value)}${value.includes(null) ? 'n' : ''}`
  if (typeof value === 'object' || op === 'empty') return JSON.stringify(value)
  return ''
}

/** The comparisons of a condition, in the order in which they are compiled. */
export function comparisons(condition: Condition, into: Comparison[] = []): Comparison[] {
  if ('and' in condition) for (const part of condition.and) comparisons(part, into)
  else if ('or' in condition) for (const part of condition.or) comparisons(part, into)
  else if ('not' in condition) comparisons(condition.not, into)
  else if ('some' in condition) comparisons(condition.some, into)
  else into.push(condition)
  return into
}
