import { at, type Frame } from '../../access/frame.ts'
import { raw, sql, type Sql } from '../../access/sql.ts'
import type { ListShape } from './list-shape.ts'
import { source, table } from './page.ts'

/** A list counts up to here, and one more to know whether there are more. */
export const counted = 1000

/** What a list's statement is put together from. */
export interface Parts {
  /** What is found once, before the page is made, by name. */
  readonly before: Readonly<Record<string, Sql>>
  readonly page: Sql
  readonly total: Sql
}

export function count(shape: ListShape, frame: Frame): Sql {
  const record = at(frame, shape.entity)
  const from = sql`${table(record)} where ${source(shape, frame, record)}`
  if (shape.count === 'exact') return sql`(select count(*) from ${from})`
  return sql`(select count(*) from (select 1 from ${from} limit ${number(counted + 1)}) as counted)`
}

/** A first page that is not full has said how many there are. */
export function totalOf(shape: ListShape, total: Sql): Sql {
  return shape.cursor
    ? total
    : sql`case when count(*) > ${number(shape.limit)} then ${total} else count(*) end`
}

/** One more than the page has, to know whether there are more. */
export function rows(shape: ListShape): Sql {
  return number(shape.limit + 1)
}

export function number(value: number): Sql {
  return raw(String(value))
}

export function unless(condition: Sql, limit: Sql): Sql {
  return sql`case when ${condition} then 0 else ${limit} end`
}
