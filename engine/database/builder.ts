import knex, { type Knex } from 'knex'
import { fillerOf, type Run, type Value } from '../access/statement.ts'
import { join, raw, sql, type Dialect, type Slot, type Sql } from '../access/sql.ts'

/** Knex as a writer of SQL: it has no connection and runs nothing. */
export const builders: Readonly<Record<Dialect, Knex>> = {
  sqlite: knex({ client: 'sqlite3', useNullAsDefault: true }),
  postgres: knex({ client: 'pg' }),
}

/** A statement whose text never changes; each run fills its slots. */
export interface Statement {
  readonly sql: string
  fill(run: Run): Value[]
}

export function piece(dialect: Dialect, { text, slots }: Sql): Knex.Raw {
  return builders[dialect].raw(text, slots as readonly Knex.RawBinding[])
}

/** Values, but not question marks within quotes. */
export const placeholders = /'[^']*'|"[^"]*"|\?/g

/**
 * An `insert … select`, of one row or, on SQLite, of as many as a JSON text has: a list of the values of each.
 */
export function insertion(
  dialect: Dialect,
  {
    into,
    select,
    from,
    where,
    returning,
  }: Readonly<Record<'into' | 'select' | 'where' | 'returning', Sql>> & { readonly from: Sql | null },
): Statement {
  const rows = dialect === 'sqlite'
  const sources = [...(rows ? [raw('given')] : []), ...(from ? [from] : [])]
  const source = sources.length > 0 ? sql` from ${join(sources, ', ')}` : raw('')
  const order = raw(rows ? ' order by given.key' : '')
  const one = sql`insert into ${into} select ${select}${source} where ${where}${order} returning ${returning}`
  if (!rows) return statement(piece(dialect, one))
  const given: Slot[] = []
  let at = 0
  const text = one.text.replace(placeholders, (found) => {
    if (found !== '?') return found
    const slot = one.slots[at++] ?? null
    if (slot === null || typeof slot !== 'object') return literal(slot)
    return `(given.value ->> ${given.push(slot) - 1})`
  })
  return {
    sql: `with given as (select key, value from jsonb_each(?)) ${text}`,
    fill: fillerOf(given),
  }
}

/** Of the plan; what comes with a request is always bound. */
function literal(value: string | number | null): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

export function statement(query: Knex.QueryBuilder | Knex.Raw): Statement {
  const { sql, bindings } = query.toSQL()
  return { sql, fill: fillerOf(bindings as readonly Slot[]) }
}
