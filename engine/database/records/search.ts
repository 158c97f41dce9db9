import type { Access } from '../../access/access.ts'
import { isFoldedText } from '../../access/frame.ts'
import { resolvePath } from '../../access/resolve.ts'
import { foldedName } from '../../plan/names.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Condition, Path } from '../../words/condition.ts'
import { fold } from '../../words/fold.ts'
import { auditSearch, auditView } from '../audit/table.ts'

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

/** Whether the trigrams of all that is searched are indexed, each field without a condition of its own. */
export function isIndexedSearch(plan: Plan, access: Access, entity: string, paths: readonly Path[]): boolean {
  const indexed = entity === auditView ? auditSearch : plan.tables.find(({ name }) => name === entity)?.search
  const rows = access.rows(entity, 'read')
  const fields = access.fields(entity, 'read')
  return (
    paths.length > 0 &&
    paths.every(([field = '', ...further]) => {
      const readable = fields.get(field) === true || fields.get(field) === rows
      return further.length === 0 && readable && indexed?.includes(foldedName(field))
    })
  )
}

/** More trigrams of a word find hardly fewer records. */
const mostTrigrams = 8

/**
 * What FTS5 is asked for: the records that have the trigrams of every word, each in quotes, so that nothing in it is an
 * operator. Whether the words stand in a field that is searched is then seen in the records. Null where no word has one.
 */
export function trigramQuery(words: readonly string[]): string | null {
  const trigrams = new Set(words.map(fold).flatMap(trigramsOf))
  if (trigrams.size === 0) return null
  return [...trigrams].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ')
}

function trigramsOf(word: string): string[] {
  const letters = [...word]
  const last = letters.length - 3
  if (last < 0) return []
  const step = Math.ceil((last + 1) / mostTrigrams)
  const starts = Array.from({ length: Math.ceil((last + 1) / step) }, (_, index) => index * step)
  return [...starts, last].map((start) => letters.slice(start, start + 3).join(''))
}
