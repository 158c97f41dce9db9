import { defineFieldType } from './field-type.ts'
import { orderOperators } from './operators.ts'
import { scaledValue } from './scaled.ts'

interface DecimalOptions {
  readonly decimals?: number
  readonly min?: number
  readonly max?: number
}

// Stored as whole numbers of its last decimal: floats lose digits.
export const decimal = defineFieldType<DecimalOptions>({
  name: 'decimal',
  description: 'A number with decimals.',
  options: {
    decimals: {
      type: 'integer',
      minimum: 1,
      maximum: 6,
      default: 2,
      description: 'How many digits follow the point.',
      examples: [3],
    },
    min: { type: 'number', description: 'Lowest value.', examples: [0] },
    max: { type: 'number', description: 'Highest value.', examples: [99.5] },
  },
  requiredOptions: [],
  storage: ({ decimals = 2 }) => ({ kind: 'scaled', scale: decimals }),
  value: ({ decimals = 2, ...bounds }) => scaledValue(decimals, bounds),
  operators: orderOperators,
  editor: ({ decimals = 2, ...bounds }) => ({ kind: 'number', decimals, ...bounds }),
  cell: ({ decimals = 2 }) => ({ kind: 'number', decimals }),
})
