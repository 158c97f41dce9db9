import type { Access } from '../../access/access.ts'
import { fieldOf, isFoldedText } from '../../access/frame.ts'
import { resolvePath } from '../../access/resolve.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Condition, Path } from '../../words/condition.ts'
import { fold } from '../../words/fold.ts'

/** More words than that are looked for as they stand, in one piece. */
const mostWords = 5

/** Every word is in some field: `jansen emma` finds Emma Jansen. */
export function searchWords(search: string): string[] {
  const words = search.split(/\s+/u).filter((word) => fold(word) !== '')
  return words.length <= mostWords ? words : [search.trim()]
}

/** Where this reader searches: of what the area's views search, what may be read; else what names the record. */
export function searchPaths(plan: Plan, access: Access, entity: string): Path[] {
  const search = plan.areas[access.area]?.search ?? {}
  const given = Object.hasOwn(search, entity) ? (search[entity] ?? []) : []
  const paths = given.length > 0 ? given.map((path) => path.split('.')) : namingPaths(plan, entity)
  return paths.filter((path) => {
    const resolved = resolvePath(plan, access, entity, path)
    return resolved?.field && !resolved.many && isFoldedText(resolved.field)
  })
}

function namingPaths(plan: Plan, entity: string): Path[] {
  const display = plan.entities[entity]?.display ?? []
  return display.flatMap((part) => ('path' in part ? [part.path] : []))
}

export function searchCondition(words: readonly string[], paths: readonly Path[]): Condition | null {
  if (words.length === 0) return null
  return {
    and: words.map((value) => ({ or: paths.map((path) => ({ path, op: 'contains', value }) as const) })),
  }
}

/** Fields whose trigrams are indexed, if that is all that is searched, each without a condition of its own. */
export function indexedSearch(
  plan: Plan,
  access: Access,
  entity: string,
  paths: readonly Path[],
): string[] | null {
  const table = plan.tables.find(({ name }) => name === entity)
  const rows = access.rows(entity, 'read')
  const fields = access.fields(entity, 'read')
  const columns = paths.map((path) => {
    const [field = ''] = path
    const readable = fields.get(field) === true || fields.get(field) === rows
    const column = `${fieldOf(plan, entity, field).name}$folded`
    return path.length === 1 && readable && table?.search.includes(column) ? column : null
  })
  const indexed = columns.filter((column) => column !== null)
  return indexed.length === columns.length && columns.length > 0 ? indexed : null
}

/** What the trigram index is asked, and which words it cannot be asked for: those shorter than a trigram. */
export interface TrigramSearch {
  readonly query: string
  readonly others: readonly string[]
}

/** FTS5's query: texts in quotes, so that nothing in them is an operator, each in any of the columns. */
export function trigramSearch(columns: readonly string[], words: readonly string[]): TrigramSearch | null {
  const isLong = (word: string): boolean => [...fold(word)].length >= 3
  const texts = words.filter(isLong).map(fold)
  if (texts.length === 0) return null
  const within = `{${columns.map((column) => `"${column}"`).join(' ')}} : `
  const query = texts.map((text) => `(${within}"${text.replaceAll('"', '""')}")`).join(' AND ')
  return { query, others: words.filter((word) => !isLong(word)) }
}
