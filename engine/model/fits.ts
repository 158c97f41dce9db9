import { compileValidator, type Validator } from '../language/validator.ts'
import { didYouMean } from '../problems/suggest.ts'
import type { JsonSchema } from '../words/json-schema.ts'

const validators = new Map<string, Validator>()

/** Compiling takes a hundred times what checking does, and many fields have the same schema. */
function validatorOf(schema: JsonSchema): Validator {
  const key = JSON.stringify(schema)
  const known = validators.get(key)
  if (known) return known
  const made = compileOrTakeAnything(schema)
  // Bounded: a portal that reloads for a year must not grow.
  if (validators.size >= 2000) validators.clear()
  validators.set(key, made)
  return made
}

/** Options that the author got wrong make no schema; they have been reported where they stand. */
function compileOrTakeAnything(schema: JsonSchema): Validator {
  try {
    return compileValidator(schema)
  } catch {
    return () => []
  }
}

export function fits(schema: JsonSchema, value: unknown): boolean {
  const choices = schema['enum']
  if (Array.isArray(choices)) return choices.includes(value)
  return validatorOf(schema)(value).length === 0
}

/** What a value is compared with: of the same kind, but free of the bounds that a value of the field has. */
export function comparable({ type, format, pattern, enum: choices }: JsonSchema): JsonSchema {
  if (choices !== undefined) return { enum: choices }
  if (format === 'date' || format === 'date-time')
    return { type, format, ...(pattern !== undefined && { pattern }) }
  return { type }
}

const byFormat: Readonly<Record<string, string>> = {
  date: 'Write a day that exists, such as `2026-02-28`.',
  'date-time': 'Write a moment such as `2026-02-28T12:00:00.000Z`.',
  email: 'Write an email address.',
  uri: 'Write an address with http:// or https://.',
}

const byType: Readonly<Record<string, string>> = {
  string: 'Write a text; look at its length and pattern.',
  integer: 'Write a whole number within its bounds.',
  number: 'Write a number within its bounds.',
  boolean: 'Write `true` or `false`.',
}

/** What to write instead of a value that does not fit. */
export function whyNot({ type, format, enum: choices }: JsonSchema, value: unknown): string {
  if (Array.isArray(choices)) return didYouMean(typeof value === 'string' ? value : '', choices.map(String))
  if (typeof value === 'object') return ''
  if (type === 'string' && typeof value !== 'string') {
    return `Write it between quotes: \`"${JSON.stringify(value)}"\`.`
  }
  return byFormat[String(format)] ?? byType[String(type)] ?? ''
}
