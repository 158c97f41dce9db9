import type { JsonSchema } from '../words/json-schema.ts'
import { oneOf, shortOrMap, where } from './parts.ts'
import { entitiesOf, fieldsOf, type Project } from './project.ts'
import { useNames } from './uses.ts'

/** What a file in `forms/` may name: the fields of its entity that can be entered. */
export function formNames(project: Project): JsonSchema {
  return {
    properties: { entity: oneOf(entitiesOf(project)) },
    allOf: [
      useNames(project, 'form'),
      ...Object.values(project.plan.entities).map((entity) => {
        const field = oneOf(fieldsOf(project, entity, ({ system, readOnly }) => !system && !readOnly))
        return where('entity', entity.name, { properties: { fields: { items: shortOrMap(field, 'field') } } })
      }),
    ],
  }
}
