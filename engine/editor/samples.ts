import type { JsonSchema } from '../words/json-schema.ts'
import { keysOf, oneOf, where } from './parts.ts'
import { entitiesOf, fieldsOf, type Project } from './project.ts'

const ofEngine = new Set(['id', 'version', 'created_at', 'updated_at', 'deleted_at'])
const key = { name: 'key', description: 'How other samples point to it.' }

/** What a file in `samples/` may name: the fields of its entity. */
export function sampleNames(project: Project): JsonSchema {
  return {
    properties: { entity: oneOf(entitiesOf(project)) },
    allOf: Object.values(project.plan.entities).map((entity) => {
      const fields = fieldsOf(
        project,
        entity,
        ({ relation, name }) => !relation?.inverseOf && !ofEngine.has(name),
      )
      const record = keysOf([key, ...fields], (name) => {
        const options = entity.fields[name]?.value['enum']
        return Array.isArray(options) ? { enum: options as string[] } : {}
      })
      return where('entity', entity.name, { properties: { records: { items: record } } })
    }),
  }
}
