import type { Place } from '../source/document.ts'
import type { Path } from '../words/condition.ts'
import { complain, fieldNamed, isWellFormed, type Linker } from './linker.ts'
import type { Entity, Field } from './entity.ts'

/** Through how many relations a query goes at most. */
export const maxRelations = 3

/** The names of a path; undefined where it is not written as one, which the schema has reported. */
export function pathOf(written: string | undefined): Path | undefined {
  const names = written?.split('.')
  return names?.every(isWellFormed) ? names : undefined
}

export interface PathEnd {
  readonly path: Path
  readonly field: Field
  /** Whose field it is. */
  readonly entity: Entity
}

/** Where a path ends, going through relations to one record. */
export function resolvePath(linker: Linker, from: Entity, path: Path, place: Place): PathEnd | undefined {
  if (path.length > maxRelations + 1) {
    return complain(
      linker,
      place,
      'path-too-deep',
      `This path goes through ${path.length - 1} relations.`,
      `It can go through ${maxRelations}.`,
    )
  }
  let entity = from
  for (const [index, name] of path.entries()) {
    const at = partOf(place, path, index)
    const field = fieldNamed(linker, entity, name, at)
    if (!field) return undefined
    if (index === path.length - 1) return { path, field, entity }
    if (!field.relation) {
      return complain(
        linker,
        at,
        'not-a-relation',
        `\`${name}\` points to nothing: it is of type ${field.type}.`,
        `End the path here: \`${path.slice(0, index + 1).join('.')}\`.`,
      )
    }
    if (field.relation.many) {
      return complain(
        linker,
        at,
        'not-one-record',
        `\`${name}\` points to several records.`,
        `A path goes through relations to one; a condition on several is written \`{ ${name}: { some: { … } } }\`.`,
      )
    }
    entity = field.relation.to
  }
  return undefined
}

/** The place of one name of a path, where the path is written as it is; the whole place otherwise. */
function partOf(place: Place, path: Path, index: number): Place {
  const written = place.source.text.slice(place.start, place.end)
  const at = written.indexOf(path.join('.'))
  if (at < 0) return place
  const before = path.slice(0, index).join('.').length + (index > 0 ? 1 : 0)
  const start = place.start + at + before
  return { source: place.source, start, end: start + (path[index]?.length ?? 1) }
}
