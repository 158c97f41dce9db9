import type { EntityPlan } from '../../plan/plan.ts'
import { ref, type Described, type Operation } from './described.ts'

export type Describe = (seen: Described, entity: EntityPlan) => Operation

/** What reading, writing and acting may be refused with. */
export const reading = [400, 401, 403, 404, 503] as const
export const writing = [...reading, 409, 413, 415, 422, 507] as const
export const acting = [...reading, 409, 507] as const

export const idempotencyKey = ref('parameters', 'idempotencyKey')
export const ifMatch = ref('parameters', 'ifMatch')

/** The record, or where its writer may not read it, its id. */
export function written(seen: Described, { name }: EntityPlan) {
  return ref('schemas', seen.access.rows(name, 'read') === false ? 'Created' : name)
}

/** Also where it is not known which of its fields are asked for: all that is answered is in the record's schema. */
export function listOf(name: string | null) {
  return {
    type: 'object',
    required: ['data', 'page'],
    properties: {
      data: { type: 'array', items: name === null ? { not: {} } : ref('schemas', name) },
      page: ref('schemas', 'Page'),
    },
    additionalProperties: false,
  }
}
