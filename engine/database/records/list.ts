import type { Reader } from '../../access/access.ts'
import { isStorable } from '../../access/encode.ts'
import type { At, Frame } from '../../access/frame.ts'
import { comparisons, shapeOf } from '../../access/shape.ts'
import type { Sql } from '../../access/sql.ts'
import type { Comparison, Condition } from '../../words/condition.ts'
import type { Binding, Row } from '../database.ts'
import type { ListQuery, ListResult } from '../records.ts'
import { readCursor, writeCursor, type Keys } from './cursor.ts'
import { listFields } from './fields.ts'
import type { ListShape } from './list-shape.ts'
import { betweenKeys, betweenRecords, listStatement } from './list-statement.ts'
import { counted } from './counting.ts'
import { cursorSlot } from './keyset.ts'
import { sortKeys } from './order.ts'
import { isIndexedSearch, searchCondition, searchPaths, searchWords, trigramQuery } from './search.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'

/** What else a list must be; `key` tells its statement from others. */
export interface Within {
  readonly key: string
  readonly exports: boolean
  readonly record: ((frame: Frame, record: At) => Sql) | null
  readonly seen: ((frame: Frame) => Sql) | null
  readonly given: Readonly<Record<string, Binding>>
}

export const everywhere: Within = { key: '', exports: false, record: null, seen: null, given: {} }
export const exported: Within = { ...everywhere, key: 'export', exports: true }

/** Null where the list is not to be seen at all. */
export async function list(
  context: Context,
  reader: Reader,
  entity: string,
  query: ListQuery,
  within: Within,
): Promise<ListResult | null> {
  const { plan, db, shapes } = context
  const { access } = reader
  const asked = searched(context, reader, entity, query)
  const sorted = sortText(query)
  const keys = shapes.get(`keys ${entity} ${sorted}`, () => sortKeys(plan, entity, query.sort))
  const cursor = readCursorOf(
    context,
    keys.map(({ storage }) => storage),
    sorted,
    query,
  )
  const key = [
    within.key || 'list',
    entity,
    access.key,
    fieldsText(query),
    sorted,
    query.before === null ? '' : 'backward',
    cursor ? cursor.map((one) => (one === null ? '-' : '+')).join('') : '',
    query.limit,
    query.count,
    query.deleted,
    asked.trigrams === null ? '' : 'trigrams',
    query.filter ? shapeOf(query.filter) : '',
    asked.search ? shapeOf(asked.search) : '',
  ].join('\n')
  const { sql, fill } = shapes.get(key, () => {
    const shape: ListShape = {
      plan,
      dialect: db.dialect,
      access,
      accounts: accountsOf(plan, access),
      entity,
      fields: listFields(plan, access, entity, query.fields),
      filter: query.filter,
      search: asked.search,
      byTrigrams: asked.trigrams !== null,
      keys,
      direction: query.before === null ? 'onward' : 'backward',
      cursor,
      limit: query.limit,
      count: query.count,
      deleted: query.deleted,
      exports: within.exports,
      within: within.record,
      seen: within.seen,
    }
    return listStatement(shape)
  })
  const given: Record<string, Binding> = { ...within.given, trigrams: asked.trigrams }
  cursor?.forEach((value, index) => (given[cursorSlot(index)] = value))
  const [row] = await db.read(sql, fill(runOf(reader, asked.leaves, given)))
  if (within.seen && !row?.['seen']) return null
  return answer(row ?? {}, query, sorted)
}

const nothing: Condition = { or: [] }

interface Asked {
  readonly search: Condition | null
  readonly leaves: readonly Comparison[]
  readonly trigrams: string | null
}

/** Every word of the search in some field. */
export function searched(
  { plan, shapes, db }: Context,
  { access }: Reader,
  entity: string,
  query: ListQuery,
): Asked {
  const leaves = query.filter ? comparisons(query.filter) : []
  const words = query.search === '' ? [] : searchWords(query.search)
  if (words.length === 0) return { search: null, leaves, trigrams: null }
  if (!words.every(isStorable)) return { search: nothing, leaves, trigrams: null }
  const paths = shapes.get(`paths ${access.key} ${entity}`, () => searchPaths(plan, access, entity))
  const { isIndexed } = shapes.get(`indexed ${access.key} ${entity}`, () => ({
    isIndexed: db.dialect === 'sqlite' && isIndexedSearch(plan, access, entity, paths),
  }))
  const search = searchCondition(words, paths)
  return {
    search,
    leaves: search ? comparisons(search, leaves) : leaves,
    trigrams: isIndexed ? trigramQuery(words) : null,
  }
}

function readCursorOf(
  { db }: Context,
  storages: Parameters<typeof readCursor>[2],
  sorted: string,
  { after, before }: ListQuery,
): Keys | null {
  const cursor = after ?? before
  return cursor === null ? null : readCursor(db.dialect, sorted, storages, cursor)
}

function sortText({ sort }: ListQuery): string {
  return sort.map(({ path, descending }) => `${descending ? '-' : ''}${path.join('.')}`).join(',')
}

function fieldsText({ fields }: ListQuery): string {
  return fields === null ? '*' : fields.map((path) => path.join('.')).join(',')
}

function answer(row: Row, query: ListQuery, sorted: string): ListResult {
  const { limit, after, before, count } = query
  const keys = typeof row['keys'] === 'string' ? row['keys'].split(betweenKeys) : []
  const more = keys.length > limit
  if (more) keys.pop()
  if (before !== null) keys.reverse()
  const [first] = keys
  const last = keys[keys.length - 1]
  const hasNext = before === null ? more : keys.length > 0
  const hasPrevious = before === null ? after !== null && keys.length > 0 : more
  return {
    data: `[${recordsOf(row['data'], more, before !== null)}]`,
    next: hasNext && last !== undefined ? writeCursor(sorted, last) : null,
    previous: hasPrevious && first !== undefined ? writeCursor(sorted, first) : null,
    count: countOf(Number(row['total'] ?? 0), count),
  }
}

function recordsOf(data: unknown, more: boolean, backward: boolean): string {
  if (typeof data !== 'string') return ''
  const page = more ? data.slice(0, data.lastIndexOf(betweenRecords)) : data
  return backward ? page.split(betweenRecords).reverse().join(betweenRecords) : page
}

function countOf(total: number, count: ListQuery['count']): ListResult['count'] {
  if (count === 'none') return null
  if (count === 'exact') return { value: total, more: false }
  return { value: Math.min(total, counted), more: total > counted }
}
