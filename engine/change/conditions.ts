import type { Comparison, Condition, Operand, Scalar } from '../words/condition.ts'
import { listed } from './sentences.ts'

/** A condition as somebody would say it who knows the definitions: `status is open and due is before $today`. */
export function conditionInWords(condition: Condition): string {
  if ('and' in condition) return condition.and.map((part) => within(part, 'or')).join(' and ')
  if ('or' in condition) return condition.or.map((part) => within(part, 'and')).join(' or ')
  if ('not' in condition) return `not (${conditionInWords(condition.not)})`
  if ('some' in condition)
    return `one of ${condition.path.join('.')} has ${within(condition.some, 'and', 'or')}`
  return comparisonInWords(condition)
}

function within(condition: Condition, ...joined: readonly ('and' | 'or')[]): string {
  const words = conditionInWords(condition)
  return joined.some((key) => key in condition) ? `(${words})` : words
}

const verbs = {
  eq: 'is',
  ne: 'is not',
  in: 'is one of',
  nin: 'is none of',
  lt: 'is below',
  lte: 'is at most',
  gt: 'is above',
  gte: 'is at least',
  contains: 'contains',
  startsWith: 'starts with',
} as const

function comparisonInWords({ path, op, value }: Comparison): string {
  const field = path.join('.')
  if (op === 'empty') return `${field} ${value === true ? 'is empty' : 'has a value'}`
  if (value === null) return `${field} ${op === 'ne' ? 'has a value' : 'is empty'}`
  return `${field} ${verbs[op]} ${operandInWords(value)}`
}

/** A value, or what stands for one. */
export function operandInWords(value: Operand): string {
  if (Array.isArray(value)) return listed((value as readonly Scalar[]).map(scalarInWords))
  if (value === null || typeof value !== 'object') return scalarInWords(value)
  if ('user' in value) return ['$user', ...value.user].join('.')
  if ('record' in value) return ['$record', ...value.record].join('.')
  if ('single' in value) return [`$${value.single}`, ...value.path].join('.')
  return 'now' in value ? '$now' : '$today'
}

function scalarInWords(value: Scalar): string {
  if (value === null) return 'empty'
  return typeof value === 'string' && !/^[\w.-]+$/.test(value) ? `'${value}'` : String(value)
}
