import { id } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

export const levels = defineViewType({
  kind: 'levels',
  description: 'One level for each page of the area, of the selected role.',
  keys: {
    id,
    field: {
      refersTo: 'field',
      schema: {
        $ref: '../words.schema.json#/definitions/snakeName',
        description: 'The field of type `levels`.',
        examples: ['levels'],
      },
    },
  },
  required: ['field'],
  ofSelected: true,
})
