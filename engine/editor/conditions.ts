import type { EntityPlan, FieldPlan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { keysOf } from './parts.ts'
import { pathsOf, type Named, type Project } from './project.ts'

/** A path through more relations than are listed, the record of a `single` entity, and what holds conditions. */
const others = '^(\\$.*|and|or|not|[a-z0-9_]+(\\.[a-z0-9_]+){2,})$'

export function conditionOf(entity: string): JsonSchema {
  return { $ref: `#/definitions/condition.${entity}` }
}

/**
 * A definition for each entity, of the paths that a condition on its records may ask about, and of what can be asked of a
 * field: one for each type, and one for each field with options or with several records.
 */
export function conditions(project: Project): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.values(project.plan.entities).flatMap((entity) => [
      [`condition.${entity.name}`, condition(project, entity)],
      ...Object.values(entity.fields).map((field) => [comparedName(entity, field), compared(field)]),
    ]),
  ) as Readonly<Record<string, JsonSchema>>
}

function condition(project: Project, entity: EntityPlan): JsonSchema {
  const own = conditionOf(entity.name)
  const paths: readonly Named[] = pathsOf(project, entity)
  const { properties, propertyNames } = keysOf(paths, (path) => at(project, entity, path.split('.')), others)
  const within = { items: own }
  return { properties: { ...(properties as object), and: within, or: within, not: own }, propertyNames }
}

function at(project: Project, entity: EntityPlan, [step = '', ...rest]: readonly string[]): JsonSchema {
  const field = entity.fields[step]
  const target = project.plan.entities[field?.relation?.to ?? '']
  if (rest.length > 0) return target ? at(project, target, rest) : {}
  return field ? { allOf: [{ $ref: `#/definitions/${comparedName(entity, field)}` }] } : {}
}

function comparedName({ name }: EntityPlan, { name: field, type, relation, value }: FieldPlan): string {
  return relation?.many || value['enum'] ? `compared.${name}.${field}` : `compared.${type}`
}

/** What a field can be compared by, and what with: of a choice its options, unless it is somebody's or a record's. */
function compared({ relation, operators, value }: FieldPlan): JsonSchema {
  if (operators.length === 0 && !relation) return {}
  const asked = {
    properties: relation?.many ? { some: conditionOf(relation.to) } : {},
    propertyNames: { enum: [...operators, ...(relation?.many ? ['some'] : [])] },
  }
  const options = value['enum']
  if (!Array.isArray(options)) return asked
  const one = {
    if: { type: 'string', not: { pattern: '^\\$' } },
    then: { enum: options as string[] },
    examples: options as string[],
  }
  const among = { items: one }
  return { ...asked, ...one, properties: { eq: one, ne: one, in: among, nin: among } }
}
