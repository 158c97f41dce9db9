import type { Cause } from '../../access/cause.ts'
import { fold } from '../../words/fold.ts'
import type { Binding, Transaction } from '../database.ts'

/** What was done, or tried: `refused` by a permission or a rule, `failed` for want of the right password and the like. */
export interface AuditEntry {
  /** An operation, `link`, `unlink`, `sign-in`, `sign-out`, `password`, … */
  readonly operation: string
  readonly outcome?: 'done' | 'refused' | 'failed'
  readonly entity?: string | null
  readonly id?: number | null
  /** What the record is called. */
  readonly record?: string | null
  /** Field → what it was, and what it is now; no secrets. */
  readonly changes?: Changes | null
  /** Fields that are concerned, where there are no values to tell. */
  readonly fields?: readonly string[]
  /** The grants that allowed it: `staff/inbox/admin/2`, as `rulesOf` calls them. */
  readonly permission?: string | null
  /** Of a refusal: as the answer had it. */
  readonly code?: string | null
  /** How often, where several are told in one entry. */
  readonly times?: number
}

/** A to-many has lists of ids: those that were taken off, and those that were added. */
export type Changes = Readonly<Record<string, readonly [before: unknown, after: unknown]>>

/** Longer texts are cut: a name is to be read. */
const longestName = 300

/** An entry of the audit trail, written with its transaction, or not at all. */
export function appendAudit(transaction: Transaction, cause: Cause | undefined, entry: AuditEntry): void {
  transaction.append('lintel_audit', auditRow(cause, entry))
}

const unknown: Cause = {
  by: 'engine',
  who: 'lintel',
  account: null,
  as: null,
  area: null,
  request: null,
  address: null,
  revision: null,
}

/** Every row has every column, in one order: rows of one statement must. */
function auditRow(cause: Cause = unknown, entry: AuditEntry): Record<string, Binding> {
  const { account, as } = cause
  const who = cause.who.slice(0, longestName)
  const acting = as?.who.slice(0, longestName) ?? null
  const record = entry.record?.slice(0, longestName) ?? null
  const { changes = null } = entry
  const fields = entry.fields ?? Object.keys(changes ?? {})
  return {
    at: new Date().toISOString(),
    operation: entry.operation,
    outcome: entry.outcome ?? 'done',
    actor: cause.by,
    who,
    '"who$folded"': fold(who),
    account_entity: account?.entity ?? null,
    account_id: account?.id ?? null,
    acting_as: acting,
    '"acting_as$folded"': acting === null ? null : fold(acting),
    as_entity: as?.entity ?? null,
    as_id: as?.id ?? null,
    area: cause.area,
    entity: entry.entity ?? null,
    record_id: entry.id ?? null,
    record,
    '"record$folded"': record === null ? null : fold(record),
    fields: fields.length > 0 ? fields.join(' ') : null,
    changes: changes === null || Object.keys(changes).length === 0 ? null : JSON.stringify(changes),
    permission: entry.permission ?? null,
    code: entry.code ?? null,
    times: entry.times ?? null,
    revision: cause.revision,
    request: cause.request,
    address: cause.address,
  }
}
