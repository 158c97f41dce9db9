import type { EntityPlan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { operations, type Operation } from '../words/operation.ts'

/** The operations that there can be on records of an entity; which of the engine's own have is the engine's to say. */
export function operationsOn(entity: EntityPlan): readonly Operation[] {
  return operations.filter((operation) => entity.builtIn || needs[operation]?.(entity) !== false)
}

/** One of them, where it is an operation at all, which the language says by itself. */
export function operationOn(entity: EntityPlan): JsonSchema {
  return { if: { enum: [...operations] }, then: { enum: operationsOn(entity) } }
}

const needs: Partial<Record<Operation, (entity: EntityPlan) => boolean>> = {
  create: ({ single }) => !single,
  delete: ({ single }) => !single,
  restore: ({ softDelete }) => softDelete,
  'reset-password': ({ account }) => account,
  'reset-second-factor': ({ account }) => account,
  'view-as': ({ account }) => account,
  'send-again': () => false,
}
