import { defineFieldType } from './field-type.ts'
import { fileKinds, type FileKindName } from './file-kinds.ts'

interface FileOptions {
  readonly accept?: readonly FileKindName[]
  readonly maxSize?: string
}

const units: Readonly<Record<string, number>> = { kB: 1024, MB: 1024 * 1024 }

/** `10 MB` → bytes. */
function bytesOf(size: string): number {
  const [number = '', unit = ''] = size.split(' ')
  return Number(number) * (units[unit] ?? 1)
}

// Its bytes stand beside the database; the column says where, and how people call it.
export const file = defineFieldType<FileOptions>({
  name: 'file',
  description: 'A file, such as a PDF: sent and fetched by itself, kept beside the database.',
  options: {
    accept: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { type: 'string', enum: Object.keys(fileKinds) },
      default: ['pdf', 'png', 'jpeg'],
      description: 'Which kinds are taken. What a file is, its content says.',
      examples: [['pdf'], ['csv', 'xlsx']],
    },
    maxSize: {
      type: 'string',
      pattern: '^[1-9][0-9]{0,2} (kB|MB)$',
      default: '10 MB',
      description: 'The largest that is taken.',
      examples: ['500 kB', '25 MB'],
      'x-hint': { pattern: 'Write a number up to 999 and a unit: `500 kB`, `25 MB`.' },
    },
  },
  requiredOptions: [],
  without: ['required', 'unique', 'default', 'follows', 'requiredIf', 'backfill', 'otherwise'],
  storage: () => ({ kind: 'file' }),
  value: () => ({
    type: 'object',
    required: ['name', 'size', 'type', 'href'],
    properties: {
      name: { type: 'string' },
      size: { type: 'integer', minimum: 0, description: 'Bytes.' },
      type: { type: 'string' },
      href: { type: 'string', description: 'Where its bytes are.' },
    },
    additionalProperties: false,
  }),
  operators: ['empty'],
  editor: ({ accept = ['pdf', 'png', 'jpeg'], maxSize = '10 MB' }) => ({
    kind: 'file',
    accept,
    maxSize: bytesOf(maxSize),
  }),
  cell: () => ({ kind: 'file' }),
})
