import { operations, type Operation } from '../../words/operation.ts'
import type { EntityPlan } from '../../plan/plan.ts'

const needs: Partial<Record<Operation, (entity: EntityPlan) => boolean>> = {
  create: ({ single }) => !single,
  delete: ({ single }) => !single,
  export: ({ single }) => !single,
  restore: ({ softDelete }) => softDelete,
  'reset-password': ({ account }) => account,
  'reset-second-factor': ({ account }) => account,
  'view-as': ({ account }) => account,
  'send-again': ({ name }) => name === 'outbox_mails',
}

/** What can be done at all to records of the entity, whoever may. */
export function possibleOperations(entity: EntityPlan): readonly Operation[] {
  return operations.filter((operation) => needs[operation]?.(entity) ?? true)
}

/** Whether an operation is about fields: the others are about a record as a whole. */
export function concernsFields(operation: Operation): boolean {
  return ['read', 'create', 'update', 'export'].includes(operation)
}

/** The fields that an operation can reach: what the engine writes itself can only be read. */
export function reachableFields(entity: EntityPlan, operation: Operation): readonly string[] {
  return entity.fieldOrder.filter((name) => {
    const field = entity.fields[name]
    if (!field) return false
    if (operation === 'read' || operation === 'export') return !field.system
    return !field.readOnly && !field.relation?.inverseOf
  })
}
