import { id } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

export const text = defineViewType({
  kind: 'text',
  description: 'A text for whoever looks.',
  keys: {
    id,
    text: {
      refersTo: 'label',
      schema: {
        $ref: '../words.schema.json#/definitions/label',
        description: 'What it says, as it stands: no field is filled in. An empty line starts a paragraph.',
        examples: ['Books are lent for three weeks.'],
      },
    },
  },
  required: ['text'],
})
