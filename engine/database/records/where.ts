import type { Access } from '../../access/access.ts'
import { compileRows } from '../../access/condition.ts'
import { column, entityOf, type At, type Frame } from '../../access/frame.ts'
import { allOf, always, anyOf, never, noneOf, sql, type Sql } from '../../access/sql.ts'
import type { ListQuery } from '../records.ts'

/** Only who may bring a deleted record back may see it. */
export function deletedness(frame: Frame, access: Access, record: At, deleted: ListQuery['deleted']): Sql {
  if (!entityOf(frame.plan, record.entity).softDelete) return deleted === 'only' ? never : always
  const live = sql`${column(record, 'deleted_at')} is null`
  if (deleted === 'exclude') return live
  const restorable = compileRows(frame, access, record, 'restore')
  return deleted === 'only' ? allOf([noneOf(live), restorable]) : anyOf([live, restorable])
}
