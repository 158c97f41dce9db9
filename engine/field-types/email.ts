import { defineFieldType } from './field-type.ts'
import { textOperators } from './operators.ts'

interface EmailOptions {
  readonly maxLength?: number
}

export const email = defineFieldType<EmailOptions>({
  name: 'email',
  description: 'An email address.',
  options: {
    maxLength: {
      type: 'integer',
      minimum: 1,
      maximum: 254,
      default: 254,
      description: 'Most characters.',
      examples: [120],
    },
  },
  requiredOptions: [],
  storage: () => ({ kind: 'text', folded: true }),
  value: ({ maxLength = 254 }) => ({ type: 'string', format: 'email', maxLength }),
  operators: textOperators,
  editor: ({ maxLength = 254 }) => ({ kind: 'text', input: 'email', maxLength }),
  cell: () => ({ kind: 'link', scheme: 'mailto' }),
})
