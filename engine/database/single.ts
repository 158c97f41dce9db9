import { hasColumn } from '../access/frame.ts'
import type { EntityPlan } from '../plan/plan.ts'
import { builders, statement } from './builder.ts'
import type { Binding, Transaction } from './database.ts'
import { columnsOf, initialValue } from './row.ts'

/** The record of a `single` entity, which is always there. */
export async function insertSingle(transaction: Transaction, entity: EntityPlan): Promise<void> {
  const now = new Date().toISOString()
  const values: Record<string, Binding> = {}
  for (const field of Object.values(entity.fields)) {
    if (field.name === 'id' || !hasColumn(field)) continue
    const initial = initialValue(entity, field, now)
    // A required field without a default stays empty until somebody fills it in.
    if (initial === null || initial === undefined) continue
    for (const [column, value] of columnsOf(transaction.dialect, entity.name, field, initial))
      values[column] = value
  }
  const { sql, fill } = statement(builders[transaction.dialect](entity.name).insert(values))
  await transaction.query(sql, fill({ user: null, leaves: [], given: {} }))
}
