import { appendedRows, type AppendedRow, type AppendedRows } from './appended-rows.ts'
import type { Transaction } from './database.ts'
import { referenceWatch } from './reference-watch.ts'
import type { Connection } from './sqlite-connection.ts'

/** Jobs that wait while one batch is being committed make up the next: they share its commit, and its wait for the disk. */
const largestBatch = 64

interface Waiting {
  /** Shares nothing with others, and begins in its own way. */
  readonly alone: ((job: Waiting) => Promise<void>) | null
  run(transaction: Transaction): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
}

interface Done {
  readonly waiting: Waiting
  readonly value: unknown
  readonly acts: readonly (() => void)[]
}

export interface WriteQueue {
  write<T>(job: (transaction: Transaction) => Promise<T>): Promise<T>
  alter<T>(
    job: (transaction: Transaction, copy: string | null) => Promise<T>,
    copy: string | null,
  ): Promise<T>
  /** Resolves when no job is left. */
  drained(): Promise<void>
}

/**
 * The one writer of a SQLite database. Jobs are answered after their batch's commit. A job that throws undoes the batch, of
 * which the others are run once more, from then on each as a savepoint: those cost a way to the other thread and back for
 * every job, and few jobs throw.
 */
export function writeQueue(connection: Connection): WriteQueue {
  const queue: Waiting[] = []
  const insert = (table: string, rows: readonly AppendedRow[]) => insertTogether(connection, table, rows)
  const appended = appendedRows(insert)
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
      const outcome = await attempt(connection, job, appended, appendedRows(insert))
      if (outcome && isCareful) await appended.write()
      if (outcome) return void done.push(outcome)
      if (isSavepoint && (await succeeds(connection.exec('rollback to job')))) return
      appended.forget()
      // Where the disk is full, SQLite has undone everything already, savepoints and all.
      await succeeds(connection.exec('rollback'))
      await connection.exec('begin immediate')
      const others = done
      done = []
      isCareful = true
      for (const { waiting } of others) await run(waiting)
    }
    try {
      for (let count = 0; count < largestBatch; count++) {
        const next = queue[0]
        if (!next || next.alone) break
        queue.shift()
        taken.push(next)
        await run(next)
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
      done = await attempt(connection, watched, appended, appendedRows(insert))
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
    alone: ((job: Waiting) => Promise<void>) | null,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      queue.push({ run, alone, resolve: (value) => resolve(value as T), reject })
      working ??= work()
    })
  }

  return {
    write: (job) => enqueue(job, null),
    alter: (job, copy) =>
      enqueue(
        (transaction) => job(transaction, copy),
        (waiting) => alteration(waiting, copy),
      ),
    drained: async () => {
      while (working) await working
    },
  }
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
    `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from json_each(?)`,
    [JSON.stringify(rows.map((row) => columns.map((column) => row[column] ?? null)))],
  )
}

/** Null where the job threw, which its caller has then been told. What it appends is written with what others do. */
async function attempt(
  connection: Connection,
  waiting: Waiting,
  appended: AppendedRows,
  own: AppendedRows,
): Promise<Done | null> {
  const acts: (() => void)[] = []
  let over = false
  const transaction: Transaction = {
    dialect: 'sqlite',
    async query(sql, bindings) {
      if (over) throw new Error('a statement after the end of its transaction')
      if (appended.byTable.size > 0) await appended.before(sql)
      if (own.byTable.size > 0) await own.before(sql)
      return connection.all(sql, bindings)
    },
    append: (table, row) => own.add(table, row),
    afterCommit: (act) => void acts.push(act),
  }
  try {
    const value = await waiting.run(transaction)
    appended.addAll(own)
    return { waiting, value, acts }
  } catch (error) {
    waiting.reject(error)
    return null
  } finally {
    over = true
  }
}
