import { defineFieldType } from './field-type.ts'
import { equalityOperators } from './operators.ts'

interface RelationOptions {
  readonly to: string
  readonly many?: boolean
}

const id = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }

export const relation = defineFieldType<RelationOptions>({
  name: 'relation',
  description: 'A link to a record, or to several.',
  options: {
    to: {
      $ref: '../words.schema.json#/definitions/snakeName',
      description: 'The entity it points to.',
      examples: ['authors'],
    },
    many: { type: 'boolean', description: 'It points to any number of records.', examples: [true] },
    onDelete: {
      type: 'string',
      enum: ['restrict', 'cascade', 'clear'],
      default: 'restrict',
      description:
        'When the record it points to is deleted: refuse that, delete this record too, or empty the field.',
      examples: ['cascade'],
    },
    inverse: {
      $ref: '../words.schema.json#/definitions/snakeName',
      description: 'How the entity it points to calls the other end.',
      examples: ['loans'],
    },
    where: {
      $ref: '../words.schema.json#/definitions/condition',
      description: 'Which records can be chosen. `$record` is the record that has this field.',
      examples: [{ status: 'available' }],
    },
  },
  requiredOptions: ['to'],
  without: ['default'],
  relates: true,
  storage: ({ many }) => (many ? { kind: 'none' } : { kind: 'reference' }),
  value: ({ many }) => (many ? { type: 'array', items: id, uniqueItems: true } : id),
  operators: equalityOperators,
  editor: ({ to, many }) => ({ kind: many ? 'relations' : 'relation', entity: to }),
  cell: ({ many }) => ({ kind: many ? 'relations' : 'relation' }),
})
