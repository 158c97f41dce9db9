import type { JsonSchema } from '../words/json-schema.ts'
import type { Named } from './project.ts'

/** One of these names, each with its description, as editors of JSON Schema show them. */
export function oneOf(names: readonly Named[]): JsonSchema {
  // An empty enum refuses everything, which is not what is meant where there are no names yet.
  if (names.length === 0) return {}
  return {
    enum: names.map(({ name }) => name),
    enumDescriptions: names.map(({ description }) => description),
  }
}

/** Like `oneOf`, for values that need not be one: `$user`, a path that is longer than those listed. */
export function oneOfOr(names: readonly Named[], pattern: string): JsonSchema {
  return names.length === 0 ? {} : { anyOf: [oneOf(names), { type: 'string', pattern }] }
}

/** One of these, or a map that says more of it at this key. */
export function shortOrMap(names: JsonSchema, key: string): JsonSchema {
  return { anyOf: [names, { type: 'object', properties: { [key]: names } }] }
}

/** One of these, or a list of them. */
export function oneOrMany(names: JsonSchema): JsonSchema {
  return { anyOf: [names, { type: 'array', items: names }] }
}

/** `then` where a key has this value. */
export function where(key: string, value: string, then: JsonSchema): JsonSchema {
  return { if: { required: [key], properties: { [key]: { const: value } } }, then }
}

/** A map whose keys are these names. */
export function keysOf(
  names: readonly Named[],
  value: (name: string) => JsonSchema = () => ({}),
  pattern?: string,
): JsonSchema {
  const known = { enum: names.map(({ name }) => name) }
  return {
    properties: Object.fromEntries(
      names.map(({ name, description }) => [name, { description, ...value(name) }]),
    ),
    ...(names.length > 0 && {
      propertyNames: pattern === undefined ? known : { anyOf: [known, { pattern }] },
    }),
  }
}
