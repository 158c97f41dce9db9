import type { ColumnPlan, TablePlan } from '../plan/plan.ts'

const column = (name: string, kind: 'text' | 'integer'): ColumnPlan => ({
  name,
  storage: kind === 'text' ? { kind, folded: false } : { kind },
  nullable: false,
  references: null,
})

/** Mails wait here from the transaction that caused them until they are delivered. Moments are milliseconds since 1970. */
export const outboxTable: TablePlan = {
  name: 'lintel_outbox',
  kind: 'records',
  columns: [
    column('recipient', 'text'),
    column('subject', 'text'),
    column('text', 'text'),
    column('created_at', 'integer'),
    column('attempts', 'integer'),
    column('due_at', 'integer'),
    column('last_error', 'text'),
  ],
  indexes: [{ name: 'lintel_outbox$due_at', columns: ['due_at'], unique: false }],
  search: [],
}
