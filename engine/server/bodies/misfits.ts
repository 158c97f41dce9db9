import type { Misfit } from '../../language/validator.ts'
import type { FieldFailure } from '../failures.ts'
import type { MessageKey } from '../messages/messages.ts'

const types: Readonly<Record<string, MessageKey>> = {
  string: 'field-text',
  number: 'field-number',
  integer: 'field-integer',
  boolean: 'field-boolean',
}

const formats: Readonly<Record<string, MessageKey>> = {
  email: 'field-email',
  uri: 'field-url',
  date: 'field-date',
  'date-time': 'field-date',
}

const keywords: Readonly<Record<string, MessageKey>> = {
  maxLength: 'field-too-long',
  minLength: 'field-too-short',
  minimum: 'field-too-low',
  formatMinimum: 'field-too-low',
  maximum: 'field-too-high',
  formatMaximum: 'field-too-high',
  multipleOf: 'field-decimals',
  pattern: 'field-pattern',
  enum: 'field-option',
  additionalProperties: 'field-option',
}

/** What a schema says of a value, in words for whoever typed it. */
export function misfitFailure({ path, keyword, params }: Misfit): FieldFailure {
  const { limit, type, format, additionalProperty } = params
  const at = typeof additionalProperty === 'string' ? [...path, additionalProperty] : path
  return {
    field: at.join('.').slice(0, 200),
    key: keyOf(keyword, type, format),
    ...((typeof limit === 'number' || typeof limit === 'string') && { parameters: { limit } }),
  }
}

function keyOf(keyword: string, type: unknown, format: unknown): MessageKey {
  if (keyword === 'type') return types[String(type)] ?? 'field-type'
  if (keyword === 'format') return formats[String(format)] ?? 'field-pattern'
  return keywords[keyword] ?? 'field-type'
}
