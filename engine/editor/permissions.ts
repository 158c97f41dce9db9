import type { AreaPlan, EntityPlan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { conditionOf } from './conditions.ts'
import { keysOf, oneOf, oneOrMany, where } from './parts.ts'
import { operationOn } from './operations.ts'
import { areasOf, entitiesOf, fieldsOf, levelsOf, pagesOf, type Project } from './project.ts'
import { usePageNames } from './uses.ts'

/** What a file in `permissions/` may name: the pages and levels of its area, entities, and their fields. */
export function permissionNames(project: Project): JsonSchema {
  const areas = Object.values(project.plan.areas)
  return {
    properties: {
      area: oneOf(areasOf(project)),
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
  const levels = levelsOf(project, area)
  const isLevel = new Set(levels.map(({ name }) => name))
  const grants = keysOf([...levels, ...others], (name) => (isLevel.has(name) ? { items: grantRef } : {}))
  const page = { allOf: [grants, { $ref: `#/definitions/${usedName(area.name)}` }] }
  return keysOf(pagesOf(project, area), () => page)
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
    properties: {
      allow: { items: operationOn(entity) },
      fields,
      except: fields,
      where: conditionOf(entity.name),
      only: values,
      set: keysOf(all),
    },
  }
}

/** A definition for each area: the pages that its pages may use. */
export function usedPages(project: Project): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.keys(project.plan.areas).map((area) => [usedName(area), usePageNames(project, area)]),
  )
}

function usedName(area: string): string {
  return `used.${area}`
}
