import { createHash } from 'node:crypto'

const longest = 63

/**
 * A name for what the engine makes beside an author's own: `books$title`. `$` stands in no author's name, so the two
 * never collide; what PostgreSQL would cut at 63 bytes ends in a digest of the whole instead.
 */
export function generatedName(...parts: readonly string[]): string {
  const name = parts.join('$')
  if (name.length <= longest) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, longest - 9)}$${digest}`
}

/** The shadow of a text column without case and accents. */
export function foldedName(column: string): string {
  return `${column}$folded`
}
