import type { EntityPlan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { keysOf, oneOf, where } from './parts.ts'
import { entitiesOf, fieldsOf, type Project } from './project.ts'

const ofEngine = new Set(['id', 'version', 'updated_at', 'deleted_at'])
const key = { name: 'key', description: 'How other samples point to it.' }

/** More would be no help to choose from. */
const mostKeys = 200

/** What a file in `samples/` may name: the fields of its entity, and the records that they point to. */
export function sampleNames(project: Project): JsonSchema {
  const keysIn = (entity: string): readonly string[] => project.sampleKeys.get(entity) ?? []
  return {
    properties: { entity: oneOf(entitiesOf(project)) },
    allOf: Object.values(project.plan.entities).map((entity) => {
      const records = { items: recordOf(project, entity, keysIn) }
      return where('entity', entity.name, { properties: { records } })
    }),
  }
}

/** A record with values; `keysIn` are the records of an entity that it can point to, none where that is not known. */
export function recordOf(
  project: Project,
  entity: EntityPlan,
  keysIn: (entity: string) => readonly string[],
): JsonSchema {
  const user = Object.values(project.plan.areas)[0]?.accounts
  const fields = fieldsOf(
    project,
    entity,
    ({ relation, name }) => !relation?.inverseOf && !ofEngine.has(name),
  )
  return keysOf([key, ...fields], (name) => {
    const { relation, value } = entity.fields[name] ?? {}
    if (relation) {
      const known = keysIn(relation.to)
      const keys = relation.to === user && !relation.many && known.length > 0 ? [...known, '$user'] : known
      const one = keys.length > mostKeys ? {} : oneOf(keys.map((each) => ({ name: each, description: '' })))
      return relation.many ? { items: one } : one
    }
    const options = value?.['enum']
    return Array.isArray(options) ? { enum: options as string[] } : {}
  })
}
