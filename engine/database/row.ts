import { encode, UnfitValue } from '../access/encode.ts'
import type { Dialect } from '../access/sql.ts'
import { foldedName } from '../plan/names.ts'
import type { EntityPlan, FieldPlan } from '../plan/plan.ts'
import { fold } from '../words/fold.ts'
import { DataRefused, type Binding } from './database.ts'

/** The values of a field's columns: its own, and the folded one where it has one. Throws `DataRefused`. */
export function columnsOf(
  dialect: Dialect,
  entity: string,
  field: FieldPlan,
  value: unknown,
): readonly (readonly [string, Binding])[] {
  const stored = storedValue(dialect, entity, field, value)
  // Of a field that is not always shown, the record as written tells.
  if (
    field.required &&
    field.visibleIf === null &&
    (stored === null || (typeof stored === 'string' && stored.trim() === ''))
  )
    throw new DataRefused({ kind: 'required', entity, field: field.name })
  if (field.storage.kind !== 'text' || !field.storage.folded) return [[field.name, stored]]
  return [
    [field.name, stored],
    [foldedName(field.name), typeof stored === 'string' ? fold(stored) : null],
  ]
}

function storedValue(dialect: Dialect, entity: string, field: FieldPlan, value: unknown): Binding {
  try {
    return encode(field.storage, value, dialect)
  } catch (error) {
    if (error instanceof UnfitValue) throw new DataRefused({ kind: 'value', entity, field: field.name })
    throw error
  }
}

/** What a new record has for a field that nothing was said of. */
export function initialValue(entity: EntityPlan, field: FieldPlan, now: string): unknown {
  if (field.name === 'version') return 1
  if (field.name === 'created_at' || field.name === 'updated_at') return now
  if (entity.account && field.name === 'status') return field.default ?? 'invited'
  return field.default
}
