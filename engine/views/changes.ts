import { id } from './common-keys.ts'
import { defineViewType } from './view-type.ts'

export const changes = defineViewType({
  kind: 'changes',
  description:
    'What became of each field, by whom and under which permission: of the selected entry of the audit trail.',
  keys: { id },
  required: [],
  ofSelected: true,
})
