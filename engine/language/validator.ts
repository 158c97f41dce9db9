import type { Ajv } from 'ajv'
import type { JsonSchema } from '../words/json-schema.ts'
import { createAjv, pointerSteps } from './ajv.ts'

export interface Misfit {
  /** Where in the value; empty for the value itself. */
  readonly path: readonly string[]
  /** The keyword of JSON Schema that the value does not fulfil. */
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Everything about a value that does not fit; empty where it does. */
export type Validator = (value: unknown) => readonly Misfit[]

let shared: Ajv | undefined

/** Compiles a schema into a check: every misfit at once, and nothing coerced, filled in or dropped. */
export function compileValidator(schema: JsonSchema): Validator {
  shared ??= createAjv({ addUsedSchema: false })
  const validate = shared.compile(schema)
  return (value) => {
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, keyword, params }) => ({
      path: pointerSteps(instancePath),
      keyword,
      params: params as Record<string, unknown>,
    }))
  }
}
