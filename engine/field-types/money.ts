import { defineFieldType } from './field-type.ts'
import { orderOperators } from './operators.ts'
import { scaledValue } from './scaled.ts'

interface MoneyOptions {
  readonly currency: string
  readonly min?: number
  readonly max?: number
}

// Stored in minor units: SQLite has no decimal column, and floats lose cents.
export const money = defineFieldType<MoneyOptions>({
  name: 'money',
  description: 'An amount in one currency.',
  options: {
    currency: {
      type: 'string',
      pattern: '^[A-Z]{3}$',
      description: 'ISO 4217 code.',
      examples: ['EUR'],
      'x-hint': { pattern: 'A currency is its ISO 4217 code, such as `EUR`.' },
    },
    min: { type: 'number', default: 0, description: 'Lowest amount.', examples: [1] },
    max: { type: 'number', description: 'Highest amount.', examples: [5000] },
  },
  requiredOptions: ['currency'],
  storage: () => ({ kind: 'scaled', scale: 2 }),
  value: ({ min = 0, max }) => scaledValue(2, { min, ...(max !== undefined && { max }) }),
  operators: orderOperators,
  editor: ({ currency, min = 0, max }) => ({
    kind: 'number',
    decimals: 2,
    min,
    ...(max !== undefined && { max }),
    suffix: currency,
  }),
  cell: ({ currency }) => ({ kind: 'number', decimals: 2, currency }),
})
