import { defineFieldType } from './field-type.ts'
import { textOperators } from './operators.ts'

interface UrlOptions {
  readonly maxLength?: number
}

export const url = defineFieldType<UrlOptions>({
  name: 'url',
  description: 'The address of a web page, with http:// or https://.',
  options: {
    maxLength: {
      type: 'integer',
      minimum: 1,
      maximum: 2000,
      default: 2000,
      description: 'Most characters.',
      examples: [120],
    },
  },
  requiredOptions: [],
  storage: () => ({ kind: 'text', folded: true }),
  value: ({ maxLength = 2000 }) => ({
    type: 'string',
    format: 'uri',
    pattern: '^[hH][tT][tT][pP][sS]?://',
    maxLength,
  }),
  operators: textOperators,
  editor: ({ maxLength = 2000 }) => ({ kind: 'text', input: 'url', maxLength }),
  cell: () => ({ kind: 'link', scheme: 'url' }),
})
