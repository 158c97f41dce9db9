import { nodeAt } from '../source/look.ts'
import { complain, type EntityDraft, type Linker } from './linker.ts'

/** What needs itself in a circle, so that no first one of it could ever be. */
export function refuseCircles(linker: Linker): void {
  for (const entity of linker.entities.values()) {
    refuseNeeds(linker, entity)
    refuseFollows(linker, entity)
  }
}

/** A record that needs one that needs it: neither can be made first. Told at each relation of the circle. */
function refuseNeeds(linker: Linker, entity: EntityDraft): void {
  for (const field of entity.fields.values()) {
    const { relation } = field
    if (!isNeed(field) || !relation || !leadsTo(linker, relation.to.name, entity.name, new Set())) continue
    const place = nodeAt(nodeAt(nodeAt(entity.node, 'fields'), field.name), 'to')
    if (place)
      complain(
        linker,
        place,
        'endless-need',
        relation.to === entity
          ? `No first record of \`${entity.name}\` could be made: it needs another one.`
          : `No first record of \`${entity.name}\` could be made: it needs one of \`${relation.to.name}\`, which needs one of \`${entity.name}\`.`,
        relation.to === entity ? 'Do without `required` here.' : 'Make one of these relations not required.',
      )
  }
}

function leadsTo(linker: Linker, from: string, to: string, seen: Set<string>): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  const fields = [...(linker.entities.get(from)?.fields.values() ?? [])]
  return fields.some((field) => isNeed(field) && leadsTo(linker, field.relation?.to.name ?? '', to, seen))
}

function isNeed({
  required,
  relation,
}: {
  required: boolean
  relation?: { many: boolean } | undefined
}): boolean {
  return required && relation !== undefined && !relation.many
}

function refuseFollows(linker: Linker, entity: EntityDraft): void {
  const told = new Set<string>()
  for (const field of entity.fields.values()) {
    const seen = new Set([field.name])
    let next = field.follows
    while (next !== undefined && !seen.has(next)) {
      seen.add(next)
      next = entity.fields.get(next)?.follows
    }
    const place = nodeAt(nodeAt(nodeAt(entity.node, 'fields'), field.name), 'follows')
    // A field that follows itself has been told so.
    if (next === field.name && seen.size > 1 && !told.has(field.name) && place) {
      seen.forEach((name) => told.add(name))
      complain(
        linker,
        place,
        'wrong-field',
        `\`${field.name}\` and \`${field.follows ?? ''}\` follow each other.`,
        'Only one of them can take what the other is given.',
      )
    }
  }
}
