import { entriesOf, isTrueAt, nodeAt, textAt } from '../source/look.ts'
import type { Entry } from '../source/document.ts'
import { builtInFields, draftBuiltIns } from './built-in/built-in.ts'
import type { Definition } from './definitions.ts'
import { readField } from './fields.ts'
import { readLabel, nameLabel } from './labels.ts'
import { complain, type EntityDraft, type Linker } from './linker.ts'
import { isFree } from './names.ts'
import { systemFields } from './system-fields.ts'

/** Every entity, still without fields: others can point to it. */
export function draftEntities(linker: Omit<Linker, 'entities'>): Map<string, EntityDraft> {
  const all = new Map<string, EntityDraft>(draftBuiltIns(linker.languages).map((one) => [one.name, one]))
  for (const definition of linker.definitions.of.entity.values()) {
    const entity = draftEntity({ ...linker, entities: all }, definition)
    all.set(entity.name, entity)
  }
  return all
}

function draftEntity(linker: Linker, { name, node, named }: Definition): EntityDraft {
  isFree(linker, 'entity', name, named)
  const label = nodeAt(node, 'label')
  const byName = nameLabel(linker, name)
  return {
    name,
    was: textAt(node, 'was'),
    label: {
      one: readLabel(linker, nodeAt(label, 'one'), byName),
      many: readLabel(linker, nodeAt(label, 'many'), byName),
    },
    display: [],
    account: isTrueAt(node, 'account'),
    softDelete: isTrueAt(node, 'softDelete'),
    single: isTrueAt(node, 'single'),
    fields: new Map(),
    broken: new Set(),
    afterCreate: [],
    node,
  }
}

/** The fields of the YAML, in its order. */
export function addFields(linker: Linker, entity: EntityDraft): void {
  refuseOddities(linker, entity)
  for (const entry of entriesOf(nodeAt(entity.node, 'fields'))) {
    const kind = entity.account ? 'accountField' : 'field'
    const field = isFree(linker, kind, entry.name, entry.key) ? readField(linker, entry) : undefined
    if (field) entity.fields.set(field.name, field)
    else giveUp(linker, entity, entry)
  }
}

/** A field that could not be read, and its other end: whoever names them has made no mistake. */
function giveUp(linker: Linker, entity: EntityDraft, { name, value }: Entry): void {
  entity.broken.add(name)
  const inverse = textAt(value, 'inverse')
  const to = textAt(value, 'to')
  if (inverse === undefined) return
  for (const other of linker.entities.values()) {
    if (other.name === to || to === undefined || !linker.entities.has(to)) other.broken.add(inverse)
  }
}

export function addSystemFields(linker: Linker, entity: EntityDraft): void {
  if (entity.builtIn) return addBuiltInFields(linker, entity)
  for (const field of systemFields(linker.languages, entity)) {
    entity.fields.set(field.name, field)
    entity.broken.delete(field.name)
  }
}

function addBuiltInFields({ languages, entities }: Linker, entity: EntityDraft): void {
  // Of the engine's own, too, it may be told what was done with them.
  const every = [...entities.values()]
  const all = [...every.filter(({ builtIn }) => !builtIn), ...every.filter(({ builtIn }) => builtIn)]
  for (const field of builtInFields(languages, entity, all)) entity.fields.set(field.name, field)
}

function refuseOddities(linker: Linker, { node, single, account, softDelete }: EntityDraft): void {
  if (!node || !single || !(account || softDelete)) return
  const other = account ? 'account' : 'softDelete'
  const place = node.entries.get(other)?.key ?? node
  complain(
    linker,
    place,
    'conflicting-keys',
    `The one record of a \`single\` entity cannot have \`${other}\`.`,
    'Delete one of the two.',
  )
}
