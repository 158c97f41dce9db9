import { encode, UnfitValue } from '../../access/encode.ts'
import type { Storage } from '../../field-types/field-type.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import type { Operator, Scalar } from '../../words/condition.ts'
import { malformed } from '../failures.ts'

const longestText = 1_000
const number = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/
const whole = /^-?(?:0|[1-9]\d{0,15})$/

const moment = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/

/** How the text of a parameter is read, by how the value is kept; undefined where it does not fit. */
const readers: Readonly<Record<Storage['kind'], (text: string) => Scalar | undefined>> = {
  text: (text) => (text.length > longestText ? undefined : text),
  integer: (text) => (whole.test(text) ? Number(text) : undefined),
  reference: (text) => (whole.test(text) ? Number(text) : undefined),
  none: (text) => (whole.test(text) ? Number(text) : undefined),
  scaled: (text) => (number.test(text) ? Number(text) : undefined),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  date: (text) => text,
  dateTime: (text) => (moment.test(text) && isDay(text.slice(0, 10)) ? text : undefined),
  json: () => undefined,
  file: () => undefined,
}

/** JavaScript takes the 30th of February for the 2nd of March. */
function isDay(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

export function filterValue(field: FieldPlan, name: string, operator: Operator, text: string): Scalar {
  const value = readers[field.storage.kind](text)
  if (value === undefined || !isStorable(field.storage, value)) throw malformed('bad-value', { name })
  if (operator === 'eq' || operator === 'ne') refuseUnknownOption(field, name, text)
  return value
}

export function listValue(field: FieldPlan, name: string, text: string): Scalar {
  return filterValue(field, name, 'eq', text)
}

/** Dates that do not exist, numbers with a digit too many, texts that no column holds. */
function isStorable(storage: Storage, value: Scalar): boolean {
  try {
    encode(storage, value, 'sqlite')
    return true
  } catch (error) {
    if (error instanceof UnfitValue) return false
    throw error
  }
}

function refuseUnknownOption(field: FieldPlan, name: string, text: string): void {
  if (field.editor.kind !== 'choice') return
  if (!field.editor.options.some((option) => option.value === text)) throw malformed('bad-value', { name })
}
