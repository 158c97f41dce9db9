import { mayOf } from '../../access/may.ts'
import type { EntityPlan } from '../../plan/plan.ts'
import type { JsonSchema } from '../../words/json-schema.ts'
import type { Described } from './described.ts'

/** `may` of a record: the same names for every record, and what differs from one to the next. */
export function maySchema({ plan, access }: Described, { name }: EntityPlan): JsonSchema {
  const { does, updates, answers } = mayOf(plan, access, name)
  const fields = updates?.flatMap((one) => one.fields) ?? []
  const properties = {
    ...(updates && {
      update: {
        type: 'array',
        description: 'The fields that may be changed.',
        items: { type: 'string', enum: fields },
      },
    }),
    ...Object.fromEntries(does.map(({ operation }) => [operation, { type: 'boolean' }])),
    ...(answers !== null && { answer: { type: 'boolean', description: 'Whether it takes messages.' } }),
  }
  return {
    type: 'object',
    description: 'What this account may do to the record; only where `fields` asks for it.',
    required: Object.keys(properties),
    properties,
    additionalProperties: false,
  }
}
