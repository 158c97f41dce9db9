import type { Access } from '../../access/access.ts'
import { compileCondition, compileRows } from '../../access/condition.ts'
import { column, entityOf, type At, type Frame } from '../../access/frame.ts'
import { allOf, always, anyOf, never, noneOf, sql, type Sql } from '../../access/sql.ts'
import type { Condition } from '../../words/condition.ts'
import type { ListQuery } from '../records.ts'

/** The records of a list: those its reader may read, without the deleted, that fulfil what came with the request. */
export function listed(
  frame: Frame,
  access: Access,
  record: At,
  asked: Condition | null,
  deleted: ListQuery['deleted'],
): Sql {
  return allOf([
    deletedness(frame, access, record, deleted),
    compileRows(frame, access, record, 'read'),
    asked ? compileCondition(frame, record, asked, { access, subject: null, leaves: { next: 0 } }) : always,
  ])
}

/** Only who may bring a deleted record back may see it. */
export function deletedness(frame: Frame, access: Access, record: At, deleted: ListQuery['deleted']): Sql {
  if (!entityOf(frame.plan, record.entity).softDelete) return deleted === 'only' ? never : always
  const live = sql`${column(record, 'deleted_at')} is null`
  if (deleted === 'exclude') return live
  const restorable = compileRows(frame, access, record, 'restore')
  return deleted === 'only' ? allOf([noneOf(live), restorable]) : anyOf([live, restorable])
}
