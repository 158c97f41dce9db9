import type { JsonSchema } from '../words/json-schema.ts'

interface Bounds {
  readonly min?: number
  readonly max?: number
}

/** A number of that many decimals and of at most 15 digits in all: beyond, JSON's numbers are no longer exact. */
export function scaledValue(decimals: number, { min, max }: Bounds): JsonSchema {
  const step = Number(`1e-${decimals}`)
  const largest = Number((Number(`1e${15 - decimals}`) - step).toPrecision(15))
  return { type: 'number', minimum: min ?? -largest, maximum: max ?? largest, multipleOf: step }
}
