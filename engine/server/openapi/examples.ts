import type { FieldPlan } from '../../plan/plan.ts'
import type { JsonSchema } from '../../words/json-schema.ts'
import { textFitting } from './pattern-text.ts'

const byFormat: Readonly<Record<string, string>> = {
  email: 'ann@example.org',
  uri: 'https://example.org/',
  date: '2026-01-31',
  'date-time': '2026-01-31T09:30:00.000Z',
}

/** A value that the field takes; undefined where none comes to mind. */
export function exampleOf(field: FieldPlan): unknown {
  if (field.default !== null && field.default !== undefined) return field.default
  if (field.relation) return field.relation.many ? [1, 2] : 1
  return exampleOfSchema(field.value, field.name)
}

function exampleOfSchema(schema: JsonSchema, name: string): unknown {
  const { type, enum: options, format } = schema
  if (Array.isArray(options)) return options[0]
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return within(schema, type === 'integer' ? 12 : 12.5)
  if (type === 'string') return textOf(schema, typeof format === 'string' ? format : null, name)
  return type === 'object' ? exampleOfObject(schema) : undefined
}

function exampleOfObject({ properties = {} }: JsonSchema): unknown {
  const parts = Object.entries(properties as Record<string, JsonSchema>)
  return Object.fromEntries(
    parts.flatMap(([name, part]) => {
      const example = exampleOfSchema(part, name)
      return example === undefined ? [] : [[name, example]]
    }),
  )
}

function within({ minimum, maximum, multipleOf }: JsonSchema, usual: number): number {
  const low = typeof minimum === 'number' ? minimum : -Infinity
  const high = typeof maximum === 'number' ? maximum : Infinity
  if (usual >= low && usual <= high) return usual
  const nearest = usual < low ? low : high
  const step = typeof multipleOf === 'number' ? multipleOf : 1
  return Number((Math.round(nearest / step) * step).toFixed(6))
}

function textOf(schema: JsonSchema, format: string | null, name: string): string | undefined {
  const { minLength = 0, maxLength = Infinity, pattern, formatMinimum, formatMaximum } = schema
  const text =
    (format === null ? undefined : byFormat[format]) ??
    (typeof pattern === 'string' ? textFitting(pattern) : sentence(name))
  if (text === undefined) return undefined
  if (typeof formatMinimum === 'string' && text < formatMinimum) return formatMinimum
  if (typeof formatMaximum === 'string' && text > formatMaximum) return formatMaximum
  const long = text.padEnd(Number(minLength), '.')
  if (long.length <= Number(maxLength)) return long
  return pattern === undefined && format === null ? long.slice(0, Number(maxLength)).trimEnd() : undefined
}

function sentence(name: string): string {
  const words = name.replaceAll('_', ' ')
  return `Some ${words}`
}
