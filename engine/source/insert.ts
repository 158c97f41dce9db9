import { plain, type Entry, type MapNode, type Node } from './document.ts'
import { indented } from './excerpt.ts'
import { entriesOf, nodeAt } from './look.ts'
import { parse } from './parse.ts'

/**
 * The text of a file with one more entry at the end of a map of it, everything else untouched. The entry is as `excerpt`
 * gives it. Null where it cannot be put there, or is there.
 */
export function insertEntry(text: string, path: readonly string[], entry: string): string | null {
  const { root } = parse('', text, () => undefined)
  const map = path.reduce<Node | undefined>((node, key) => nodeAt(node, key), root)
  const [own] = entriesOf(parse('', entry, () => undefined).root)
  if (map?.kind !== 'map' || !own || map.entries.has(own.name)) return null
  return text[map.start] === '{' ? insideBraces(text, map, entry, own) : belowOthers(text, map, entry)
}

function belowOthers(text: string, map: MapNode, entry: string): string | null {
  const [first] = map.entries.values()
  const last = [...map.entries.values()].at(-1)
  if (!first || !last) return null
  const column = first.key.start - (text.lastIndexOf('\n', first.key.start - 1) + 1)
  const written = ' '.repeat(column) + indented(entry.replaceAll('\r', ''), column)
  const lineEnd = text.indexOf('\n', writtenUntil(text, last))
  if (lineEnd === -1) return `${text}\n${written}\n`
  const line = text[lineEnd - 1] === '\r' ? '\r\n' : '\n'
  return `${text.slice(0, lineEnd + 1)}${written.replaceAll('\n', line)}${line}${text.slice(lineEnd + 1)}`
}

function insideBraces(text: string, map: MapNode, entry: string, own: Entry): string {
  // A block has no place between braces, nor has a comment; JSON has.
  const value = entry.slice(0, own.value.end).trimEnd()
  const inOneLine = value.includes('\n') ? `${own.name}: ${JSON.stringify(plain(own.value))}` : value
  const last = [...map.entries.values()].at(-1)
  if (!last) return `${text.slice(0, map.start + 1)} ${inOneLine} ${text.slice(map.start + 1).trimStart()}`
  const end = writtenUntil(text, last)
  return `${text.slice(0, end)}, ${inOneLine}${text.slice(end).replace(/^\s*,/, '')}`
}

/** Blocks end after their line break, and after empty lines. */
function writtenUntil(text: string, { key, value }: Entry): number {
  return text.slice(0, Math.max(value.end, key.end)).trimEnd().length
}
