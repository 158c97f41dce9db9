import { encode } from '../access/encode.ts'
import { DataRefused, type Database } from '../database/database.ts'
import type { Values } from '../database/records.ts'
import { foldedName } from '../plan/names.ts'
import type { EntityPlan } from '../plan/plan.ts'
import { fold } from '../words/fold.ts'

/**
 * A database names one value that another record has already, and each database another one. This names them all, so that
 * whoever filled in the form mends them at once, and both databases answer alike.
 */
export async function tellingAllTwins<T>(
  db: Database,
  entity: EntityPlan,
  values: Values,
  own: number | null,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof DataRefused) || error.refusal.kind !== 'unique') throw error
    if (error.refusal.entity !== entity.name) throw error
    const fields = await twins(db, entity, values, own)
    throw fields.length > 0 ? new DataRefused({ ...error.refusal, fields }) : error
  }
}

async function twins(
  db: Database,
  entity: EntityPlan,
  values: Values,
  own: number | null,
): Promise<string[]> {
  const found: string[] = []
  for (const name of entity.fieldOrder) {
    const field = entity.fields[name]
    if (!field?.unique) continue
    const value = encode(field.storage, values[name] ?? null, db.dialect)
    if (value === null) continue
    const isFolded = field.storage.kind === 'text' && field.storage.folded
    const [column, key] = isFolded ? [foldedName(name), fold(String(value))] : [name, value]
    const rows = await db.read(`select id from "${entity.name}" where "${column}" = ? and id <> ? limit 1`, [
      key,
      own ?? 0,
    ])
    if (rows.length > 0) found.push(name)
  }
  return found
}
