import type { Entity, Field } from '../model/entity.ts'
import type { Model } from '../model/model.ts'
import { indexesOf, isFolded, listings, type Listing } from './indexes.ts'
import { foldedName, generatedName } from './names.ts'
import type { ColumnPlan, TablePlan } from './plan.ts'

export function planTables(model: Model, searched: ReadonlyMap<Entity, ReadonlySet<string>>): TablePlan[] {
  const ordered = inOrderOfReference([...model.entities.values()].filter(({ builtIn }) => !builtIn))
  const listed = listings(model)
  return [
    ...ordered.map((entity) => recordsTable(entity, listed.get(entity), searched.get(entity) ?? new Set())),
    ...ordered.flatMap((entity) => [...entity.fields.values()].flatMap((field) => linksTable(entity, field))),
  ]
}

function recordsTable(
  entity: Entity,
  listing: Listing | undefined,
  searched: ReadonlySet<string>,
): TablePlan {
  const fields = [...entity.fields.values()].filter((field) => field.name !== 'id')
  return {
    name: entity.name,
    kind: 'records',
    columns: fields.flatMap(column),
    indexes: fields.flatMap((field) => indexesOf(entity, field, listing)),
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
