import { defineFieldType } from './field-type.ts'

export const boolean = defineFieldType<object>({
  name: 'boolean',
  description: 'Yes or no.',
  options: {},
  requiredOptions: [],
  without: ['unique'],
  // A box that nobody ticked is not ticked: there is no third state.
  initial: false,
  storage: () => ({ kind: 'boolean' }),
  value: () => ({ type: 'boolean' }),
  operators: ['eq', 'ne', 'empty'],
  editor: () => ({ kind: 'boolean' }),
  cell: () => ({ kind: 'boolean' }),
})
