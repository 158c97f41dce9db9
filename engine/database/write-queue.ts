import { appendedRows, type AppendedRow, type AppendedRows } from './appended-rows.ts'
import type { Manner, Transaction } from './database.ts'
import { gathered, type Insert } from './gathered.ts'
import { referenceWatch } from './reference-watch.ts'
import type { Connection } from './sqlite-connection.ts'

/** Jobs that wait while one batch is being committed make up the next: they share its commit, and its wait for the disk. */
const largestBatch = 64

interface Waiting {
  readonly manner: Manner | null
  /** Shares nothing with others, and begins in its own way. */
  readonly alone: ((job: Waiting) => Promise<void>) | null
  run(transaction: Transaction): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
}

interface Failed {
  readonly waiting: Waiting
  readonly error: unknown
}

interface Done {
  readonly waiting: Waiting
  readonly value: unknown
  readonly acts: readonly (() => void)[]
}

export interface WriteQueue {
  write<T>(job: (transaction: Transaction) => Promise<T>, manner: Manner | null): Promise<T>
  alter<T>(
    job: (transaction: Transaction, copy: string | null) => Promise<T>,
    copy: string | null,
  ): Promise<T>
  /** Runs a job while nothing is written. */
  between(job: () => Promise<void>): Promise<void>
  /** Resolves when no job is left. */
  drained(): Promise<void>
}

/**
 * The one writer of a SQLite database. Jobs are answered after their batch's commit. A job that throws undoes the batch, of
 * which the others are run once more, from then on each as a savepoint: those cost a way to the other thread and back for
 * every job, and few jobs throw. Jobs that may be beside each other are, as long as none throws.
 */
export function writeQueue(connection: Connection): WriteQueue {
  const queue: Waiting[] = []
  const insert = (table: string, rows: readonly AppendedRow[]) => insertTogether(connection, table, rows)
  const appended = appendedRows(insert)
  const inserting: Insert = (sql, bindings) => connection.all(sql, [JSON.stringify([bindings])])
  let working: Promise<void> | null = null

  async function work(): Promise<void> {
    while (queue.length > 0) {
      try {
        const [next] = queue
        if (next?.alone) await next.alone(next)
        else await batch()
      } catch (error) {
        // Nothing could be begun: whoever waits first is told, the others have their turn.
        queue.shift()?.reject(error)
      }
    }
    working = null
  }

  async function batch(): Promise<void> {
    await connection.exec('begin immediate')
    const taken: Waiting[] = []
    let done: Done[] = []
    let isCareful = false
    const run = async (job: Waiting): Promise<void> => {
      const isSavepoint = isCareful && done.length > 0
      if (isSavepoint) await connection.exec('savepoint job')
      const outcome = await attempt(connection, job, appended, appendedRows(insert), inserting)
      if (!('error' in outcome)) {
        if (isCareful) await appended.write()
        return void done.push(outcome)
      }
      job.reject(outcome.error)
      if (isSavepoint && (await succeeds(connection.exec('rollback to job')))) return
      await startOver([])
    }
    const runBeside = async (jobs: readonly Waiting[]): Promise<void> => {
      const together = gathered((sql, bindings) => connection.all(sql, bindings))
      const outcomes = await Promise.all(
        jobs.map((job) => attempt(connection, job, appended, appendedRows(insert), together)),
      )
      const made = outcomes.filter((outcome): outcome is Done => !('error' in outcome))
      if (made.length < jobs.length) return startOver(jobs)
      done.push(...made)
    }
    const startOver = async (more: readonly Waiting[]): Promise<void> => {
      appended.forget()
      // Where the disk is full, SQLite has undone everything already, savepoints and all.
      await succeeds(connection.exec('rollback'))
      await connection.exec('begin immediate')
      const again = [...done.map(({ waiting }) => waiting), ...more]
      done = []
      isCareful = true
      for (const job of again) await run(job)
    }
    try {
      while (taken.length < largestBatch) {
        const next = queue[0]
        if (!next || next.alone) break
        const jobs = isCareful ? [next] : takeable(queue, largestBatch - taken.length)
        queue.splice(0, jobs.length)
        taken.push(...jobs)
        await (jobs.length > 1 ? runBeside(jobs) : run(next))
      }
      await appended.write()
      await connection.exec('commit')
    } catch (error) {
      appended.forget()
      await connection.exec('rollback').catch(() => undefined)
      for (const waiting of taken) waiting.reject(error)
      return
    }
    done.forEach(answer)
  }

  /** References are looked after from outside of a transaction only, and not while tables are made anew. */
  async function alteration(job: Waiting, copy: string | null): Promise<void> {
    queue.shift()
    let done: Done | null = null
    try {
      if (copy !== null) await connection.all('vacuum into ?', [copy])
      await connection.exec('pragma foreign_keys = off; begin immediate')
      const references = referenceWatch(connection)
      const watched = { ...job, run: (transaction: Transaction) => job.run(references.watched(transaction)) }
      const outcome = await attempt(connection, watched, appended, appendedRows(insert), inserting)
      if ('error' in outcome) job.reject(outcome.error)
      else done = outcome
      await appended.write()
      if (done) await references.check()
      await connection.exec(done ? 'commit' : 'rollback')
    } catch (error) {
      appended.forget()
      await connection.exec('rollback').catch(() => undefined)
      done = null
      job.reject(error)
    } finally {
      await connection.exec('pragma foreign_keys = on')
    }
    if (done) answer(done)
  }

  function enqueue<T>(
    run: (transaction: Transaction) => Promise<T>,
    manner: Manner | null,
    alone: ((job: Waiting) => Promise<void>) | null,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      queue.push({ run, manner, alone, resolve: (value) => resolve(value as T), reject })
      working ??= work()
    })
  }

  return {
    write: (job, manner) => enqueue(job, manner, null),
    alter: (job, copy) =>
      enqueue(
        (transaction) => job(transaction, copy),
        null,
        (waiting) => alteration(waiting, copy),
      ),
    between: (job) =>
      enqueue(job, null, async (waiting) => {
        queue.shift()
        await job().then(waiting.resolve, waiting.reject)
      }),
    drained: async () => {
      while (working) await working
    },
  }
}

