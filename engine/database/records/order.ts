import { compileField } from '../../access/condition.ts'
import { column, fieldOf, foldedColumn, hasColumn, isFoldedText, type At } from '../../access/frame.ts'
import { always, join, never, raw, sql, type Sql } from '../../access/sql.ts'
import { sortPath } from '../../access/resolve.ts'
import type { Storage } from '../../field-types/field-type.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Path } from '../../words/condition.ts'
import type { DialectSql } from '../dialects/dialect.ts'
import type { ListQuery } from '../records.ts'
import { through, type Reading } from './select.ts'

export interface SortKey {
  readonly path: Path
  readonly descending: boolean
  readonly storage: Storage
}

/** What a list is sorted by before its id, which settles what is left: relations by what names their records. */
export function sortKeys(plan: Plan, entity: string, sort: ListQuery['sort']): SortKey[] {
  const keys: SortKey[] = []
  for (const { path, descending } of sort) {
    const to = path[path.length - 1] === 'display' ? path.slice(0, -1) : path
    const whole = sortPath(plan, entity, to)
    keys.push({ path: whole, descending, storage: storageAt(plan, entity, whole) })
  }
  return keys
}

function storageAt(plan: Plan, entity: string, path: Path): Storage {
  let here = entity
  let storage: Storage = { kind: 'reference' }
  for (const step of path) {
    const field = fieldOf(plan, here, step)
    storage = step === 'id' ? { kind: 'reference' } : field.storage
    here = field.relation?.to ?? here
  }
  return storage.kind === 'none' ? { kind: 'reference' } : storage
}

/** How a list goes: as asked, or the other way round, for the page before. */
export type Direction = 'onward' | 'backward'

/** What rows are sorted by, one after the other, and how. */
export interface Term {
  readonly value: Sql
  readonly descending: boolean
  readonly storage: Storage
  readonly nullable: boolean
}

export function sortTerms(
  reading: Reading,
  record: At,
  keys: readonly SortKey[],
  direction: Direction,
): readonly Term[] {
  const turned = direction === 'backward'
  const last: Term = {
    value: record.id,
    descending: (keys[0]?.descending ?? false) !== turned,
    storage: { kind: 'reference' },
    nullable: false,
  }
  return [
    ...keys.map(({ path, descending, storage }) => ({
      value: keyValue(reading, record, path),
      descending: descending !== turned,
      storage,
      nullable: isNullable(reading, record, path),
    })),
    last,
  ]
}

export function orderBy({ nulls }: DialectSql, terms: readonly Term[]): Sql {
  const way = ({ descending, storage, nullable }: Term): string => {
    // An id is never empty, and its index says nothing of where empty ones would go.
    if (storage.kind === 'reference' && !nullable) return descending ? 'desc' : 'asc'
    return descending ? nulls.descending : nulls.ascending
  }
  return join(
    terms.map((term) => sql`${term.value} ${raw(way(term))}`),
    ', ',
  )
}

/** The keys of a row as the text of a JSON array: the cursor of a page that ends there. Amounts stay in their smallest unit. */
export function keysOf(dialect: DialectSql, terms: readonly Term[]): Sql {
  const values = terms.map(({ value, storage }) =>
    storage.kind === 'scaled' || storage.kind === 'boolean' ? value : dialect.json(storage, value),
  )
  return dialect.sent(dialect.array(values))
}

function keyValue(reading: Reading, record: At, [first = 'id', ...rest]: Path): Sql {
  const { frame, access } = reading
  if (first === 'id') return record.id
  const guard = compileField(frame, access, record, first, 'read')
  if (guard === never) return raw('null')
  const value = unguarded()
  return guard === always ? value : sql`case when ${guard} then ${value} end`

  function unguarded(): Sql {
    const field = fieldOf(frame.plan, record.entity, first)
    if (field.relation) {
      const target = through(reading, record, field)
      if (!target) return raw('null')
      return rest.length > 0 ? keyValue(reading, target, rest) : target.id
    }
    return isFoldedText(field) ? foldedColumn(record, first) : column(record, first)
  }
}

function isNullable({ frame, access }: Reading, record: At, path: Path): boolean {
  const [first = 'id'] = path
  if (first === 'id') return false
  const field = fieldOf(frame.plan, record.entity, first)
  return (
    path.length > 1 ||
    !field.required ||
    !hasColumn(field) ||
    field.relation !== null ||
    access.fields(record.entity, 'read').get(first) !== access.rows(record.entity, 'read')
  )
}
