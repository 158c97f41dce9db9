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
