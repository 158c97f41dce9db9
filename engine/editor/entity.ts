import type { EntityPlan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { conditionOf } from './conditions.ts'
import { keysOf, oneOf, where } from './parts.ts'
import { entitiesOf, fieldsOf, type Project } from './project.ts'

/** What a file in `entities/` may name. */
export function entityNames(project: Project): JsonSchema {
  const entities = Object.values(project.plan.entities)
  return {
    properties: {
      fields: {
        additionalProperties: {
          properties: { to: oneOf(entitiesOf(project)) },
          allOf: entities.map(({ name }) => where('to', name, { properties: { where: conditionOf(name) } })),
        },
      },
      after: { properties: { create: { items: effect(project) } } },
    },
    allOf: entities.map((entity) => where('entity', entity.name, ofEntity(project, entity))),
  }
}

function ofEntity(project: Project, entity: EntityPlan): JsonSchema {
  const own = conditionOf(entity.name)
  const rules = { visibleIf: own, requiredIf: own, readOnlyIf: own }
  const others = oneOf(fieldsOf(project, entity, ({ system }) => !system))
  return { properties: { fields: { additionalProperties: { properties: { follows: others, ...rules } } } } }
}

function effect(project: Project): JsonSchema {
  return {
    properties: { ensure: oneOf(entitiesOf(project)), send: oneOf(project.mails) },
    allOf: Object.values(project.plan.entities).map((entity) => {
      const fields = keysOf(fieldsOf(project, entity, ({ system }) => !system))
      return where('ensure', entity.name, { properties: { match: fields, with: fields } })
    }),
  }
}
