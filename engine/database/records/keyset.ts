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
import type { Keys } from './cursor.ts'
import type { Term } from './order.ts'

/** Name of the slot for the n-th key of the cursor. */
export function cursorSlot(index: number): string {
  return `cursor${index}`
}

/**
 * The rows beyond the one that the cursor names, in pieces that follow each other, each of which an index enters where
 * it begins: with or without a value of the first key. Several keys are one piece.
 */
export function beyond(dialect: Dialect, terms: readonly Term[], cursor: Keys | null): readonly Sql[] {
  if (!cursor) return [always]
  const slots = terms.map((term, index) =>
    bound(dialect, term.storage.kind, { slot: 'given', name: cursorSlot(index) }),
  )
  const [first, id] = terms
  const [there, last] = slots
  if (!first || !id || !there || !last || terms.length !== 2 || first.descending !== id.descending)
    return [lexical(terms, slots, cursor)]
  const way = raw(first.descending ? '<' : '>')
  const none = sql`${first.value} is null`
  if (cursor[0] === null) {
    const rest = sql`(${none} and ${id.value} ${way} ${last})`
    return first.descending ? [rest] : [rest, sql`${first.value} is not null`]
  }
  const rest = sql`(${first.value}, ${id.value}) ${way} (${join([there, last], ', ')})`
  return first.descending && first.nullable ? [rest, none] : [rest]
}

function lexical(terms: readonly Term[], slots: readonly Sql[], cursor: Keys): Sql {
  const either = terms.map((term, index) =>
    allOf([
      ...terms.slice(0, index).map((before, place) => same(before, slots[place], cursor[place])),
      after(term, slots[index], cursor[index]),
    ]),
  )
  const [first] = terms
  return allOf([first && cursor[0] !== null ? notBefore(first, slots[0]) : always, anyOf(either)])
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
