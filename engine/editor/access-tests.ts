import type { AreaPlan, EntityPlan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { operationsOn } from './operations.ts'
import { keysOf, oneOf, where } from './parts.ts'
import { areasOf, entitiesOf, levelsOf, pagesOf, type Named, type Project } from './project.ts'
import { recordOf } from './samples.ts'

/** What a file of tests of permissions may name: the pages and levels of its area, entities, their fields, what can be tried. */
export function accessTestNames(project: Project): JsonSchema {
  const entities = Object.values(project.plan.entities)
  const byName = new Map(entities.map((entity) => [entity.name, entity]))
  const records = (name: string): JsonSchema => {
    const entity = byName.get(name)
    return entity ? { items: recordOf(project, entity, () => []) } : {}
  }
  return {
    properties: {
      area: oneOf(areasOf(project)),
      records: keysOf(entitiesOf(project), records),
      tests: { items: { properties: { sees: keysOf(entitiesOf(project), () => ({}), oneRecord) } } },
    },
    allOf: Object.values(project.plan.areas).map((area) => where('area', area.name, ofArea(project, area))),
  }
}

/** `books/emma`. */
const oneRecord = '/'

function ofArea(project: Project, area: AreaPlan): JsonSchema {
  const levels = keysOf(pagesOf(project, area), () => oneOf(levelsOf(project, area)))
  const tries = { items: tried(project, area) }
  return { properties: { tests: { items: { properties: { levels, can: tries, cannot: tries } } } } }
}

/** With the key of a record, or with a field. */
const longer = '/|[^ ] +[^ ]+ +[^ ]'

/** Suggested, not asked for: a record's key and a field may follow, and keys are this file's. */
function tried(project: Project, area: AreaPlan): JsonSchema {
  const pages = pagesOf(project, area).map(({ name, description }) => ({ name: `open ${name}`, description }))
  const all = [...pages, ...Object.values(project.plan.entities).flatMap((one) => triesOn(project, one))]
  const text = { anyOf: [oneOf(all), { type: 'string', pattern: longer }] }
  return { anyOf: [text, { type: 'object', properties: { do: text } }] }
}

function triesOn(project: Project, entity: EntityPlan): readonly Named[] {
  const [named] = entitiesOf(project, ({ name }) => name === entity.name)
  return operationsOn(entity).map((operation) => ({
    name: `${operation} ${entity.name}`,
    description: named?.description ?? '',
  }))
}
