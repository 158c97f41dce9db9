import { columns, id, title } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

export const fields = defineViewType({
  kind: 'fields',
  description: 'What the selected record says: its fields by name, to be read; files to be saved.',
  keys: {
    id,
    title,
    fields: {
      refersTo: 'columns',
      schema: {
        ...columns.schema,
        description: 'What it shows of the record: fields, also of what they point to.',
        examples: [['title', 'author.name', { path: 'due', label: 'Back on' }]],
      },
    },
  },
  required: ['fields'],
  ofSelected: true,
})
