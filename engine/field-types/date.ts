import { defineFieldType } from './field-type.ts'
import { orderOperators } from './operators.ts'

interface DateOptions {
  readonly min?: string
  readonly max?: string
}

// PostgreSQL knows no year 0.
const firstDay = '0001-01-01'

export const date = defineFieldType<DateOptions>({
  name: 'date',
  description: 'A day, without a time.',
  options: {
    min: { type: 'string', format: 'date', description: 'First day.', examples: ['2020-01-01'] },
    max: { type: 'string', format: 'date', description: 'Last day.', examples: ['2099-12-31'] },
  },
  requiredOptions: [],
  storage: () => ({ kind: 'date' }),
  value: ({ min = firstDay, max }) => ({
    type: 'string',
    format: 'date',
    formatMinimum: min,
    ...(max !== undefined && { formatMaximum: max }),
  }),
  operators: orderOperators,
  editor: (options) => ({ kind: 'date', ...options }),
  cell: () => ({ kind: 'date' }),
})
