import type { Node, Place } from '../source/document.ts'
import { textOf } from '../source/look.ts'

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
    return [{ text, name, place: placeOf(node, text) }]
  })
}

/** Where a part stands in the file; all of the text where it is not written there as it is. */
function placeOf(node: Node, text: string): Place {
  const { source, start, end } = node
  const at = source.text.indexOf(text, start)
  return at < 0 || at + text.length > end ? node : { source, start: at, end: at + text.length }
}
