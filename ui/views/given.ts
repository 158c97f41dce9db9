import type { Given } from '../../engine/plan/screens.ts'
import type { WireRecord } from '../../engine/server/wire.ts'
import { valueAt } from '../cells/value-at.ts'
import type { Values } from '../form/holds.ts'

/** What a new record gets of the one around it, as it is read: a relation as a reference. */
export function givenValues(given: Given, record: WireRecord | null): Values {
  if (!record) return {}
  const value = (path: readonly string[]): unknown =>
    path.length === 0
      ? { id: record.id, display: record['display'] ?? null }
      : valueAt(record, path.join('.'))
  return Object.fromEntries(Object.entries(given).map(([field, path]) => [field, value(path)]))
}
