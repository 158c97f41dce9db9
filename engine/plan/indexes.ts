import type { Entity, Field } from '../model/entity.ts'
import type { Model } from '../model/model.ts'
import type { Condition } from '../words/condition.ts'
import { foldedName, generatedName } from './names.ts'
import { fieldAt, sortPath } from './paths.ts'
import type { IndexPlan } from './plan.ts'
import { everyList } from './walk.ts'
import { isPlain } from '../field-types/field-type.ts'

/** How an entity's records are listed. */
export interface Listing {
  /** Own fields that some list shows, sorts or selects by. */
  readonly fields: Set<string>
  /** The own field that the first list sorts by, if it does. */
  order: Field | undefined
}

export function listings(model: Model): ReadonlyMap<Entity, Listing> {
  const known = new Map<Entity, Listing>()
  const of = (entity: Entity): Listing => {
    const listing = known.get(entity) ?? { fields: new Set(), order: undefined }
    known.set(entity, listing)
    return listing
  }
  for (const { list } of everyList(model)) {
    const selected = list.where ? ownFields(list.where) : []
    const shown = [...list.columns, ...list.sort.map((sort) => sort.path)]
    // A relation is sorted by what its records are called.
    const sorted = shown.flatMap((path) => [sortPath(list.entity, path) ?? path])
    for (const path of [...shown, ...sorted, ...selected]) {
      const end = fieldAt(list.entity, path)
      of(end.entity).fields.add(end.field.name)
    }
    const [first] = list.sort
    if (first?.path.length === 1) of(list.entity).order ??= fieldAt(list.entity, first.path).field
  }
  return known
}

function ownFields(condition: Condition): string[][] {
  if ('and' in condition) return condition.and.flatMap(ownFields)
  if ('or' in condition) return condition.or.flatMap(ownFields)
  if ('not' in condition) return ownFields(condition.not)
  const [field, ...more] = condition.path
  return field === undefined || more.length > 0 ? [] : [[field]]
}

/**
 * Uniqueness and order go by the folded text, as people read. Every index ends in `id`, so that pages go by key. Where many
 * records share a value they stand in the order of the list, so that the page of a filtered list is read and not sorted.
 * Whether a record is deleted is in it too: a list is counted without looking at its records.
 */
export function indexesOf(entity: Entity, field: Field, listing: Listing | undefined): IndexPlan[] {
  if (!hasKey(field)) return []
  const { name } = field
  if (field.unique)
    return [{ name: generatedName(entity.name, name, 'unique'), columns: [key(field)], unique: true }]
  if (!listing?.fields.has(name) && field.storage.kind !== 'reference') return []
  const order = listing?.order
  const within = isShared(field) && order && order !== field && hasKey(order) ? [key(order)] : []
  const deleted = entity.softDelete && name !== 'deleted_at' ? ['deleted_at'] : []
  const columns = [key(field), ...within, 'id', ...deleted]
  return [{ name: generatedName(entity.name, name), columns, unique: false }]
}

function hasKey({ storage }: Field): boolean {
  return storage.kind !== 'none' && isPlain(storage)
}

function key(field: Field): string {
  return isFolded(field) ? foldedName(field.name) : field.name
}

/** A relation, a choice or a yes or no. */
function isShared({ storage }: Field): boolean {
  if (storage.kind === 'text') return !storage.folded
  return storage.kind === 'reference' || storage.kind === 'boolean'
}

export function isFolded({ storage }: Field): boolean {
  return storage.kind === 'text' && storage.folded
}
