import type { Document, Node, Place } from './document.ts'
import { entryAt, nodeAt } from './look.ts'
import { parse } from './parse.ts'

/**
 * The text of a file that stands for one thing of it, its key included, as if it stood at the margin:
 * `['fields', 'fax']`. Empty where it is not there.
 */
export function excerpt(text: string, path: readonly string[]): string {
  return excerptsOf(text)(path)
}

/** As `excerpt`, for one thing after another of the same file. */
export function excerptsOf(text: string): (path: readonly string[]) => string {
  let parsed: Document | undefined
  return (path) => {
    parsed ??= parse('', text, () => undefined)
    const place = parsed.root && placeAt(parsed.root, path)
    return place ? cut(text, place) : ''
  }
}

function cut(text: string, place: Pick<Place, 'start' | 'end'>): string {
  const lineEnd = text.indexOf('\n', place.end)
  const rest = text.slice(place.end, lineEnd === -1 ? undefined : lineEnd)
  // What is said about it stands behind it.
  const end = /^\s*#/.test(rest) ? place.end + rest.length : place.end
  const column = place.start - (text.lastIndexOf('\n', place.start - 1) + 1)
  return indented(text.slice(place.start, end).trimEnd(), -column)
}

/** The lines after the first, so many columns to the right, or to the left as far as there are blanks. */
export function indented(text: string, columns: number): string {
  const [first = '', ...rest] = text.split('\n')
  const moved = rest.map((line) =>
    columns < 0
      ? line.replace(new RegExp(`^ {0,${-columns}}`), '')
      : line === ''
        ? line
        : ' '.repeat(columns) + line,
  )
  return [first, ...moved].join('\n')
}

function placeAt(root: Node, path: readonly string[]): Pick<Place, 'start' | 'end'> | undefined {
  const last = path.at(-1)
  if (last === undefined) return root
  const parent = path.slice(0, -1).reduce<Node | undefined>((node, key) => nodeAt(node, key), root)
  const entry = entryAt(parent, last)
  return entry && { start: entry.key.start, end: Math.max(entry.value.end, entry.key.end) }
}
