import { relation as relationType } from '../field-types/relation.ts'
import { nodeAt, textOf } from '../source/look.ts'
import { complain, type EntityDraft, type FieldDraft, type Linker } from './linker.ts'
import { isFree } from './names.ts'

/** The other ends of relations: fields of the entity that is pointed to, without a column of their own. */
export function addInverses(linker: Linker, entity: EntityDraft): void {
  for (const field of [...entity.fields.values()]) {
    const place = nodeAt(nodeAt(nodeAt(entity.node, 'fields'), field.name), 'inverse')
    const name = textOf(place)
    const target = field.relation && linker.entities.get(field.relation.to.name)
    if (!target || !place || name === undefined) continue
    if (!isFree(linker, target.account ? 'accountField' : 'field', name, place)) continue
    if (target.fields.has(name)) {
      complain(
        linker,
        place,
        'duplicate-name',
        `\`${target.name}\` has a field \`${name}\` already, and \`${entity.name}.${field.name}\` would be another.`,
        'Choose another name for this end of the relation.',
      )
      continue
    }
    target.broken.delete(name)
    target.fields.set(name, inverseOf(entity, field, name))
  }
}

function inverseOf(entity: EntityDraft, field: FieldDraft, name: string): FieldDraft {
  const many = !field.unique
  const options = { to: entity.name, many }
  return {
    name,
    label: many ? entity.label.many : entity.label.one,
    hint: undefined,
    type: relationType.name,
    storage: { kind: 'none' },
    value: relationType.value(options),
    operators: many ? [] : relationType.operators,
    editor: { kind: 'none' },
    cell: relationType.cell(options),
    required: false,
    unique: false,
    readOnly: true,
    system: false,
    default: undefined,
    follows: undefined,
    visibleIf: undefined,
    requiredIf: undefined,
    readOnlyIf: undefined,
    relation: { to: entity, many, onDelete: 'restrict', inverseOf: field.name, where: undefined },
    was: undefined,
    backfill: undefined,
    otherwise: undefined,
  }
}
