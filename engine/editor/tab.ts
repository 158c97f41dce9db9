import type { EntityPlan } from '../plan/plan.ts'
import { viewTypes } from '../views/registry.ts'
import type { Reference, ViewType } from '../views/view-type.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { conditionOf } from './conditions.ts'
import { keysOf, oneOf, shortOrMap, where } from './parts.ts'
import { pathOf } from './paths.ts'
import { entitiesOf, fieldsOf, type FormView, type Project } from './project.ts'
import { operationOn } from './operations.ts'
import { useNames } from './uses.ts'

const views = { items: { $ref: '#/definitions/viewNames' } }

/** What a file in `tabs/` may name. */
export function tabNames(project: Project): JsonSchema {
  const { tabs, plan } = project
  return {
    properties: { views },
    allOf: [
      useNames(project, 'tab'),
      ...tabs
        .filter(({ formViews }) => formViews.length > 0)
        .map(({ name, formViews }) =>
          where('tab', name, { properties: { views: { items: filling(formViews, plan.entities) } } }),
        ),
    ],
  }
}

/** What clicks on this tab may fill, and with which fields; also in views within views. */
function filling(formViews: readonly FormView[], entities: Readonly<Record<string, EntityPlan>>): JsonSchema {
  const onSelect = {
    properties: { fill: oneOf(formViews) },
    allOf: formViews.map(({ name, entity }) => {
      const names = Object.keys(entities[entity]?.fields ?? {}).map((field) => ({
        name: field,
        description: '',
      }))
      return where('fill', name, { properties: { from: keysOf(names) } })
    }),
  }
  const direct = { properties: { onSelect } }
  const inTabs = (inner: JsonSchema): JsonSchema => ({
    properties: { tabs: { items: { properties: { views: { items: inner } } } }, detail: { items: inner } },
  })
  return { allOf: [direct, inTabs({ allOf: [direct, inTabs(direct)] })] }
}

/** A view: of each kind, and of each entity that it can show. */
export function viewNames(project: Project): JsonSchema {
  const entities = Object.values(project.plan.entities)
  return {
    properties: {
      entity: oneOf(entitiesOf(project)),
      form: oneOf(project.forms),
      detail: views,
      tabs: { items: { properties: { views } } },
    },
    allOf: entities.map((entity) => where('entity', entity.name, ofEntity(project, entity))),
  }
}

function ofEntity(project: Project, entity: EntityPlan): JsonSchema {
  const keys = Object.values(viewTypes).flatMap(({ keys: own }: ViewType) =>
    Object.entries(own).flatMap(([key, { refersTo }]) => {
      const names = namesFor[refersTo]?.(project, entity)
      return names ? [[key, names] as const] : []
    }),
  )
  return { properties: { ...Object.fromEntries(keys), detail: { items: selected(project, entity) } } }
}

/** What views may name that show the selected record of this entity, also within tabs. */
function selected(project: Project, entity: EntityPlan): JsonSchema {
  const several = fieldsOf(
    project,
    entity,
    ({ relation }) => relation?.many === true && relation.inverseOf === null,
  )
  const shuttle = {
    properties: { field: oneOf(several) },
    allOf: several.map(({ name }) => {
      const search = { items: pathOf(entity.fields[name]?.relation?.to ?? '') }
      return where('field', name, { properties: { search } })
    }),
  }
  const levels = { properties: { field: oneOf(fieldsOf(project, entity, ({ type }) => type === 'levels')) } }
  const direct = { allOf: [where('view', 'shuttle', shuttle), where('view', 'levels', levels)] }
  return {
    ...direct,
    properties: { tabs: { items: { properties: { views: { items: direct } } } } },
  }
}

const namesFor: Partial<Record<Reference, (project: Project, entity: EntityPlan) => JsonSchema>> = {
  columns: (_project, entity) => ({ items: shortOrMap(pathOf(entity.name), 'path') }),
  paths: (_project, entity) => ({ items: pathOf(entity.name) }),
  numbers: (project, entity) => ({
    items: oneOf(fieldsOf(project, entity, ({ cell }) => cell.kind === 'number')),
  }),
  actions: (_project, entity) => ({ items: operationOn(entity) }),
  sort: (_project, entity) => ({ items: { $ref: `#/definitions/order.${entity.name}` } }),
  condition: (_project, entity) => conditionOf(entity.name),
  textField: (project, entity) => oneOf(fieldsOf(project, entity, ({ type }) => type === 'text')),
  form: (project, entity) => oneOf(project.forms.filter((form) => form.entity === entity.name)),
  onSelect: (project, entity) => ({
    properties: {
      from: { additionalProperties: pathOf(entity.name) },
      consume: keysOf(
        fieldsOf(project, entity, ({ system }) => !system),
        (name) => {
          const options = entity.fields[name]?.value['enum']
          return Array.isArray(options) ? { enum: options as string[] } : {}
        },
      ),
    },
  }),
}
