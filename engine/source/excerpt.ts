import type { Node, Place } from './document.ts'
import { entryAt, nodeAt } from './look.ts'
import { parse } from './parse.ts'

/** The text of a file that stands for one thing of it, its key included: `['fields', 'fax']`. Empty where it is not there. */
export function excerpt(text: string, path: readonly string[]): string {
  const { source, root } = parse('', text, () => undefined)
  const place = root && placeAt(root, path)
  if (!place) return ''
  const lineEnd = text.indexOf('\n', place.end)
  const rest = text.slice(place.end, lineEnd === -1 ? undefined : lineEnd)
  // What is said about it stands behind it.
  const end = /^\s*#/.test(rest) ? place.end + rest.length : place.end
  return source.text.slice(place.start, end).trimEnd()
}

function placeAt(root: Node, path: readonly string[]): Pick<Place, 'start' | 'end'> | undefined {
  const last = path.at(-1)
  if (last === undefined) return root
  const parent = path.slice(0, -1).reduce<Node | undefined>((node, key) => nodeAt(node, key), root)
  const entry = entryAt(parent, last)
  return entry && { start: entry.key.start, end: Math.max(entry.value.end, entry.key.end) }
}
