import type { JsonSchema } from '../words/json-schema.ts'

const label = { $ref: '../words.schema.json#/definitions/label' }
const condition = { $ref: '../words.schema.json#/definitions/condition' }
const fieldName = { $ref: '../words.schema.json#/definitions/snakeName' }
const copy = {
  ...fieldName,
  description: 'Another field of the same record, whose value it gets.',
  examples: ['nickname'],
} as const

/** What every field can say, whatever its type, as JSON Schema `properties`. */
export const commonKeys = {
  label: {
    ...label,
    description: 'How people call it. By default its name, written as words.',
    examples: ['Title', { en: 'Title', nl: 'Titel' }],
  },
  hint: {
    ...label,
    description: 'A line of explanation below it.',
    examples: ['As on the cover'],
  },
  required: {
    type: 'boolean',
    description: 'It must have a value.',
    examples: [true],
  },
  unique: {
    type: 'boolean',
    description: 'No two records have the same value. Of texts, case and accents do not count.',
    examples: [true],
  },
  default: {
    type: ['string', 'number', 'boolean'],
    description: 'What a new record has where nothing else is entered.',
    examples: ['open'],
  },
  readOnly: {
    type: 'boolean',
    description: 'Shown, but written by the engine only.',
    examples: [true],
  },
  follows: {
    ...fieldName,
    description: 'Another field: while this one is untouched in a form, it takes what that one is given.',
    examples: ['username'],
  },
  visibleIf: {
    ...condition,
    description: 'It is shown only to records that fulfil this; of others it is emptied.',
    examples: [{ kind: 'book' }],
  },
  requiredIf: {
    ...condition,
    description: 'It must have a value in records that fulfil this.',
    examples: [{ kind: { ne: 'magazine' } }],
  },
  readOnlyIf: {
    ...condition,
    description: 'It cannot be changed in records that fulfil this.',
    examples: [{ status: 'returned' }],
  },
  was: {
    ...fieldName,
    description: 'What it was called before: its values, and what refers to it, come along.',
    examples: ['name'],
  },
  backfill: {
    type: ['string', 'number', 'boolean', 'object'],
    required: ['copy'],
    properties: { copy },
    additionalProperties: false,
    description:
      'What records that are there already get where they have no value: a value, or `{ copy: field }`.',
    examples: ['unknown', { copy: 'nickname' }],
    'x-hint': { type: 'Write a value, or `{ copy: field }`.' },
  },
  otherwise: {
    type: ['string', 'number', 'boolean', 'null'],
    description:
      'What records get whose value does not fit any more: `null` empties it. `first` keeps the first of several records.',
    examples: [null, 'unknown'],
  },
} as const satisfies Record<string, JsonSchema>

export type CommonKey = keyof typeof commonKeys
