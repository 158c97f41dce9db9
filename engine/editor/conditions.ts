import type { EntityPlan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { keysOf } from './parts.ts'
import { pathsOf, type Named, type Project } from './project.ts'

/** A path through more relations than are listed, the record of a `single` entity, and what holds conditions. */
const others = '^(\\$.*|and|or|not|[a-z0-9_]+(\\.[a-z0-9_]+){2,})$'

export function conditionOf(entity: string): JsonSchema {
  return { $ref: `#/definitions/condition.${entity}` }
}

/** A definition for each entity: the paths that a condition on its records may ask about. */
export function conditions(project: Project): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.values(project.plan.entities).map((entity) => [
      `condition.${entity.name}`,
      condition(project, entity),
    ]),
  )
}

function condition(project: Project, entity: EntityPlan): JsonSchema {
  const own = conditionOf(entity.name)
  const paths: readonly Named[] = pathsOf(project, entity)
  const { properties, propertyNames } = keysOf(paths, (path) => compared(entity, path), others)
  const within = { items: own }
  return { properties: { ...(properties as object), and: within, or: within, not: own }, propertyNames }
}

/** What can be suggested for a value; what may stand there is the engine's to say. */
function compared(entity: EntityPlan, path: string): JsonSchema {
  const field = entity.fields[path]
  const options = field?.value['enum']
  if (field?.relation?.many) return { properties: { some: conditionOf(field.relation.to) } }
  return Array.isArray(options) ? { examples: options as string[] } : {}
}
