import { defineFieldType } from './field-type.ts'
import { textOperators } from './operators.ts'

interface LongTextOptions {
  readonly maxLength?: number
}

export const longText = defineFieldType<LongTextOptions>({
  name: 'longText',
  description: 'Several lines of text.',
  options: {
    maxLength: {
      type: 'integer',
      minimum: 1,
      maximum: 100_000,
      default: 10_000,
      description: 'Most characters.',
      examples: [2000],
    },
  },
  requiredOptions: [],
  // Databases index no text of this length.
  without: ['unique'],
  storage: () => ({ kind: 'text', folded: true }),
  value: ({ maxLength = 10_000 }) => ({ type: 'string', maxLength }),
  operators: textOperators,
  editor: ({ maxLength = 10_000 }) => ({ kind: 'longText', maxLength }),
  cell: () => ({ kind: 'text' }),
})
