import type { Node, Place } from '../source/document.ts'
import { textOf } from '../source/look.ts'
import { complain, type Linker } from './linker.ts'
import type { Entity } from './entity.ts'
import { pathOf, resolvePath, type PathEnd } from './paths.ts'

export interface TemplatePart {
  readonly text: string
  /** The name between braces, with its place; undefined for plain text. */
  readonly name: string | undefined
  readonly place: Place
}

/** `{title} ({year})` in parts. */
export function templateParts(node: Node): readonly TemplatePart[] {
  const template = textOf(node)
  if (template === undefined) return []
  return template.split(/(\{[^{}]*\})/).flatMap((text): TemplatePart[] => {
    if (text === '') return []
    const name = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1).trim() : undefined
    return [{ text, name, place: placeWithin(node, text) }]
  })
}

/** The field that stands for a placeholder; braces hold nothing else. */
export function resolvePlaceholder(
  linker: Linker,
  entity: Entity,
  name: string,
  place: Place,
): PathEnd | undefined {
  const path = pathOf(name)
  if (path) return resolvePath(linker, entity, path, place)
  return complain(
    linker,
    place,
    'wrong-form',
    `Braces hold the name of a field, not \`${name}\`.`,
    'Write a field or a path such as `{author.name}`.',
  )
}

/** Where a part stands in the file; all of the text where it is not written there as it is. */
export function placeWithin(node: Node, text: string): Place {
  const { source, start, end } = node
  const at = source.text.indexOf(text, start)
  return at < 0 || at + text.length > end ? node : { source, start: at, end: at + text.length }
}
