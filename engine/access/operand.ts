import type { Path } from '../words/condition.ts'
import { column, fieldOf, hasColumn, type At, type Frame } from './frame.ts'
import { hop } from './hop.ts'
import { allOf, bound, join, name, sql, type Sql } from './sql.ts'

/** What a path of `$user` or `$record` stands for: one value, or the values that a `select` gives. */
export type Reached = { readonly one: Sql } | { readonly many: Sql }

export function userAt(frame: Frame): { readonly record: At; readonly table: Sql } {
  if (frame.accounts === null) throw new Error('a condition on $user where nobody can be signed in')
  const alias = frame.alias()
  const id = frame.user ?? bound(frame.dialect, 'reference', { slot: 'user' })
  const record = { entity: frame.accounts, alias, id }
  return { record, table: sql`${name(frame.accounts)} as ${name(alias)}` }
}

/**
 * `table` is where the record itself is to be read from, where the statement has not got it yet; `as` makes of the value what it
 * is to be compared as.
 */
export function reach(
  frame: Frame,
  record: At,
  table: Sql | null,
  path: Path,
  as: (value: Sql) => Sql = (value) => value,
): Reached {
  const [first] = path
  if (first === undefined) return { one: record.id }
  const own = fieldOf(frame.plan, record.entity, first)
  if (path.length === 1 && table === null && hasColumn(own)) return { one: as(column(record, first)) }

  const from: Sql[] = []
  const on: Sql[] = []
  if (table !== null && hasColumn(own)) {
    from.push(table)
    on.push(sql`${name(record.alias, 'id')} = ${record.id}`)
  }
  let many = false
  let here = record
  let value = record.id
  path.forEach((step, index) => {
    const field = fieldOf(frame.plan, here.entity, step)
    if (index === path.length - 1 && hasColumn(field)) {
      value = as(column(here, step))
      return
    }
    const next = hop(frame, here, field)
    from.push(next.from)
    on.push(next.on)
    many ||= field.relation?.many === true
    here = next.target
    value = here.id
  })
  const select = sql`(select ${value} from ${join(from, ', ')} where ${allOf(on)})`
  return many ? { many: select } : { one: select }
}

/** For `in`: one value is a list of one. */
export function asList(reached: Reached): Sql {
  return 'many' in reached ? reached.many : sql`(${reached.one})`
}
