import { actions, columns, entity, form, id, search, sort, where } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

export const overview = defineViewType({
  kind: 'overview',
  description: 'A list on the left, the selected record on the right.',
  keys: {
    id,
    entity,
    where,
    columns,
    search,
    sort,
    actions,
    form,
    rename: {
      refersTo: 'textField',
      schema: {
        $ref: '../words.schema.json#/definitions/snakeName',
        description: 'The field that a click on the name of the selected record edits.',
        examples: ['name'],
      },
    },
    detail: {
      refersTo: 'views',
      schema: {
        $ref: '#/definitions/views',
        description: 'What is shown of the selected record.',
        examples: [[{ view: 'form', form: 'book' }]],
      },
    },
  },
  required: ['entity', 'columns', 'detail'],
})
