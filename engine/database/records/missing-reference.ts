import { entityOf, hasColumn } from '../../access/frame.ts'
import { name } from '../../access/sql.ts'
import { DataRefused, type Transaction } from '../database.ts'
import type { Values } from '../records.ts'
import type { Context } from './shapes.ts'

/** SQLite says that a reference leads nowhere, but not which; PostgreSQL says both. */
export async function refuseMissingReference(
  { plan }: Context,
  transaction: Transaction,
  entity: string,
  values: Values,
): Promise<void> {
  for (const field of Object.values(entityOf(plan, entity).fields)) {
    const value = Object.hasOwn(values, field.name) ? values[field.name] : null
    if (!field.relation || !hasColumn(field) || typeof value !== 'number') continue
    const rows = await transaction.query(`select 1 from ${name(field.relation.to).text} where "id" = ?`, [
      value,
    ])
    if (rows.length === 0) throw new DataRefused({ kind: 'reference', entity, field: field.name })
  }
}
