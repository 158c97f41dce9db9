import type { Reader } from '../access/access.ts'
import type { Transaction } from '../database/database.ts'
import type { Records, Values } from '../database/records.ts'
import type { EntityPlan } from '../plan/plan.ts'
import type { Path } from '../words/condition.ts'

/** A record that something follows from. `given` is what it has just been created with; empty for one that was there before. */
export interface Subject {
  readonly entity: EntityPlan
  readonly id: number
  readonly given: Values
}

export function isNew({ given }: Subject): boolean {
  return Object.keys(given).length > 0
}

export type Read = (path: Path) => unknown

/** What the paths of a record lead to; read in one statement, or not at all where it is known already. */
export async function readPaths(
  transaction: Transaction,
  records: Records,
  reader: Reader,
  subject: Subject,
  paths: readonly Path[],
): Promise<Read> {
  const unknown = paths.filter((path) => !isKnown(subject, path))
  if (unknown.length === 0) return (path) => known(subject, path)
  const found = await records.get(reader, subject.entity.name, subject.id, { fields: unknown }, transaction)
  // The text was made by the database of the record just asked for.
  const record = found ? (JSON.parse(found.json) as Record<string, unknown>) : {}
  return (path) => (isKnown(subject, path) ? known(subject, path) : along(record, path))
}

function isKnown({ entity, given }: Subject, path: Path): boolean {
  const [first, ...rest] = path
  if (first === undefined || (first === 'id' && rest.length === 0)) return true
  return rest.length === 0 && !entity.fields[first]?.relation && given[first] !== undefined
}

/** The id that a to-one of a new record was given; undefined for any other path. */
export function givenReference({ entity, given }: Subject, [first = '', ...rest]: Path): unknown {
  const relation = entity.fields[first]?.relation
  return rest.length === 0 && relation && !relation.many ? given[first] : undefined
}

function known({ id, given }: Subject, [first]: Path): unknown {
  return first === undefined || first === 'id' ? id : given[first]
}

function along(record: Record<string, unknown>, path: Path): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : null,
    record,
  )
}

/** What a relation is as a value that can be written: its id, or theirs. */
export function asWritten(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value ?? null
  if ('id' in value) return value.id
  if ('data' in value && Array.isArray(value.data)) return value.data.map(asWritten)
  return value
}
