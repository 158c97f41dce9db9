import { once } from 'node:events'
import { placeInWords, placesOfRules, type RulePlace } from '../../access/why/places.ts'
import { ensureAudit } from '../../database/audit/ensure.ts'
import { readEntries, type AuditFilter, type StoredEntry } from '../../database/audit/read.ts'
import { readRevision } from '../../database/revisions.ts'
import type { Database } from '../../database/database.ts'
import { withDatabase } from '../changes/open.ts'

export interface EntriesOptions extends AuditFilter {
  readonly database: string
}

/** The last entries, the latest at the end, as a log has them. */
export async function listEntries({ database, ...filter }: EntriesOptions): Promise<void> {
  await withDatabase(database, async (db) => {
    await ensureAudit(db)
    const placeOf = places(db)
    const entries: StoredEntry[] = []
    for await (const batch of readEntries(db, { ...filter, order: 'latest' })) entries.push(...batch)
    for (const entry of entries.reverse()) process.stdout.write(`${await inText(entry, placeOf)}\n`)
  })
}

/** Every entry, one JSON object a line, the oldest first. */
export async function exportEntries({ database, ...filter }: EntriesOptions): Promise<void> {
  await withDatabase(database, async (db) => {
    await ensureAudit(db)
    for await (const batch of readEntries(db, { ...filter, order: 'oldest' })) {
      const lines = batch.map((entry) => `${JSON.stringify(entry)}\n`).join('')
      // Whoever reads more slowly than the database is waited for.
      if (process.stdout.write(lines)) continue
      const goesOn = await once(process.stdout, 'drain').catch(() => null)
      if (!goesOn) return
    }
  })
}

type PlaceOf = (entry: StoredEntry) => Promise<string>

async function inText(entry: StoredEntry, placeOf: PlaceOf): Promise<string> {
  const { at, who, operation, outcome, entity, record_id: id, record, changes, code, times } = entry
  const what = entity === null ? '' : ` ${entity}${id === null ? '' : `/${id}`}`
  const called = record === null ? '' : ` ${JSON.stringify(record)}`
  const how = outcome === 'done' ? '' : ` ${outcome}${code === null ? '' : ` (${code})`}`
  const often = (times ?? 1) > 1 ? ` ${times} times` : ''
  const fields = Object.entries(changes ?? {}).map(
    ([field, [before, after]]) => `\n    ${field}: ${short(before)} → ${short(after)}`,
  )
  return `${at}  ${who || '—'}  ${operation}${what}${called}${how}${often}${await placeOf(entry)}${fields.join('')}`
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** Where the rules stood that allowed it, as far as their definitions are kept. */
function places(db: Database): PlaceOf {
  const known = new Map<string, ReadonlyMap<string, RulePlace>>()
  return async ({ permission, revision, area }) => {
    if (permission === null || revision === null || area === null) return ''
    const key = `${revision} ${area}`
    if (!known.has(key)) {
      const found = await readRevision(db, revision)
      const plan = found?.plan.areas[area]
      known.set(key, found && plan ? placesOfRules(new Map(Object.entries(found.files)), plan) : new Map())
    }
    const named = permission.split(' ').map((rule) => {
      const place = known.get(key)?.get(rule)
      return place ? placeInWords(place) : rule
    })
    return `  [${named.join(' ')}]`
  }
}