/** The next, and those after it that may be beside it. */
function takeable(queue: readonly Waiting[], most: number): Waiting[] {
  const last = queue.findIndex(({ manner }) => manner !== 'beside')
  return queue.slice(0, Math.min(most, Math.max(1, last === -1 ? queue.length : last)))
}

function succeeds(attempt: Promise<void>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  )
}

function answer({ waiting, value, acts }: Done): void {
  for (const act of acts) act()
  waiting.resolve(value)
}

/** One way to the other thread and back for the rows of many jobs. */
function insertTogether(
  connection: Connection,
  table: string,
  rows: readonly AppendedRow[],
): Promise<unknown> {
  const columns = Object.keys(rows[0] ?? {})
  const values = columns.map((_, index) => `value ->> ${index}`)
  return connection.all(
    `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from jsonb_each(?)`,
    [JSON.stringify(rows.map((row) => columns.map((column) => row[column] ?? null)))],
  )
}

/** What it appends is written with what others do. */
async function attempt(
  connection: Connection,
  waiting: Waiting,
  appended: AppendedRows,
  own: AppendedRows,
  insert: Insert,
): Promise<Done | Failed> {
  const acts: (() => void)[] = []
  let over = false
  const before = async (sql: string): Promise<void> => {
    if (over) throw new Error('a statement after the end of its transaction')
    if (appended.byTable.size > 0) await appended.before(sql)
    if (own.byTable.size > 0) await own.before(sql)
  }
  const transaction: Transaction = {
    dialect: 'sqlite',
    async query(sql, bindings) {
      await before(sql)
      return connection.all(sql, bindings)
    },
    async insert(sql, bindings, owner) {
      await before(sql)
      return insert(sql, bindings, owner ?? null)
    },
    append: (table, row) => own.add(table, row),
    afterCommit: (act) => void acts.push(act),
  }
  try {
    const value = await waiting.run(transaction)
    appended.addAll(own)
    return { waiting, value, acts }
  } catch (error) {
    return { waiting, error }
  } finally {
    over = true
  }
}
