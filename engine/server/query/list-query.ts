import type { Access } from '../../access/access.ts'
import { isTold } from '../../access/resolve.ts'
import { defaultFields } from '../../database/records/fields.ts'
import type { ListQuery } from '../../database/records.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Path } from '../../words/condition.ts'
import { malformed } from '../failures.ts'
import { readFilter } from './filter.ts'
import { readSort } from './sort.ts'
import { onlyParameters, oneValue, parseParameters, type Parameter } from './parameters.ts'

const known = ['filter', 'sort', 'fields', 'search', 'limit', 'after', 'before', 'count'] as const
const usualLimit = 25
const highestLimit = 200
const mostFields = 60
const longestSearch = 200
const longestCursor = 4_000

type Given = ReadonlyMap<string, Parameter>

/** A list's query text, strictly: what is not known, or not for this reader to know, is refused by name. */
export function readListQuery(
  plan: Plan,
  access: Access,
  entity: string,
  text: string,
  more: readonly string[] = [],
): ListQuery {
  const given = parseParameters(text)
  const deletable = plan.entities[entity]?.softDelete === true && access.rows(entity, 'restore') !== false
  onlyParameters(given, new Set([...known, ...more, ...(deletable ? ['deleted'] : [])]))
  const filter = given.get('filter')
  const after = cursor(given, 'after')
  const before = cursor(given, 'before')
  if (after !== null && before !== null) throw malformed('repeated-parameter', { name: 'before' })
  return {
    filter: filter ? readFilter(plan, access, entity, filter) : null,
    sort: readSort(plan, access, entity, oneValue(given, 'sort')),
    fields: readFields(plan, access, entity, oneValue(given, 'fields')),
    search: readSearch(oneValue(given, 'search')),
    limit: readLimit(oneValue(given, 'limit')),
    after,
    before,
    count: oneOf(given, 'count', ['capped', 'none', 'exact']),
    deleted: oneOf(given, 'deleted', ['exclude', 'only', 'include']),
  }
}

/** Only `fields`, as reading one record takes it; a record always tells its id. */
export function readFieldsQuery(
  plan: Plan,
  access: Access,
  entity: string,
  text: string,
): readonly Path[] | null {
  if (text === '') return null
  const given = parseParameters(text)
  onlyParameters(given, new Set(['fields']))
  const paths = readFields(plan, access, entity, oneValue(given, 'fields'))
  return paths && !paths.some(([first]) => first === 'id') ? [['id'], ...paths] : paths
}

function readFields(
  plan: Plan,
  access: Access,
  entity: string,
  text: string | undefined,
): readonly Path[] | null {
  if (text === undefined) return null
  const names = [...new Set(text.split(','))]
  if (names.length > mostFields) throw malformed('too-many', { name: 'fields', limit: mostFields })
  return names.flatMap((name) => {
    // What is answered where nothing is asked for, and more.
    if (name === '*') return defaultFields(plan, access, entity)
    const path = name.split('.')
    if (!isTold(plan, access, entity, path)) throw malformed('unknown-field', { name: name.slice(0, 200) })
    return [path]
  })
}

function readSearch(text: string | undefined): string {
  if (text === undefined) return ''
  if (text.length > longestSearch) throw malformed('bad-value', { name: 'search' })
  return text.trim()
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return usualLimit
  const limit = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > highestLimit) throw malformed('bad-value', { name: 'limit' })
  return limit
}

function cursor(given: Given, name: 'after' | 'before'): string | null {
  const text = oneValue(given, name)
  if (text === undefined) return null
  if (text === '' || text.length > longestCursor) throw malformed('bad-cursor')
  return text
}

function oneOf<Word extends string>(given: Given, name: string, words: readonly [Word, ...Word[]]): Word {
  const text = oneValue(given, name)
  if (text === undefined) return words[0]
  const word = words.find((candidate) => candidate === text)
  if (word === undefined) throw malformed('bad-value', { name })
  return word
}
