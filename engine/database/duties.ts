import { appliedTable } from './change/state.ts'
import type { Database, Transaction } from './database.ts'
import { ensureSystemTables } from './tables.ts'

/** What is done once in the life of a database, by one of the instances that start on it while it is empty. */
export type Duty = 'samples'

/** Before its tables are made: should whoever makes them not come to it, another will. */
export async function owe(db: Database, duty: Duty): Promise<void> {
  await ensureSystemTables(db, [appliedTable])
  await db.write((transaction) =>
    transaction.query(
      'insert into lintel_applied (name, value) values (?, ?) on conflict (name) do nothing',
      [duty, due],
    ),
  )
}

/** True for the one who is to do it, in this transaction; the others wait here until it is done. */
export async function takeDuty(transaction: Transaction, duty: Duty): Promise<boolean> {
  const taken = await transaction.query(
    'update lintel_applied set value = ? where name = ? and value = ? returning id',
    [done, duty, due],
  )
  return taken.length > 0
}

/** Whether nobody has done it yet. */
export async function isOwed(db: Database, duty: Duty): Promise<boolean> {
  const found = await db.read('select id from lintel_applied where name = ? and value = ?', [duty, due])
  return found.length > 0
}

const due = '"due"'
const done = '"done"'
