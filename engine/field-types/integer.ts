import { defineFieldType } from './field-type.ts'
import { orderOperators } from './operators.ts'

interface IntegerOptions {
  readonly min?: number
  readonly max?: number
}

export const integer = defineFieldType<IntegerOptions>({
  name: 'integer',
  description: 'A whole number.',
  options: {
    min: { type: 'integer', description: 'Lowest value.', examples: [1] },
    max: { type: 'integer', description: 'Highest value.', examples: [100] },
  },
  requiredOptions: [],
  storage: () => ({ kind: 'integer' }),
  // Beyond this, JSON's numbers are no longer exact.
  value: ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }) => ({
    type: 'integer',
    minimum: min,
    maximum: max,
  }),
  operators: orderOperators,
  editor: (options) => ({ kind: 'number', decimals: 0, ...options }),
  cell: () => ({ kind: 'number', decimals: 0 }),
})
