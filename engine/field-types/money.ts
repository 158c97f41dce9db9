import { defineFieldType } from './field-type.ts'
import { orderOperators } from './operators.ts'
import { scaledValue } from './scaled.ts'

interface MoneyOptions {
  readonly currency: string | { readonly field: string }
  readonly min?: number
  readonly max?: number
}

// Stored in minor units: SQLite has no decimal column, and floats lose cents.
export const money = defineFieldType<MoneyOptions>({
  name: 'money',
  description: 'An amount, in one currency or in that which the record says.',
  options: {
    currency: {
      type: ['string', 'object'],
      pattern: '^[A-Z]{3}$',
      required: ['field'],
      properties: {
        field: {
          $ref: '../words.schema.json#/definitions/snakeName',
          description: 'The field of the record that holds the code.',
          examples: ['currency'],
        },
      },
      additionalProperties: false,
      description: 'ISO 4217 code, or the field of the same record that holds it.',
      examples: ['EUR', { field: 'currency' }],
      'x-hint': {
        pattern:
          'A currency is its ISO 4217 code, such as `EUR`; where a field holds it, write `{ field: currency }`.',
        type: 'Write an ISO 4217 code such as `EUR`, or `{ field: currency }`.',
      },
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
    ...(typeof currency === 'string' ? { suffix: currency } : { suffixField: currency.field }),
  }),
  cell: ({ currency }) => ({
    kind: 'number',
    decimals: 2,
    ...(typeof currency === 'string' ? { currency } : { currencyField: currency.field }),
  }),
})
