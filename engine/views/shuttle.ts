import { id, search } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

const words = '../words.schema.json#/definitions'

export const shuttle = defineViewType({
  kind: 'shuttle',
  description:
    'Two columns of the selected record: what it could be linked to, and what it is. A click moves.',
  keys: {
    id,
    field: {
      refersTo: 'field',
      schema: {
        $ref: `${words}/snakeName`,
        description: 'A relation to several records.',
        examples: ['tags'],
      },
    },
    available: {
      refersTo: 'label',
      schema: { $ref: `${words}/label`, description: 'Above what could be linked.', examples: ['All tags'] },
    },
    assigned: {
      refersTo: 'label',
      schema: {
        $ref: `${words}/label`,
        description: 'Above what is linked.',
        examples: ['Tags of this book'],
      },
    },
    search: { ...search, of: 'target' },
  },
  required: ['field', 'available', 'assigned'],
  ofSelected: true,
})
