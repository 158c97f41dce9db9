import type { AreaPlan, EntityPlan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { conditionOf } from './conditions.ts'
import { keysOf, oneOf, oneOrMany, where } from './parts.ts'
import { entitiesOf, fieldsOf, pagesOf, spoken, type Project } from './project.ts'

/** What a file in `permissions/` may name: the pages and levels of its area, entities, and their fields. */
export function permissionNames(project: Project): JsonSchema {
  const areas = Object.values(project.plan.areas)
  return {
    properties: {
      area: oneOf(
        areas.map(({ name, title }) => ({
          name,
          description: `${spoken(project.plan, title)} (portal.yaml)`,
        })),
      ),
      always: { items: grantRef },
    },
    allOf: areas.map((area) => where('area', area.name, { properties: { pages: pages(project, area) } })),
  }
}

const grantRef = { $ref: '#/definitions/grantNames' }
const others = [
  { name: 'use', description: 'Another page, whose permissions count here too.' },
  { name: 'with', description: 'How the entities that the other page names are called here.' },
]

function pages(project: Project, area: AreaPlan): JsonSchema {
  const levels = area.levels.map(({ name, title }) => ({
    name,
    description: `${spoken(project.plan, title)}: a level of ${area.name}`,
  }))
  const isLevel = new Set(levels.map(({ name }) => name))
  const grants = keysOf([...levels, ...others], (name) => (isLevel.has(name) ? { items: grantRef } : {}))
  return keysOf(pagesOf(project, area), () => grants)
}

/** Operations on an entity: which, and of its fields which. */
export function grantNames(project: Project): JsonSchema {
  const entity = oneOf(entitiesOf(project))
  return {
    properties: { on: oneOrMany(entity) },
    allOf: Object.values(project.plan.entities).map((one) => ({
      if: { required: ['on'], properties: { on: named(one.name) } },
      then: ofEntity(project, one),
    })),
  }
}

function named(name: string): JsonSchema {
  return { anyOf: [{ const: name }, { type: 'array', contains: { const: name } }] }
}

function ofEntity(project: Project, entity: EntityPlan): JsonSchema {
  const all = fieldsOf(project, entity)
  const fields = { items: oneOf(all) }
  const values = keysOf(all, (name) => {
    const options = entity.fields[name]?.value['enum']
    return Array.isArray(options) ? { items: { enum: options as string[] } } : {}
  })
  return {
    properties: { fields, except: fields, where: conditionOf(entity.name), only: values, set: keysOf(all) },
  }
}
