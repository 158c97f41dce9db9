import type { MapNode, Node } from './document.ts'
import { indented } from './excerpt.ts'
import { nodeAt } from './look.ts'
import { parse } from './parse.ts'

/**
 * The text of a file with one more entry at the end of a map of it, everything else untouched. The entry is as `excerpt`
 * gives it. Null where it cannot be put there, or is there.
 */
export function insertEntry(text: string, path: readonly string[], entry: string): string | null {
  const { root } = parse('', text, () => undefined)
  const map = path.reduce<Node | undefined>((node, key) => nodeAt(node, key), root)
  const [, key = ''] = /^['"]?([\w-]+)/.exec(entry) ?? []
  if (map?.kind !== 'map' || map.entries.has(key)) return null
  return text[map.start] === '{' ? insideBraces(text, map, entry) : belowOthers(text, map, entry)
}

function belowOthers(text: string, map: MapNode, entry: string): string | null {
  const entries = [...map.entries.values()]
  const [first] = entries
  const last = entries.at(-1)
  if (!first || !last) return null
  const column = first.key.start - (text.lastIndexOf('\n', first.key.start - 1) + 1)
  const written = text.slice(0, Math.max(last.value.end, last.key.end)).trimEnd().length
  const lineEnd = text.indexOf('\n', written)
  const end = lineEnd === -1 ? text.length : lineEnd
  return `${text.slice(0, end)}\n${' '.repeat(column)}${indented(entry, column)}${text.slice(end) || '\n'}`
}

function insideBraces(text: string, map: MapNode, entry: string): string | null {
  // What is written over several lines cannot stand between braces.
  if (/\n/.test(entry) || entry.includes('#')) return null
  const inner = text.slice(map.start + 1, map.end - 1).trimEnd()
  const blank = inner === '' || inner.endsWith(',') ? ' ' : ', '
  return `${text.slice(0, map.start + 1)}${inner}${blank}${entry} ${text.slice(map.end - 1)}`
}
