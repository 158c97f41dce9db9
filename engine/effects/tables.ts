import type { Storage } from '../field-types/field-type.ts'
import type { ColumnPlan, TablePlan } from '../plan/plan.ts'

const column = (
  name: string,
  storage: 'text' | 'folded' | 'integer' | 'dateTime',
  nullable = false,
): ColumnPlan => ({ name, storage: storages[storage], nullable, references: null })

const storages = {
  text: { kind: 'text', folded: false },
  folded: { kind: 'text', folded: true },
  integer: { kind: 'integer' },
  dateTime: { kind: 'dateTime' },
} as const satisfies Record<string, Exclude<Storage, { kind: 'none' }>>

/**
 * Mails wait here from the transaction that caused them until they are delivered, and stay for a while to be looked at,
 * without their text. `created_at` and `due_at` are milliseconds since 1970; the moments beside them are for people.
 */
export const outboxTable: TablePlan = {
  name: 'lintel_outbox',
  kind: 'records',
  columns: [
    column('recipient', 'text'),
    column('subject', 'text'),
    column('text', 'text'),
    // Pages as an earlier engine kept them.
    column('html', 'text', true),
    column('created_at', 'integer'),
    column('attempts', 'integer'),
    column('due_at', 'integer'),
    column('last_error', 'text'),
    // What people see and search.
    column('version', 'integer', true),
    column('address', 'folded', true),
    column('status', 'text', true),
    column('reason', 'text', true),
    column('queued_at', 'dateTime', true),
    column('next_at', 'dateTime', true),
    column('sent_at', 'dateTime', true),
    // From what it can be made anew: its definition, whom it is about, and whether it holds a link that is a secret.
    column('mail', 'text', true),
    column('entity', 'text', true),
    column('record', 'integer', true),
    column('secret', 'integer', true),
    // What the page is made of when it is sent.
    column('draft', 'text', true),
  ],
  indexes: [
    { name: 'lintel_outbox$due_at', columns: ['due_at'], unique: false },
    { name: 'lintel_outbox$queued_at', columns: ['queued_at', 'id'], unique: false },
    { name: 'lintel_outbox$status', columns: ['status', 'id'], unique: false },
  ],
  search: [],
}
