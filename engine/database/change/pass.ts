import type { Evidence } from '../../change/step.ts'
import type { FieldWork, Work } from '../../change/work.ts'
import { own } from '../../change/renames.ts'
import { fold } from '../../words/fold.ts'
import type { Source } from '../schema/rows.ts'
import { becomes, copied, isEmpty, type Become } from './become.ts'
import { readKept, thereOf, type Kept, type KeptRow } from './rows.ts'

/** What a look at every value of a field has found. */
export interface Findings {
  readonly fits: Evidence
  readonly lacks: Evidence
  readonly twice: Evidence
  /** Values that do not stand, and what does not lack one any more: the definitions say what they become. */
  readonly replaced: Evidence
  readonly filled: Evidence
}

/** A record whose value is not what it was. */
export interface Changed {
  readonly id: number
  readonly value: unknown
}

/** Before anything has been done, or while it is: where things are, and what they are called, differs. */
export type Phase = 'before' | 'between'

/**
 * Looks at every record of a field: what its value becomes, and whether that can stand. What has to be written is given to
 * `write`, a portion at a time.
 */
export async function passOver(
  from: Source,
  phase: Phase,
  { copied: fields }: Pick<Work, 'copied'>,
  work: FieldWork,
  write: (changed: readonly Changed[]) => Promise<void> = () => Promise.resolve(),
): Promise<Findings> {
  const { field, asks } = work
  const source = sourceOf(phase, fields, work)
  const found = { fits: tally(), lacks: tally(), twice: tally(), replaced: tally(), filled: tally() }
  const seen = new Set<unknown>()
  let of = 0
  for await (const rows of readKept(from, phase === 'before' ? work.records : work.to.table, source.kept)) {
    of += rows.length
    const isThere = await knownOf(from, phase, work, source, rows)
    const changed: Changed[] = []
    for (const row of rows) {
      const was = source.own(row)
      const outcome = source.become(was, isThere)
      if (!outcome.fits) found.fits.add(row.id)
      let { value } = outcome
      let isReplaced = outcome.isReplaced === true
      if (isEmpty(value, asks.required) && outcome.fits) {
        value = source.fill(row)
        if (!isReplaced && !isEmpty(value, asks.required)) found.filled.add(row.id)
      }
      if (asks.unique && !isEmpty(value, false)) {
        const key = keyOf(value, work)
        if (seen.has(key) && field.otherwise?.value === null && !asks.required) {
          value = null
          isReplaced = true
        } else if (seen.has(key)) found.twice.add(row.id)
        seen.add(key)
      }
      if (isReplaced) found.replaced.add(row.id)
      if (asks.required && outcome.fits && isEmpty(value, true)) found.lacks.add(row.id)
      if (work.converts ? !isEmpty(value, false) : !isSame(was, value)) changed.push({ id: row.id, value })
    }
    await write(changed)
  }
  return {
    fits: found.fits.evidence(of),
    lacks: found.lacks.evidence(of),
    twice: found.twice.evidence(of),
    replaced: found.replaced.evidence(of),
    filled: found.filled.evidence(of),
  }
}

interface ValueSource {
  readonly kept: readonly Kept[]
  own(row: KeptRow): unknown
  readonly become: Become
  /** What a record without a value gets. */
  fill(row: KeptRow): unknown
}

function sourceOf(phase: Phase, fields: Work['copied'], work: FieldWork): ValueSource {
  const { from, backfill, field } = work
  const kept: Kept | null = from && { place: from[phase], field: from.field }
  const own = ownValue(phase, work, kept)
  const filling = fillingOf(phase, fields, work)
  return {
    kept: [...(kept ? [kept] : []), ...filling.kept],
    own,
    become: becomes(work),
    fill: (row) => {
      if (backfill === null) return field.relation?.many ? [] : null
      return 'value' in backfill ? backfill.value : filling.value(row)
    },
  }
}

/** Options that have another name are still called by the old one before anything has been done. */
function ownValue(phase: Phase, { from }: FieldWork, kept: Kept | null): (row: KeptRow) => unknown {
  if (!from || !kept) return () => null
  const names = new Map(Object.entries(from.options).map(([now, was]) => [was, now]))
  return (row) => {
    const value = row.value(kept)
    return phase === 'before' && typeof value === 'string' ? (names.get(value) ?? value) : value
  }
}

/** The values of another field: as they will be, or, while the change is made, as they are already. */
function fillingOf(
  phase: Phase,
  fields: Work['copied'],
  { entity, backfill, field }: FieldWork,
): { readonly kept: readonly Kept[]; value(row: KeptRow): unknown } {
  const name = backfill !== null && 'copy' in backfill ? `${entity}.${backfill.copy}` : ''
  const other = own(fields, name)
  if (!other) return { kept: [], value: () => null }
  if (phase === 'between') {
    const kept: Kept = { place: other.to, field: other.field }
    return { kept: [kept], value: (row) => copied(other.field, field, row.value(kept)) }
  }
  const rest = Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))
  const source = sourceOf(phase, rest, other)
  return {
    kept: source.kept,
    value: (row) => {
      const { value } = source.become(source.own(row), () => true)
      return copied(other.field, field, isEmpty(value, other.asks.required) ? source.fill(row) : value)
    },
  }
}

async function knownOf(
  from: Source,
  phase: Phase,
  { asks, field }: FieldWork,
  source: ValueSource,
  rows: readonly KeptRow[],
): Promise<(id: number) => boolean> {
  if (!asks.target) return () => true
  const table = phase === 'before' ? asks.target.before : (field.relation?.to ?? null)
  if (table === null) return () => false
  const ids = rows.flatMap((row) => source.own(row)).flatMap((id) => (typeof id === 'number' ? [id] : []))
  const there = await thereOf(from, table, [...new Set(ids)])
  return (id) => there.has(id)
}

function keyOf(value: unknown, { field }: FieldWork): unknown {
  const isFolded = field.storage.kind === 'text' && field.storage.folded
  return isFolded && typeof value === 'string' ? fold(value) : value
}

function isSame(one: unknown, other: unknown): boolean {
  return Array.isArray(one)
    ? JSON.stringify(one) === JSON.stringify(other)
    : (one ?? null) === (other ?? null)
}

const most = 10

function tally(): { add(id: number): void; evidence(of: number): Evidence } {
  let count = 0
  const ids: number[] = []
  return {
    add(id) {
      count++
      if (ids.length < most) ids.push(id)
    },
    evidence: (of) => ({ count, of, ids }),
  }
}
