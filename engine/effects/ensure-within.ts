import type { Reader } from '../access/access.ts'
import { noChanges } from '../database/changes.ts'
import type { Database, Transaction } from '../database/database.ts'
import { createRecords } from '../database/records/create.ts'
import type { Plan } from '../plan/plan.ts'
import { ensureAll } from './ensure-all.ts'

/** As `ensureAll`, for records that are there when definitions change, as a part of that change. */
export async function ensureWithin(transaction: Transaction, plan: Plan, reader: Reader): Promise<number> {
  const db = within(transaction)
  return ensureAll(db, { plan, records: createRecords(plan, db), reader })
}

/** A transaction that is under way, as a database whose transactions are parts of it. */
function within(transaction: Transaction): Database {
  const refuse = (): never => {
    throw new Error('not within a transaction')
  }
  return {
    dialect: transaction.dialect,
    read: (sql, bindings) => transaction.query(sql, bindings),
    async write(job) {
      await transaction.query('savepoint part', [])
      try {
        const value = await job(transaction)
        await transaction.query('release savepoint part', [])
        return value
      } catch (error) {
        await transaction.query('rollback to savepoint part', [])
        throw error
      }
    },
    alter: refuse,
    alone: refuse,
    hurry: () => undefined,
    changes: noChanges,
    close: refuse,
  }
}
