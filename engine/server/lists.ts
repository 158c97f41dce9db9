import type { ListQuery, ListResult, Totals } from '../database/records.ts'

/** The answer of a list around the text of its records, which the database wrote. */
export function listText(
  { data, next, previous, count }: ListResult,
  limit: number,
  totals: Totals | null = null,
): string {
  const counted = count === null ? 'null' : `{"value":${count.value},"more":${count.more}}`
  const added = totals === null ? '' : `,"totals":${JSON.stringify(totals)}`
  return `{"data":${data},"page":{"limit":${limit},"next":${quoted(next)},"previous":${quoted(previous)},"count":${counted}${added}}}`
}

function quoted(cursor: string | null): string {
  return cursor === null ? 'null' : JSON.stringify(cursor)
}

/** As it is asked for to be sent whole. */
export function whole(query: ListQuery): ListQuery {
  return { ...query, limit: 200, after: null, before: null, count: 'none' }
}
