import type { ListQuery, ListResult } from '../database/records.ts'

/** The answer of a list around the text of its records, which the database wrote. */
export function listText({ data, next, previous, count }: ListResult, limit: number): string {
  const counted = count === null ? 'null' : `{"value":${count.value},"more":${count.more}}`
  return `{"data":${data},"page":{"limit":${limit},"next":${quoted(next)},"previous":${quoted(previous)},"count":${counted}}}`
}

function quoted(cursor: string | null): string {
  return cursor === null ? 'null' : JSON.stringify(cursor)
}

/** As it is asked for to be sent whole. */
export function whole(query: ListQuery): ListQuery {
  return { ...query, limit: 200, after: null, before: null, count: 'none' }
}
