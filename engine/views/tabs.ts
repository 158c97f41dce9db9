import { id } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

export const tabs = defineViewType({
  kind: 'tabs',
  description: 'Views behind each other, one shown at a time.',
  keys: {
    id,
    tabs: {
      refersTo: 'tabs',
      schema: {
        type: 'array',
        minItems: 1,
        maxItems: 10,
        items: { $ref: '#/definitions/innerTab' },
        description: 'From left to right.',
        examples: [[{ title: 'Lent', views: [{ view: 'text', text: 'Nothing yet.' }] }]],
      },
    },
  },
  required: ['tabs'],
})
