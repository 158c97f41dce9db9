import { ownCause } from '../access/cause.ts'
import { appendAudit } from '../database/audit/append.ts'
import type { Transaction } from '../database/database.ts'

/** For the audit trail, in the transaction of what is done: who called the command, and what it was done to. */
export function telling(author: string, operation: string, what: string): (transaction: Transaction) => void {
  return (transaction) => appendAudit(transaction, ownCause('command', author), { operation, record: what })
}
