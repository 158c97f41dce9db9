import { entity, id } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

const words = '../words.schema.json#/definitions'

export const thread = defineViewType({
  kind: 'thread',
  description:
    'An inbox: conversations on the left, with what is unread; the messages of the selected one on the right.',
  keys: {
    id,
    entity,
    form: {
      refersTo: 'form',
      schema: {
        $ref: `${words}/kebabName`,
        description: 'What begins a conversation. Without it, none is begun here.',
        examples: ['conversation'],
      },
    },
    where: {
      refersTo: 'condition',
      schema: {
        $ref: `${words}/condition`,
        description:
          'Which conversations; in the detail of a list or overview, those of the selected record: begun there, they belong to it.',
        examples: [{ book: '$record.id' }],
      },
    },
  },
  required: ['entity'],
})
