import { plain, type MapNode, type Node } from './document.ts'
import { entriesOf, nodeAt } from './look.ts'
import { parse } from './parse.ts'

/**
 * A file's text with one more entry at the end of the map at a path, everything else as it was written, comments too. The
 * entry is its key and its value, as `excerpt` gives them. Undefined where there is no such map, or where it has the key.
 */
export function insertEntry(text: string, path: readonly string[], entry: string): string | undefined {
  const { root } = parse('', text, () => undefined)
  const map = path.reduce<Node | undefined>((node, key) => nodeAt(node, key), root)
  const [own] = entriesOf(parse('', entry, () => undefined).root)
  if (map?.kind !== 'map' || !own || map.entries.has(own.name)) return undefined
  return text[map.start] === '{' ? intoFlow(text, map, entry) : intoBlock(text, map, entry)
}

function intoFlow(text: string, map: MapNode, entry: string): string {
  const [own] = entriesOf(parse('', entry, () => undefined).root)
  const written = entry.slice(0, own?.value.end)
  // A block has no place between braces; JSON has.
  const inOneLine =
    written.includes('\n') && own ? `${own.name}: ${JSON.stringify(plain(own.value))}` : written.trimEnd()
  const last = [...map.entries.values()].at(-1)
  const end = last ? endOf(text, last.value.end) : map.start + 1
  const [before, after] = [text.slice(0, end), text.slice(end)]
  if (!last) return `${before} ${inOneLine}${after.startsWith(' ') ? '' : ' '}${after}`
  return after.trimStart().startsWith(',')
    ? `${before}, ${inOneLine}${after.replace(/^(\s*),/, '$1')}`
    : `${before}, ${inOneLine}${after}`
}

function intoBlock(text: string, map: MapNode, entry: string): string {
  const [first] = map.entries.values()
  const last = [...map.entries.values()].at(-1)
  const at = first?.key.start ?? map.start
  const indent = at - (text.lastIndexOf('\n', at - 1) + 1)
  const written = reindented(entry, indent)
  const end = text.indexOf('\n', endOf(text, last?.value.end ?? map.end))
  if (end === -1) return `${text}\n${written}\n`
  const line = text[end - 1] === '\r' ? '\r\n' : '\n'
  const cut = end + 1
  return text.slice(0, cut) + written.replaceAll('\n', line) + line + text.slice(cut)
}

/** Blocks end after their line break, and after empty lines. */
function endOf(text: string, end: number): number {
  let last = end
  while (last > 0 && /\s/.test(text[last - 1] ?? '')) last--
  return last
}

/** Its first line has no indentation, the others still have that of where it stood. */
function reindented(entry: string, indent: number): string {
  const [first = '', ...more] = entry.trimEnd().split(/\r?\n/)
  const depths = more
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length)
  const shift = indent + 2 - Math.min(...depths)
  const moved = more.map((line) =>
    line.trim() === '' ? '' : ' '.repeat(line.length - line.trimStart().length + shift) + line.trimStart(),
  )
  return [' '.repeat(indent) + first, ...moved].join('\n')
}
