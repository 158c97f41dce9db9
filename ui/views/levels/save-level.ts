import type { WireRecord } from '../../../engine/server/wire.ts'
import { Refused, type Api } from '../../client.ts'

/** Page → level; a page that is not there has none. */
export type Levels = Readonly<Record<string, string>>

export interface LevelChange {
  readonly entity: string
  readonly field: string
  readonly page: string
  readonly level: string
}

export const none = 'none'

export function levelsOf(record: WireRecord | null, field: string): Levels {
  return (record?.[field] ?? {}) as Levels
}

/**
 * Saves one level. A record that was changed meanwhile is no reason to refuse, as long as nobody touched this very level:
 * two administrators may set the levels of two pages at once.
 */
export async function saveLevel(api: Api, record: WireRecord, change: LevelChange): Promise<WireRecord> {
  const { entity, field, page, level } = change
  const version = record['version'] as number
  try {
    return await api.patch<WireRecord>(`/${entity}/${record.id}`, { [field]: { [page]: level } }, { version })
  } catch (error) {
    const current =
      error instanceof Refused && error.problem.status === 412 ? error.problem.current : undefined
    const isUntouched =
      current && (levelsOf(current, field)[page] ?? none) === (levelsOf(record, field)[page] ?? none)
    if (!isUntouched) throw error
    return saveLevel(api, current, change)
  }
}
