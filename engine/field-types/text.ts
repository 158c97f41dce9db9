import { defineFieldType } from './field-type.ts'
import { textOperators } from './operators.ts'

interface TextOptions {
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
}

export const text = defineFieldType<TextOptions>({
  name: 'text',
  description: 'A line of text.',
  options: {
    minLength: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      description: 'Fewest characters.',
      examples: [2],
    },
    maxLength: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      default: 255,
      description: 'Most characters.',
      examples: [120],
    },
    pattern: {
      type: 'string',
      format: 'regex',
      maxLength: 200,
      description: 'A regular expression that the whole text fits.',
      examples: ['[A-Z]{2}[0-9]{6}'],
    },
  },
  requiredOptions: [],
  storage: () => ({ kind: 'text', folded: true }),
  value: ({ minLength, maxLength = 255, pattern }) => ({
    type: 'string',
    ...(minLength !== undefined && { minLength }),
    maxLength,
    ...(pattern !== undefined && { pattern: `^(?:${pattern})$` }),
  }),
  operators: textOperators,
  editor: ({ maxLength = 255, pattern }) => ({
    kind: 'text',
    input: 'text',
    maxLength,
    ...(pattern !== undefined && { pattern }),
  }),
  cell: () => ({ kind: 'text' }),
})
