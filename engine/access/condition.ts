import type { Operation } from '../words/operation.ts'
import type { Comparison, Condition, Path } from '../words/condition.ts'
import type { Access } from './access.ts'
import { compare, present, type Compared } from './comparison.ts'
import { fieldOf, hasColumn, type At, type Frame } from './frame.ts'
import { hop, type Hop } from './hop.ts'
import { allOf, always, anyOf, never, noneOf, sql, type Sql } from './sql.ts'
import { ofTheYaml, type Terms } from './terms.ts'

/**
 * A condition as SQL over a record of the statement. Never null: `not` is pushed to the comparisons, where a value that
 * is not there differs from every value.
 */
export function compileCondition(frame: Frame, record: At, condition: Condition, terms: Terms): Sql {
  const subject = terms.subject ?? record
  return compile(frame, record, condition, { ...terms, subject }, 'holds')
}

type Wanted = 'holds' | 'fails'

function compile(frame: Frame, record: At, condition: Condition, terms: Terms, wanted: Wanted): Sql {
  if ('not' in condition)
    return compile(frame, record, condition.not, terms, wanted === 'holds' ? 'fails' : 'holds')
  if ('and' in condition || 'or' in condition) {
    const both = 'and' in condition
    const parts = (both ? condition.and : condition.or).map((part) =>
      compile(frame, record, part, terms, wanted),
    )
    return both === (wanted === 'holds') ? allOf(parts) : anyOf(parts)
  }
  const positive =
    'some' in condition ? some(frame, record, condition, terms) : leaf(frame, record, condition, terms)
  return (wanted === 'holds') === positive.holds ? positive.sql : noneOf(positive.sql)
}

/** The SQL of a comparison that asks for a value; `holds` is false where the comparison is the opposite of it. */
interface Positive {
  readonly sql: Sql
  readonly holds: boolean
}

function some(
  frame: Frame,
  record: At,
  { path, some: inner }: { readonly path: Path; readonly some: Condition },
  terms: Terms,
): Positive {
  const within = along(frame, record, path, terms, (here, last) =>
    through(frame, here, last, terms, (target) => compile(frame, target, inner, terms, 'holds')),
  )
  return { sql: within, holds: true }
}

function leaf(frame: Frame, record: At, comparison: Comparison, terms: Terms): Positive {
  const { holds, orEmpty, test } = compare(frame, comparison, terms)
  const path = comparison.path.length === 0 ? ['id'] : comparison.path
  const within = (asked: Compared['test']): Sql =>
    along(frame, record, path, terms, (here, last) => {
      const field = fieldOf(frame.plan, here.entity, last)
      if (!hasColumn(field)) return through(frame, here, last, terms, (target) => asked(target, 'id'))
      const seen = field.relation ? seenTarget(frame, here, last, terms) : always
      return allOf([asked(here, last), seen])
    })
  const found = within(test)
  return { sql: orEmpty ? anyOf([found, noneOf(within(present))]) : found, holds }
}

/** Through the to-one relations of a path to its last name, each asked whether it may be read. */
function along(
  frame: Frame,
  record: At,
  path: Path,
  terms: Terms,
  arrive: (here: At, last: string) => Sql,
): Sql {
  const [first = 'id', ...rest] = path
  const guard = readable(frame, record, first, terms)
  if (guard === never) return never
  if (rest.length === 0) return allOf([guard, arrive(record, first)])
  const inner = through(frame, record, first, terms, (target) => along(frame, target, rest, terms, arrive))
  return allOf([guard, inner])
}

function through(frame: Frame, record: At, field: string, terms: Terms, inner: (target: At) => Sql): Sql {
  const next = hop(frame, record, fieldOf(frame.plan, record.entity, field))
  const visible = terms.access ? compileRows(frame, terms.access, next.target, 'read') : always
  return exists(next, allOf([visible, inner(next.target)]))
}

function exists({ from, on }: Hop, where: Sql): Sql {
  if (where === never) return never
  return sql`exists (select 1 from ${from} where ${allOf([on, where])})`
}

/** A relation to a record that may not be seen reads as none, and so it must compare. */
function seenTarget(frame: Frame, record: At, field: string, terms: Terms): Sql {
  if (!terms.access) return always
  const to = fieldOf(frame.plan, record.entity, field).relation?.to
  if (to === undefined || terms.access.rows(to, 'read') === true) return always
  return through(frame, record, field, terms, () => always)
}

function readable(frame: Frame, record: At, field: string, { access }: Terms): Sql {
  return access ? compileField(frame, access, record, field, 'read') : always
}

/** Under which condition the operation reaches the field, of a record that it reaches at all. */
export function compileField(
  frame: Frame,
  access: Access,
  record: At,
  field: string,
  operation: Operation,
): Sql {
  const where = access.fields(record.entity, operation).get(field)
  if (where === undefined) return never
  if (where === true || where === access.rows(record.entity, operation)) return always
  return compileCondition(frame, record, where, ofTheYaml)
}

/** Which records the operation reaches. */
export function compileRows(frame: Frame, access: Access, record: At, operation: Operation): Sql {
  const rows = access.rows(record.entity, operation)
  if (rows === true) return always
  return rows === false ? never : compileCondition(frame, record, rows, ofTheYaml)
}
