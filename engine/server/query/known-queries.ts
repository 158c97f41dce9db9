import type { ListQuery } from '../../database/records.ts'

const mostKept = 200
const longestKept = 1_000

/**
 * Lists are asked for in the same words again and again: a query text that was read once is looked up. By access, since what
 * a name means depends on it.
 */
export function knownQueries(): (access: string, text: string, read: () => ListQuery) => ListQuery {
  const byAccess = new Map<string, Map<string, ListQuery>>()
  return (access, text, read) => {
    const known = byAccess.get(access)?.get(text)
    if (known) return known
    const query = read()
    if (text.length > longestKept) return query
    const queries = byAccess.get(access) ?? new Map<string, ListQuery>()
    if (byAccess.size >= mostKept) byAccess.clear()
    if (queries.size >= mostKept) queries.clear()
    byAccess.set(access, queries.set(text, query))
    return query
  }
}
