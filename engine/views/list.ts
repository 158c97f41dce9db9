import { actions, columns, entity, form, id, search, sort, title, totals, where } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

export const list = defineViewType({
  kind: 'list',
  description: 'Records in rows, with search, filters, sorting and actions.',
  keys: {
    id,
    title,
    entity,
    where,
    columns,
    search,
    sort,
    totals,
    actions,
    form,
    detail: {
      refersTo: 'views',
      schema: {
        $ref: '#/definitions/views',
        description:
          'What is shown of a record: a click on it opens it in the place of the list, at an address of its own.',
        examples: [[{ view: 'fields', fields: ['title', 'author'] }]],
      },
    },
    onSelect: {
      refersTo: 'onSelect',
      schema: {
        $ref: '../words.schema.json#/definitions/onSelect',
        description: 'What a click on a record does, instead of opening it.',
        examples: [{ fill: 'new-book', from: { title: 'title' }, consume: { status: 'bought' } }],
      },
    },
  },
  required: ['entity', 'columns'],
})
