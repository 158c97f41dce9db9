import type pg from 'pg'
import { appendedRows, type AppendedRow } from './appended-rows.ts'
import { openChanges } from './changes.ts'
import { StatementTooSlow, type Binding, type Database, type Row, type Transaction } from './database.ts'
import { postgresWire } from './postgres-wire.ts'
import { placeholders } from './builder.ts'
import { lockKey } from './tables.ts'

// What was prepared for columns of other types, which a change of definitions has given since.
const otherTypes = '0A000'
// A serialisation failure, a deadlock, a table that somebody reads for long: another attempt may well succeed.
const passing = new Set(['40001', '40P01', '55P03', otherTypes])
// Whoever changes a table waits no longer than this for who reads it, since everybody else waits behind.
const patience = `set local lock_timeout = '3s'`
const attempts = 8
// Rows of one statement, each number of which is a statement of its own.
const mostRows = 30
const kept = 500

/** The driver is read when there is a database for it: with SQLite there is none. */
export async function openPostgres(url: string, connections: number): Promise<Database> {
  const { default: driver } = await import('pg')
  const pool = new driver.Pool({
    connectionString: url,
    max: connections,
    types: typesOf(driver),
    application_name: 'lintel',
    // What is prepared on a connection is never forgotten there: connections are.
    maxLifetimeSeconds: 1800,
    connectionTimeoutMillis: 10_000,
    // The pool waits for what this promises, which its types do not say.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises
    async onConnect(client) {
      // While it is lent, the pool does not listen: one that breaks between two statements would end the process.
      client.on('error', () => undefined)
      // Compiling a plan takes longer than any of ours runs.
      await client.query('set jit = off')
      // What nobody waits for any more ends there too, and lets go of what it holds.
      await client
        .query(
          `select set_config(name, '5s', false) from pg_settings where name = 'client_connection_check_interval'`,
        )
        .catch(() => undefined)
    },
  })
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => undefined)
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    throw error
  }
  const prepare = preparer()
  let limit: number | null = null

  async function query(
    client: pg.Pool | pg.PoolClient,
    sql: string,
    bindings: readonly Binding[],
  ): Promise<Row[]> {
    try {
      const asked = { ...prepare.named(sql), values: [...bindings], ...within(limit) }
      const { rows } = await client.query<Row>(asked)
      return rows
    } catch (error) {
      if (isTooSlow(error))
        throw new StatementTooSlow('the database did not answer in time', { cause: error })
      if (codeOf(error) !== otherTypes) throw error
      prepare.forget(sql)
      // Of a transaction nothing is left, which is tried again as a whole.
      if (client !== pool) throw error
      return queryOnce(client, sql, bindings)
    }
  }

  async function once<T>(
    job: (transaction: Transaction) => Promise<T>,
    ask = query,
    most = limit,
  ): Promise<T> {
    const client = await pool.connect()
    const acts: (() => void)[] = []
    let over = false
    let broken: Error | undefined
    const appended = appendedRows(async (table, rows) => {
      for (let at = 0; at < rows.length; at += mostRows) {
        const some = rows.slice(at, at + mostRows)
        await ask(
          client,
          insertSql(table, some),
          some.flatMap((row) => Object.values(row)),
        )
      }
    })
    try {
      await client.query({ text: 'begin', ...within(most) })
      const run = async (sql: string, bindings: readonly Binding[]): Promise<Row[]> => {
        if (over) throw new Error('a statement after the end of its transaction')
        await appended.before(sql)
        return ask(client, sql, bindings)
      }
      const value = await job({
        dialect: 'postgres',
        query: run,
        insert: run,
        append: (table, row) => appended.add(table, row),
        afterCommit: (act) => void acts.push(act),
      })
      await appended.write()
      over = true
      await client.query({ text: 'commit', ...within(most) })
      for (const act of acts) act()
      return value
    } catch (error) {
      over = true
      // A connection that does not answer takes no roll-back either: it ends, which is one.
      if (isTooSlow(error) || error instanceof StatementTooSlow) broken = error as Error
      else
        await client.query('rollback').catch((failure: Error) => {
          broken = failure
        })
      throw error
    } finally {
      client.release(broken)
    }
  }

  const changes = openChanges(postgresWire(driver, url, (sql, texts) => query(pool, sql, texts)))
  return {
    dialect: 'postgres',
    read: (sql, bindings, how) => (how ? queryOnce : query)(pool, sql, bindings),
    write: (job) => again(() => once(job)),
    alter: (job) =>
      again(() =>
        once(
          async (transaction) => {
            await transaction.query(`select pg_advisory_xact_lock(${lockKey})`, [])
            await transaction.query(patience, [])
            return job(transaction, null)
          },
          queryOnce,
          null,
        ),
      ),
    async alone(sql) {
      await pool.query(sql)
    },
    hurry(milliseconds) {
      limit = milliseconds
    },
    changes,
    async close() {
      await changes.close()
      await pool.end()
    },
  }
}

/** Whole numbers stay below 2^53, which the engine sees to; dates and times are written as text by the statements. */
function typesOf({ types }: typeof pg): pg.CustomTypesConfig {
  const { INT8, NUMERIC, DATE, TIMESTAMP, TIMESTAMPTZ } = types.builtins
  const parsers: Readonly<Partial<Record<number, (text: string) => unknown>>> = {
    [INT8]: Number,
    [NUMERIC]: Number,
    [DATE]: String,
    [TIMESTAMP]: String,
    [TIMESTAMPTZ]: String,
  }
  return {
    getTypeParser: (type, format) =>
      parsers[type] ?? (types.getTypeParser(type, format) as (text: string) => unknown),
  }
}

/** What failed for a reason that passes is tried again, after what it did has been undone. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (attempt === attempts || !passing.has(codeOf(error))) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** attempt))
    }
  }
}

/** The driver gives up on its side: a database that hangs would not do it on its own. */
function within(limit: number | null): { readonly query_timeout?: number } {
  return limit === null ? {} : { query_timeout: limit }
}

function isTooSlow(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

/** What runs but once is not prepared. */
async function queryOnce(
  client: pg.Pool | pg.PoolClient,
  sql: string,
  bindings: readonly Binding[],
): Promise<Row[]> {
  const { rows } = await client.query<Row>(numbered(sql), [...bindings])
  return rows
}

function insertSql(table: string, rows: readonly AppendedRow[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const row = `(${columns.map(() => '?').join(', ')})`
  return `insert into ${table} (${columns.join(', ')}) values ${rows.map(() => row).join(', ')}`
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

interface Preparer {
  named(sql: string): { readonly name: string; readonly text: string }
  /** It gets another name the next time. */
  forget(sql: string): void
}

/** Numbers the placeholders and gives each text its name, under which each connection prepares it once. */
function preparer(): Preparer {
  const prepared = new Map<string, { readonly name: string; readonly text: string }>()
  let count = 0
  return {
    named(sql) {
      const known = prepared.get(sql)
      if (known && prepared.size < kept / 2) return known
      const found = known ?? { name: `lintel_${count++}`, text: numbered(sql) }
      prepared.delete(sql)
      prepared.set(sql, found)
      if (prepared.size > kept) prepared.delete(prepared.keys().next().value ?? '')
      return found
    },
    forget: (sql) => void prepared.delete(sql),
  }
}

/** `?` → `$1`, outside of quotes. */
function numbered(sql: string): string {
  let number = 0
  return sql.replace(placeholders, (piece) => (piece === '?' ? `$${++number}` : piece))
}
