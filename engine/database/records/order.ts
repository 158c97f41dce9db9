import { compileField } from '../../access/condition.ts'
import { column, fieldOf, foldedColumn, hasColumn, isFoldedText, type At } from '../../access/frame.ts'
import {
  allOf,
  always,
  anyOf,
  bound,
  join,
  never,
  raw,
  sql,
  type Dialect,
  type Sql,
} from '../../access/sql.ts'
import { sortPath } from '../../access/resolve.ts'
import type { Storage } from '../../field-types/field-type.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Path } from '../../words/condition.ts'
import type { DialectSql } from '../dialects/dialect.ts'
import type { ListQuery } from '../records.ts'
import type { Keys } from './cursor.ts'
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

/** How a list goes: `asc` as asked, `desc` the other way round, for the page before. */
export type Direction = 'onward' | 'backward'

export interface Order {
  readonly by: Sql
  /** The keys of a row as the text of a JSON array; the cursor of a page that ends there. */
  readonly keys: Sql
  /** The rows beyond the one that a cursor names. */
  beyond(cursor: Keys): Sql
}

export function order(reading: Reading, record: At, keys: readonly SortKey[], direction: Direction): Order {
  const { dialect, frame } = reading
  const terms = [
    ...keys.map(({ path, descending, storage }) => ({
      value: keyValue(reading, record, path),
      descending: descending !== (direction === 'backward'),
      storage,
      nullable: isNullable(reading, record, path),
    })),
    {
      value: record.id,
      descending: (keys[0]?.descending ?? false) !== (direction === 'backward'),
      storage: { kind: 'reference' } as const,
      nullable: false,
    },
  ]
  return {
    by: join(
      terms.map((term) => sql`${term.value} ${raw(suffix(dialect, term.descending))}`),
      ', ',
    ),
    keys: dialect.sent(dialect.array(terms.map(({ value, storage }) => written(dialect, storage, value)))),
    beyond: (cursor) => beyond(frame.dialect, terms, cursor),
  }
}

function suffix({ nulls }: DialectSql, descending: boolean): string {
  return descending ? nulls.descending : nulls.ascending
}

/** Amounts stay in their smallest unit. */
function written(dialect: DialectSql, storage: Storage, value: Sql): Sql {
  return storage.kind === 'scaled' || storage.kind === 'boolean' ? value : dialect.json(storage, value)
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

interface Term {
  readonly value: Sql
  readonly descending: boolean
  readonly storage: Storage
  readonly nullable: boolean
}

/** Name of the slot for the n-th key of the cursor. */
export function cursorSlot(index: number): string {
  return `cursor${index}`
}

function beyond(dialect: Dialect, terms: readonly Term[], cursor: Keys): Sql {
  const slots = terms.map((term, index) =>
    bound(dialect, term.storage.kind, { slot: 'given', name: cursorSlot(index) }),
  )
  const [first, second] = terms
  const there = cursor[0] !== null
  // A comparison of rows, which an index of both columns answers.
  if (
    first &&
    second &&
    terms.length === 2 &&
    there &&
    first.descending === second.descending &&
    !(first.nullable && first.descending)
  )
    return sql`(${first.value}, ${second.value}) ${raw(first.descending ? '<' : '>')} (${join(slots, ', ')})`
  const either = terms.map((term, index) =>
    allOf([
      ...terms.slice(0, index).map((before, place) => same(before, slots[place], cursor[place])),
      after(term, slots[index], cursor[index]),
    ]),
  )
  return allOf([there && first ? notBefore(first, slots[0]) : always, anyOf(either)])
}

function same({ value }: Term, slot: Sql | undefined, key: Keys[number] | undefined): Sql {
  return key === null || !slot ? sql`${value} is null` : sql`${value} = ${slot}`
}

/** Empty values come first, so that descending they come last. */
function after(
  { value, descending, nullable }: Term,
  slot: Sql | undefined,
  key: Keys[number] | undefined,
): Sql {
  if (key === null || !slot) return descending ? never : sql`${value} is not null`
  if (!descending) return sql`${value} > ${slot}`
  return nullable ? sql`(${value} < ${slot} or ${value} is null)` : sql`${value} < ${slot}`
}

/** Says of the first key alone what follows from the whole, so that its index is entered at the cursor. */
function notBefore({ value, descending, nullable }: Term, slot: Sql | undefined): Sql {
  if (!slot || (descending && nullable)) return always
  return sql`${value} ${raw(descending ? '<=' : '>=')} ${slot}`
}
