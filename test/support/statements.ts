import pg from 'pg'
import sqlite3 from 'sqlite3'

/** The texts of all statements that reach a driver of this process, from `record` on. */
export interface Statements {
  /** Each text once. */
  readonly texts: ReadonlySet<string>
  stop(): void
}

type Query = (this: pg.Client, ...given: unknown[]) => unknown
type Run = (this: sqlite3.Database, sql: string, ...given: unknown[]) => unknown

type All = (this: { readonly sql: string }, ...given: unknown[]) => unknown

/** Listens below all code of ours: what is asked of the drivers. */
export function recordStatements(): Statements {
  const texts = new Set<string>()
  const client = pg.Client.prototype as unknown as { query: Query }
  const database = sqlite3.Database.prototype as unknown as { prepare: Run; exec: Run }
  const statement = sqlite3.Statement.prototype as unknown as { all: All }
  const { query } = client
  const { all } = statement
  const { prepare, exec } = database
  client.query = function (...given) {
    const [asked] = given as [string | { readonly text?: string } | undefined]
    const text = typeof asked === 'string' ? asked : asked?.text
    if (text !== undefined) texts.add(text)
    return query.apply(this, given)
  }
  database.prepare = function (sql, ...given) {
    texts.add(sql)
    return prepare.call(this, sql, ...given)
  }
  // What was prepared before is used again.
  statement.all = function (...given) {
    texts.add(this.sql)
    return all.apply(this, given)
  }
  database.exec = function (sql, ...given) {
    texts.add(sql)
    return exec.call(this, sql, ...given)
  }
  return {
    texts,
    stop() {
      client.query = query
      database.prepare = prepare
      database.exec = exec
      statement.all = all
    },
  }
}

/** A text as a shape: however many rows and values there were. */
export function shapeOf(sql: string): string {
  return sql
    .replace(/\$\d+/g, '?')
    .replace(/(\?(?:::\w+(?:\[\])?)?)(?:, ?\1)+/g, '$1…')
    .replace(/(\([^()]*\))(?:, ?\1)+/g, '$1…')
}

/** What stands in a text as a value: literals and numbers, outside of names. */
export function literalsOf(sql: string): readonly string[] {
  return [...sql.replace(/"(?:[^"]|"")*"/g, '""').matchAll(/'(?:[^']|'')*'|(?<![\w$."])\d[\w.]*/g)].map(
    ([found]) => found,
  )
}

/** The names that stand in a text. */
export function namesOf(sql: string): readonly string[] {
  return [...sql.replace(/'(?:[^']|'')*'/g, "''").matchAll(/"((?:[^"]|"")*)"/g)].map(([, name = '']) => name)
}
