import type { ViewKey } from './view-type.ts'

const words = '../words.schema.json#/definitions'

/** Keys that several kinds of views have, each described once. */
export const id = {
  refersTo: 'id',
  schema: {
    $ref: `${words}/viewId`,
    description: 'Its name on this tab, for addresses and for other views. By default its entity or kind.',
    examples: ['new-book'],
  },
} as const satisfies ViewKey

export const title = {
  refersTo: 'label',
  schema: { $ref: `${words}/label`, description: 'A heading above it.', examples: ['Overdue'] },
} as const satisfies ViewKey

export const entity = {
  refersTo: 'entity',
  schema: {
    $ref: `${words}/snakeName`,
    description: 'The entity whose records it shows.',
    examples: ['books'],
  },
} as const satisfies ViewKey

export const where = {
  refersTo: 'condition',
  schema: {
    $ref: `${words}/condition`,
    description:
      'Which records it shows. In the detail of a list or overview `$record` is the one selected, and a new record gets what it has to equal of it.',
    examples: [{ status: 'open' }],
  },
} as const satisfies ViewKey

export const columns = {
  refersTo: 'columns',
  schema: {
    type: 'array',
    minItems: 1,
    maxItems: 30,
    uniqueItems: true,
    items: { $ref: `${words}/column` },
    description: 'What it shows of each record: fields, also of what they point to.',
    examples: [['title', 'author.name', { path: 'due', label: 'Back on' }]],
  },
} as const satisfies ViewKey

export const search = {
  refersTo: 'paths',
  schema: {
    $ref: `${words}/paths`,
    description: 'The texts that its search box looks in. Without it there is no search box.',
    examples: [['title', 'author.name']],
  },
} as const satisfies ViewKey

export const sort = {
  refersTo: 'sort',
  schema: {
    type: 'array',
    minItems: 1,
    maxItems: 5,
    uniqueItems: true,
    items: { $ref: `${words}/sortPath` },
    description: 'Its order at first; a `-` in front turns it round.',
    examples: [['-due', 'title']],
  },
} as const satisfies ViewKey

export const totals = {
  refersTo: 'numbers',
  schema: {
    type: 'array',
    minItems: 1,
    maxItems: 5,
    uniqueItems: true,
    items: { $ref: `${words}/snakeName` },
    description: 'The numbers that are added up below it; amounts in several currencies, each by itself.',
    examples: [['amount']],
  },
} as const satisfies ViewKey

export const actions = {
  refersTo: 'actions',
  schema: {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: { $ref: `${words}/action` },
    description: 'What its buttons do, for those who may.',
    examples: [['create', 'update', 'delete']],
  },
} as const satisfies ViewKey

export const form = {
  refersTo: 'form',
  schema: {
    $ref: `${words}/kebabName`,
    description:
      'What creates and updates its records. By default the only form of its entity, or one of all its fields.',
    examples: ['book'],
  },
} as const satisfies ViewKey
