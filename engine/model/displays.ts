import { nodeAt } from '../source/look.ts'
import { complain, type EntityDraft, type Linker } from './linker.ts'
import type { DisplayPart, Entity } from './entity.ts'
import { resolvePlaceholder, templateParts } from './templates.ts'
import { isPlain } from '../field-types/field-type.ts'

/** How the records of each entity are called. */
export function linkDisplays(linker: Linker): void {
  for (const entity of linker.entities.values())
    if (!entity.builtIn) entity.display = readDisplay(linker, entity)
  for (const entity of linker.entities.values()) refuseCircle(linker, entity)
}

function readDisplay(linker: Linker, entity: EntityDraft): readonly DisplayPart[] {
  const node = nodeAt(entity.node, 'display')
  if (!node) return defaultDisplay(entity)
  return templateParts(node).flatMap(({ text, name, place }): DisplayPart[] => {
    if (name === undefined) return [{ text }]
    const end = resolvePlaceholder(linker, entity, name, place)
    if (!end) return []
    if (end.field.relation?.many || !isPlain(end.field.storage)) {
      complain(
        linker,
        place,
        'wrong-field',
        `\`${name}\` cannot name a record: it holds several things.`,
        'Take a text, a number, a day or a relation to one record.',
      )
      return []
    }
    return [{ path: end.path }]
  })
}

/** There is one of a single entity, so what it is says which. */
function defaultDisplay({ fields, single, label }: Entity): readonly DisplayPart[] {
  const first = [...fields.values()].find(({ storage }) => storage.kind === 'text' && storage.folded)
  if (first) return [{ path: [first.name] }]
  const [named] = Object.values(label.one.byLanguage)
  return single && named ? [{ text: named }] : [{ text: '#' }, { path: ['id'] }]
}

/** A record that is called as another that is called as it. */
function refuseCircle(linker: Linker, entity: EntityDraft): void {
  const seen = new Set<Entity>()
  const pending = [...pointedTo(entity)]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next === entity) {
      const node = nodeAt(entity.node, 'display') ?? entity.node
      if (node)
        complain(
          linker,
          node,
          'endless-display',
          'This display leads back to itself.',
          'Name the record by a text of its own.',
        )
      return
    }
    if (seen.has(next)) continue
    seen.add(next)
    pending.push(...pointedTo(next))
  }
}

/** The entities whose display is part of this one's. */
function pointedTo(entity: Entity): readonly Entity[] {
  return entity.display.flatMap((part) => {
    let at: Entity | undefined = entity
    if (!('path' in part)) return []
    for (const name of part.path) at = at?.fields.get(name)?.relation?.to
    return at ? [at] : []
  })
}
