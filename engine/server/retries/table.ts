import type { ColumnPlan, TablePlan } from '../../plan/plan.ts'

const column = (name: string, kind: 'text' | 'integer'): ColumnPlan => ({
  name,
  storage: kind === 'text' ? { kind, folded: false } : { kind },
  nullable: false,
  references: null,
})

/**
 * Answers to writes that came with an `Idempotency-Key`, for who retries them. A row is written in the transaction of what
 * it answers. `created_at` is in milliseconds since 1970.
 */
export const retriesTable: TablePlan = {
  name: 'lintel_idempotency',
  kind: 'records',
  columns: [
    column('entity', 'text'),
    column('account', 'integer'),
    column('key_hash', 'text'),
    column('fingerprint', 'text'),
    column('answer', 'text'),
    column('created_at', 'integer'),
  ],
  indexes: [
    { name: 'lintel_idempotency$key', columns: ['account', 'entity', 'key_hash'], unique: true },
    { name: 'lintel_idempotency$created_at', columns: ['created_at'], unique: false },
  ],
  search: [],
}
