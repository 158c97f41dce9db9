import { defineFieldType } from './field-type.ts'
import { textOperators } from './operators.ts'

interface PhoneOptions {
  readonly maxLength?: number
}

export const phone = defineFieldType<PhoneOptions>({
  name: 'phone',
  description: 'A phone number, as people write it.',
  options: {
    maxLength: {
      type: 'integer',
      minimum: 1,
      maximum: 40,
      default: 40,
      description: 'Most characters.',
      examples: [20],
    },
  },
  requiredOptions: [],
  storage: () => ({ kind: 'text', folded: true }),
  value: ({ maxLength = 40 }) => ({ type: 'string', pattern: '^[+(]?[0-9][0-9 ()./-]*$', maxLength }),
  operators: textOperators,
  editor: ({ maxLength = 40 }) => ({ kind: 'text', input: 'tel', maxLength }),
  cell: () => ({ kind: 'link', scheme: 'tel' }),
})
