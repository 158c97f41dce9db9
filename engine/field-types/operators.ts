import type { Operator } from '../words/condition.ts'

/** What conditions can ask of texts that people type. */
export const textOperators: readonly Operator[] = ['eq', 'ne', 'in', 'nin', 'contains', 'startsWith', 'empty']

/** Of values that have an order. */
export const orderOperators: readonly Operator[] = [
  'eq',
  'ne',
  'in',
  'nin',
  'lt',
  'lte',
  'gt',
  'gte',
  'empty',
]

/** Of values that are one of a few, or a record. */
export const equalityOperators: readonly Operator[] = ['eq', 'ne', 'in', 'nin', 'empty']
