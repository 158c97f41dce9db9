import { id } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

export const form = defineViewType({
  kind: 'form',
  description:
    'Enters a record: a new one, the only one of a `single` entity, or the one selected in the list or overview around it.',
  keys: {
    id,
    form: {
      refersTo: 'form',
      schema: {
        $ref: '../words.schema.json#/definitions/kebabName',
        description: 'One of the forms of `forms/`.',
        examples: ['book'],
      },
    },
  },
  required: ['form'],
})
