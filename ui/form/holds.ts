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
 * Whether a record fulfils a condition: what the server says in SQL, said in the browser, and held to it by a property
 * test. Empty values compare as in people's heads: `ne` holds where there is no value.
 */
export function holds(condition: Condition, record: Values, context: ConditionContext): boolean {
  if ('and' in condition) return condition.and.every((part) => holds(part, record, context))
  if ('or' in condition) return condition.or.some((part) => holds(part, record, context))
  if ('not' in condition) return !holds(condition.not, record, context)
  if ('some' in condition) {
    return reached(record, condition.path).some(
      (member) => isRecord(member) && holds(condition.some, member, context),
    )
  }
  const values = reached(record, condition.path).map(plain)
  return compare[condition.op](values, operandValues(condition.value, context), condition.value)
}

type Plain = string | number | boolean | null

/** All that a path leads to: several values where it goes through a to-many, none where it ends before. */
function reached(record: Values, path: Path): readonly unknown[] {
  return path.reduce<readonly unknown[]>(
    (here, name) => here.flatMap((one) => (isRecord(one) ? membersOf(one[name]) : [])),
    [record],
  )
}

function membersOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (isRecord(value) && Array.isArray(value['data'])) return value['data']
  return [value]
}

function isRecord(value: unknown): value is Values {
  return value !== null && typeof value === 'object'
}

/** Relations are compared by id, and a text without characters is no value. */
function plain(value: unknown): Plain {
  if (value === undefined || value === '') return null
  return (isRecord(value) ? (value['id'] ?? null) : value) as Plain
}

function operandValues(operand: Operand, context: ConditionContext): readonly Plain[] {
  if (isList(operand)) return operand
  if (operand === null || typeof operand !== 'object') return [operand]
  if ('now' in operand) return [context.now.toISOString()]
  if ('today' in operand) return [context.now.toISOString().slice(0, 10)]
  // Only permissions have these, which the server looks after.
  if ('single' in operand) return []
  const [source, path] = 'user' in operand ? [context.user, operand.user] : [context.record, operand.record]
  return source ? reached(source, path.length === 0 ? ['id'] : path).map(plain) : []
}

/** `Array.isArray` does not tell read-only lists from what else an operand may be. */
function isList(operand: Operand): operand is readonly Plain[] {
  return Array.isArray(operand)
}

function isUser(operand: Operand): boolean {
  return isRecord(operand) && 'user' in operand
}

type Compare = (values: readonly Plain[], operands: readonly Plain[], operand: Operand) => boolean

function isEmpty(values: readonly Plain[]): boolean {
  return values.every((value) => value === null)
}

const equals: Compare = (values, operands, operand) => {
  // What the user lacks equals nothing: nobody gets the records without an owner by having none.
  if (isEmpty(operands)) return !isUser(operand) && isEmpty(values)
  return values.some((value) => value !== null && operands.includes(value))
}

const within: Compare = (values, operands, operand) =>
  (isList(operand) && operands.includes(null) && isEmpty(values)) ||
  values.some((value) => value !== null && operands.includes(value))

function ordered(test: (value: Plain, operand: Plain) => boolean): Compare {
  return (values, [operand = null]) =>
    operand !== null && values.some((value) => value !== null && test(value, operand))
}

function texts(test: (text: string, part: string) => boolean): Compare {
  return (values, [operand]) =>
    typeof operand === 'string' &&
    values.some((value) => typeof value === 'string' && test(fold(value), fold(operand)))
}

const compare = {
  eq: equals,
  ne: (...given) => !equals(...given),
  in: within,
  nin: (...given) => !within(...given),
  lt: ordered((value, operand) => value! < operand!),
  lte: ordered((value, operand) => value! <= operand!),
  gt: ordered((value, operand) => value! > operand!),
  gte: ordered((value, operand) => value! >= operand!),
  contains: texts((text, part) => text.includes(part)),
  startsWith: texts((text, part) => text.startsWith(part)),
  empty: (values, [operand]) => isEmpty(values) === operand,
} satisfies Record<Operator, Compare>
