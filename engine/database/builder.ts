import knex, { type Knex } from 'knex'
import { fillerOf, type Run, type Value } from '../access/statement.ts'
import type { Dialect, Slot, Sql } from '../access/sql.ts'

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

export function statement(query: Knex.QueryBuilder | Knex.Raw): Statement {
  const { sql, bindings } = query.toSQL()
  return { sql, fill: fillerOf(bindings as readonly Slot[]) }
}
