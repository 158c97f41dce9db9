import { integerColumn, textColumn } from '../../database/system-columns.ts'
import type { TablePlan } from '../../plan/plan.ts'

/**
 * Answers to writes that came with an `Idempotency-Key`, for who retries them. A row is written in the transaction of what
 * it answers. `created_at` is in milliseconds since 1970.
 */
export const retriesTable: TablePlan = {
  name: 'lintel_idempotency',
  kind: 'records',
  columns: [
    textColumn('entity'),
    integerColumn('account'),
    textColumn('key_hash'),
    textColumn('fingerprint'),
    textColumn('answer'),
    integerColumn('created_at'),
  ],
  indexes: [
    { name: 'lintel_idempotency$key', columns: ['account', 'entity', 'key_hash'], unique: true },
    { name: 'lintel_idempotency$created_at', columns: ['created_at'], unique: false },
  ],
  search: [],
}
