import type { Condition, Operand, Operator, Path } from '../../engine/words/condition.ts'
import { fold } from './fold.ts'

export type Values = Readonly<Record<string, unknown>>

/** What the operands of a condition may point to. */
export interface ConditionContext {
  /** `$user`: who is signed in. */
  readonly user: Values | null
  /** `$record`: the record at hand. */
  readonly record: Values | null
  readonly now: Date
}

/** A form is its own record at hand. */
export type FormContext = Omit<ConditionContext, 'record'>

/**
 * Whether a record fulfils a condition: what the server says in SQL, said in the browser. Empty values compare as in
 * people's heads: `ne` holds where there is no value, and `not` of what does not hold, holds.
 */
export function holds(condition: Condition, record: Values, context: ConditionContext): boolean {
  if ('and' in condition) return condition.and.every((part) => holds(part, record, context))
  if ('or' in condition) return condition.or.some((part) => holds(part, record, context))
  if ('not' in condition) return !holds(condition.not, record, context)
  if ('some' in condition) {
    return members(valueAt(record, condition.path)).some((member) => holds(condition.some, member, context))
  }
  return compare[condition.op](
    comparable(valueAt(record, condition.path)),
    operandValue(condition.value, context),
  )
}

/** A scalar, or a list of scalars where the operand is one. */
export type OperandValue = string | number | boolean | null | readonly unknown[]

export function operandValue(operand: Operand, context: ConditionContext): OperandValue {
  if (operand === null || typeof operand !== 'object') return operand
  if ('now' in operand) return context.now.toISOString()
  if ('today' in operand) return context.now.toISOString().slice(0, 10)
  if ('user' in operand) return pointedTo(context.user, operand.user)
  if ('record' in operand) return pointedTo(context.record, operand.record)
  return operand
}

function pointedTo(values: Values | null, path: Path): OperandValue {
  if (!values) return null
  const value = valueAt(values, path.length === 0 ? ['id'] : path)
  return isMany(value) ? members(value).map((member) => member.id) : comparable(value)
}

export function valueAt(record: Values, path: Path): unknown {
  let value: unknown = record
  for (const name of path) {
    if (value === null || typeof value !== 'object') return null
    value = (value as Values)[name]
  }
  return value ?? null
}

function isMany(value: unknown): boolean {
  return Array.isArray(value) || (value !== null && typeof value === 'object' && 'data' in value)
}

function members(value: unknown): readonly Values[] {
  if (Array.isArray(value)) return value as readonly Values[]
  if (value !== null && typeof value === 'object' && 'data' in value) return value.data as readonly Values[]
  return []
}

/** Relations are compared by id, and a text without characters is no value. */
function comparable(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined || value === '') return null
  if (isMany(value)) return members(value).length > 0 ? true : null
  if (typeof value === 'object') return (value as { readonly id?: number }).id ?? null
  return value as string | number | boolean
}

type Compare = (value: string | number | boolean | null, operand: OperandValue) => boolean

const compare = {
  eq: (value, operand) => value === operand,
  ne: (value, operand) => value !== operand,
  in: (value, operand) => Array.isArray(operand) && operand.includes(value),
  nin: (value, operand) => !(Array.isArray(operand) && operand.includes(value)),
  lt: (value, operand) => bothGiven(value, operand) && value! < operand!,
  lte: (value, operand) => bothGiven(value, operand) && value! <= operand!,
  gt: (value, operand) => bothGiven(value, operand) && value! > operand!,
  gte: (value, operand) => bothGiven(value, operand) && value! >= operand!,
  contains: (value, operand) =>
    bothTexts(value, operand) && fold(String(value)).includes(fold(String(operand))),
  startsWith: (value, operand) =>
    bothTexts(value, operand) && fold(String(value)).startsWith(fold(String(operand))),
  empty: (value, operand) => (value === null) === operand,
} satisfies Record<Operator, Compare>

function bothGiven(value: unknown, operand: unknown): boolean {
  return value !== null && operand !== null
}

function bothTexts(value: unknown, operand: unknown): boolean {
  return typeof value === 'string' && typeof operand === 'string'
}
