import type { Entity, Field } from '../model/entity.ts'
import type { Path } from '../words/condition.ts'
import { isPlain } from '../field-types/field-type.ts'

/** The field that a path ends at, and the entity it stands in. The model has resolved every path of the YAML already. */
export function fieldAt(entity: Entity, path: Path): { readonly entity: Entity; readonly field: Field } {
  const [name, ...rest] = path
  const field = name === undefined ? undefined : entity.fields.get(name)
  if (!field) throw new Error(`a path of ${entity.name} that the model let through: ${path.join('.')}`)
  if (rest.length === 0) return { entity, field }
  if (!field.relation) throw new Error(`a path through ${entity.name}.${field.name}, which is no relation`)
  return fieldAt(field.relation.to, rest)
}

/** The path by which the display of an entity's records is sorted and searched, where its display is that one field. */
export function displayPath(entity: Entity): Path | undefined {
  const [part, ...more] = entity.display
  if (!part || more.length > 0 || !('path' in part)) return undefined
  const { field } = fieldAt(entity, part.path)
  if (!field.relation) return part.path
  const further = displayPath(field.relation.to)
  return further && [...part.path, ...further]
}

/** What `sort` takes for a column; undefined where its values have no order that people expect. */
export function sortPath(entity: Entity, path: Path): Path | undefined {
  const { field } = fieldAt(entity, path)
  if (field.relation?.many) return undefined
  if (field.relation) {
    const further = displayPath(field.relation.to)
    return further && [...path, ...further]
  }
  return !isPlain(field.storage) || field.storage.kind === 'none' ? undefined : path
}
