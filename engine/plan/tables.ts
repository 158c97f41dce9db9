import type { Entity, Field, Model } from '../model/model.ts'
import type { Path } from '../words/condition.ts'
import { foldedName, generatedName } from './names.ts'
import { fieldAt } from './paths.ts'
import type { ColumnPlan, IndexPlan, TablePlan } from './plan.ts'
import { everyList } from './walk.ts'

export function planTables(model: Model, searched: ReadonlyMap<Entity, ReadonlySet<string>>): TablePlan[] {
  const ordered = inOrderOfReference([...model.entities.values()])
  const listed = listedFields(model)
  return [
    ...ordered.map((entity) =>
      recordsTable(entity, listed.get(entity) ?? new Set(), searched.get(entity) ?? new Set()),
    ),
    ...ordered.flatMap((entity) => [...entity.fields.values()].flatMap((field) => linksTable(entity, field))),
  ]
}

function recordsTable(entity: Entity, listed: ReadonlySet<string>, searched: ReadonlySet<string>): TablePlan {
  const fields = [...entity.fields.values()].filter((field) => field.name !== 'id')
  return {
    name: entity.name,
    kind: 'records',
    columns: fields.flatMap(column),
    indexes: fields.flatMap((field) => indexesOf(entity, field, listed.has(field.name))),
    search: fields
      .filter((field) => isFolded(field) && searched.has(field.name))
      .map((field) => foldedName(field.name)),
  }
}

function column(field: Field): ColumnPlan[] {
  if (field.storage.kind === 'none') return []
  const to = field.relation?.to.name
  return [
    {
      name: field.name,
      storage: field.storage,
      nullable: !field.required,
      references: to === undefined ? null : { table: to, onDelete: field.relation?.onDelete ?? 'restrict' },
    },
  ]
}

/** Uniqueness and order go by the folded text, as people read. Every index ends in `id`, so that pages go by key. */
function indexesOf(entity: Entity, field: Field, listed: boolean): IndexPlan[] {
  if (field.storage.kind === 'none' || field.storage.kind === 'json') return []
  const key = isFolded(field) ? foldedName(field.name) : field.name
  if (field.unique)
    return [{ name: generatedName(entity.name, field.name, 'unique'), columns: [key], unique: true }]
  if (!listed && field.storage.kind !== 'reference') return []
  return [{ name: generatedName(entity.name, field.name), columns: [key, 'id'], unique: false }]
}

function linksTable(entity: Entity, field: Field): TablePlan[] {
  const relation = field.relation
  if (!relation?.many || relation.inverseOf !== undefined) return []
  const name = generatedName(entity.name, field.name)
  const end = (column: string, table: string): ColumnPlan => ({
    name: column,
    storage: { kind: 'reference' },
    nullable: false,
    references: { table, onDelete: 'cascade' },
  })
  return [
    {
      name,
      kind: 'links',
      columns: [end('record', entity.name), end('other', relation.to.name)],
      indexes: [{ name: generatedName(name, 'other'), columns: ['other', 'record'], unique: false }],
      search: [],
    },
  ]
}

/** Own fields that some list shows, sorts or selects by. */
function listedFields(model: Model): Map<Entity, Set<string>> {
  const listed = new Map<Entity, Set<string>>()
  const note = (entity: Entity, path: Path): void => {
    const end = fieldAt(entity, path)
    listed.set(end.entity, (listed.get(end.entity) ?? new Set()).add(end.field.name))
  }
  for (const { list } of everyList(model)) {
    for (const path of list.columns) note(list.entity, path)
    for (const { path } of list.sort) note(list.entity, path)
  }
  return listed
}

export function isFolded(field: Field): boolean {
  return field.storage.kind === 'text' && field.storage.folded
}

/** What is referred to comes first; among entities that refer to each other in a circle, the order of their names. */
function inOrderOfReference(entities: readonly Entity[]): Entity[] {
  const ordered = new Set<Entity>()
  const visit = (entity: Entity, under: ReadonlySet<Entity>): void => {
    if (ordered.has(entity) || under.has(entity)) return
    const below = new Set(under).add(entity)
    for (const field of entity.fields.values()) {
      if (field.storage.kind === 'reference' && field.relation) visit(field.relation.to, below)
    }
    ordered.add(entity)
  }
  const byName = [...entities].sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entity of byName) visit(entity, new Set())
  return [...ordered]
}
