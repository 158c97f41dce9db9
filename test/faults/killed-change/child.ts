import { applyDefinitions } from '../../../engine/apply.ts'
import { openDatabase } from '../../../engine/database/connect.ts'
import type { Database, Transaction } from '../../../engine/database/database.ts'
import { after } from './definitions.ts'

/** Applies the change, and dies, as by a power cut, when so many of its statements have run; says how many it ran otherwise. */
async function main(address: string, last: number): Promise<void> {
  let count = 0
  const counted = async <T>(statement: Promise<T>): Promise<T> => {
    const answer = await statement
    if (++count === last) process.kill(process.pid, 'SIGKILL')
    return answer
  }
  const counting = (transaction: Transaction): Transaction => ({
    ...transaction,
    query: (sql, bindings) => counted(transaction.query(sql, bindings)),
  })
  const db = await openDatabase(address, { connections: 2 })
  const dying: Database = {
    ...db,
    write: (job) => counted(db.write((transaction) => job(counting(transaction)))),
    alter: (job, how) => counted(db.alter((transaction, copy) => job(counting(transaction), copy), how)),
    alone: (sql) => counted(db.alone(sql)),
  }
  await applyDefinitions(dying, after(), 'test')
  await db.close()
  process.stdout.write(`${count}\n`)
}

const [address = '', last = '0'] = process.argv.slice(2)
await main(address, Number(last))
