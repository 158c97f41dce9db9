import type { Access } from '../access/access.ts'

/** Page → level, as a role's column holds it: text in one database, parsed already by the other. */
export function readLevels(stored: unknown): ReadonlyMap<string, string> {
  const value: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored
  if (value === null || typeof value !== 'object') return new Map()
  return new Map(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

const mostKept = 1_000

/** Equal levels share one access, and with it every statement that was compiled for it. */
export function sharedAccess(
  grant: (levels: ReadonlyMap<string, string>) => Access,
): (levels: ReadonlyMap<string, string>) => Access {
  const known = new Map<string, Access>()
  return (levels) => {
    const key = JSON.stringify([...levels].sort(([a], [b]) => (a < b ? -1 : 1)))
    const shared = known.get(key) ?? grant(levels)
    if (known.size >= mostKept) known.clear()
    known.set(key, shared)
    return shared
  }
}
