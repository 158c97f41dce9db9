import type { EntityPlan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { conditionOf } from './conditions.ts'
import { keysOf, oneOf, where } from './parts.ts'
import { entitiesOf, fieldsOf, type Project } from './project.ts'
import { useNames } from './uses.ts'

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
      thread: thread(project),
    },
    allOf: [
      useNames(project, 'entity'),
      { if: { not: { required: ['use'] } }, then: typed },
      ...entities.map((entity) => where('entity', entity.name, ofEntity(project, entity))),
    ],
  }
}

function ofEntity(project: Project, entity: EntityPlan): JsonSchema {
  const own = conditionOf(entity.name)
  const rules = { visibleIf: own, requiredIf: own, readOnlyIf: own }
  const others = oneOf(fieldsOf(project, entity, ({ system, storage }) => !system && storage.kind !== 'none'))
  return { properties: { fields: { additionalProperties: { properties: { follows: others, ...rules } } } } }
}

/** Where a field says only what is different, its type is that of the other one. */
const typed = { properties: { fields: { additionalProperties: { required: ['type'] } } } }

/** Conversations: of messages and entries, with those whom the entries and paths from here lead to. */
function thread(project: Project): JsonSchema {
  const entities = oneOf(entitiesOf(project))
  return { properties: { messages: entities, entries: entities, mail: oneOf(project.mails) } }
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
