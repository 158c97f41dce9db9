/** Page → level, as a role's column holds it: text in one database, parsed already by the other. */
export function readLevels(stored: unknown): Readonly<Record<string, string>> {
  const value: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored
  if (value === null || typeof value !== 'object') return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
