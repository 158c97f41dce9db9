import { defineFieldType } from './field-type.ts'
import { orderOperators } from './operators.ts'

export const dateTime = defineFieldType<object>({
  name: 'dateTime',
  description: 'A moment; shown in the time of whoever looks.',
  options: {},
  requiredOptions: [],
  storage: () => ({ kind: 'dateTime' }),
  // One spelling only, so that the order of the texts is the order of the moments. No year 0, no leap seconds: databases have none.
  value: () => ({
    type: 'string',
    format: 'date-time',
    pattern: '^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]\\.[0-9]{3}Z$',
  }),
  operators: orderOperators,
  editor: () => ({ kind: 'dateTime' }),
  cell: () => ({ kind: 'dateTime' }),
})
