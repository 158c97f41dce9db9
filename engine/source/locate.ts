import type { ProblemCode } from '../problems/catalogue.ts'
import type { Problem, RelatedPlace } from '../problems/problem.ts'
import { onlyChoice } from '../problems/suggest.ts'
import type { Node, Place, Source } from './document.ts'

/** What stands at a path below a node; the nearest that does stand there if the path goes on further. */
export function locateValue(node: Node, path: readonly (string | number)[]): Node {
  const [step, ...rest] = path
  if (step === undefined) return node
  const child = childOf(node, step)
  return child ? locateValue(child, rest) : node
}

/** The key at the end of a path, where it ends at one; else the value there. */
export function locateKey(node: Node, path: readonly (string | number)[]): Place {
  const parent = locateValue(node, path.slice(0, -1))
  const name = path.at(-1)
  const entry = parent.kind === 'map' && name !== undefined ? parent.entries.get(String(name)) : undefined
  return entry?.key ?? locateValue(node, path)
}

function childOf(node: Node, step: string | number): Node | undefined {
  if (node.kind === 'map') return node.entries.get(String(step))?.value
  return node.kind === 'list' ? node.items[Number(step)] : undefined
}

/** A problem at a place of a file. */
export function problemAt(
  place: Place,
  code: ProblemCode,
  message: string,
  hint = '',
  related: { readonly place: Place; readonly message: string } | null = null,
): Problem {
  return {
    code,
    ...stretchOf(place),
    message,
    hint,
    fix: onlyChoice(hint),
    related: related && { ...stretchOf(related.place), message: related.message },
  }
}

/** The place that a second one clashes with. */
export function isFirst(place: Place): { readonly place: Place; readonly message: string } {
  return { place, message: 'It is first here' }
}

function stretchOf(place: Place): Omit<RelatedPlace, 'message'> {
  const end = positionOf(place.source, lastCharacter(place) + 1)
  return {
    file: place.source.file,
    ...positionOf(place.source, place.start),
    endLine: end.line,
    endColumn: end.column,
  }
}

/** Line and column of an offset; both start at 1. */
export function positionOf({ lineStarts }: Source, offset: number): { line: number; column: number } {
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 }
}

// Blocks end after their line break: what is underlined ends before it.
function lastCharacter({ source, start, end }: Place): number {
  let last = Math.max(end - 1, start)
  while (last > start && /\s/.test(source.text[last] ?? '')) last--
  return last
}
