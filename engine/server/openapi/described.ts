import type { Access } from '../../access/access.ts'
import type { AreaPlan, EntityPlan, FieldPlan, Plan } from '../../plan/plan.ts'
import type { JsonSchema } from '../../words/json-schema.ts'
import type { GuardedRoute } from '../guard.ts'

/** A route that the server has registered: `/api/books/:id`. */
export type KnownRoute = GuardedRoute

/** What the document is about: an area as one access sees it, worded in one language. */
export interface Described {
  readonly plan: Plan
  readonly area: AreaPlan
  readonly access: Access
  readonly language: string
  /** The name of the session's cookie. */
  readonly cookie: string
}

/** An Operation Object of OpenAPI 3.1. */
export type Operation = Readonly<Record<string, unknown>>

/** The entity as seen: what may be read of it, in the order in which it was written. */
export function readableFields({ access }: Described, entity: EntityPlan): FieldPlan[] {
  return ordered(entity, access.fields(entity.name, 'read'))
}

export function ordered(entity: EntityPlan, names: { has(name: string): boolean }): FieldPlan[] {
  return entity.fieldOrder.flatMap((name) => {
    const field = entity.fields[name]
    return field && names.has(name) ? [field] : []
  })
}

export function ref(kind: 'schemas' | 'responses' | 'parameters' | 'headers', name: string): JsonSchema {
  return { $ref: `#/components/${kind}/${name}` }
}

export function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: options } = schema
  if (typeof type !== 'string') return { oneOf: [schema, { type: 'null' }] }
  if (!Array.isArray(options)) return { ...schema, type: [type, 'null'] }
  return { ...schema, type: [type, 'null'], enum: [...(options as readonly unknown[]), null] }
}
