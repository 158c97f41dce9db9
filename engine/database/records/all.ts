import type { Reader } from '../../access/access.ts'
import type { ListQuery } from '../records.ts'
import { exported, list } from './list.ts'
import type { Context } from './shapes.ts'

const pageSize = 200

/** Of a list what may be exported, from its first record to its last, a page at a time: it may be of any length. */
export async function* all(
  context: Context,
  reader: Reader,
  entity: string,
  query: ListQuery,
): AsyncGenerator<readonly Record<string, unknown>[]> {
  let after: string | null = null
  do {
    const page: ListQuery = { ...query, limit: pageSize, count: 'none', before: null, after }
    const result = await list(context, reader, entity, page, exported)
    const records = JSON.parse(result?.data ?? '[]') as Record<string, unknown>[]
    if (records.length > 0) yield records
    after = result?.next ?? null
  } while (after !== null)
}
