import { isDeepStrictEqual } from 'node:util'
import type { TablePlan } from '../../plan/plan.ts'
import { expectedTable, hasTrigrams } from './expected.ts'
import { observeTables } from './observe.ts'
import type { ObservedColumn, ObservedIndex, ObservedTable } from './observed.ts'
import { asking, type Source } from './rows.ts'

/** One way in which a database is not what was made of it. */
export interface Drift {
  readonly kind:
    | 'table-missing'
    | 'table-unknown'
    | 'column-missing'
    | 'column-unknown'
    | 'column-differs'
    | 'key-differs'
    | 'index-missing'
    | 'index-unknown'
    | 'search-missing'
  /**
   * `wrong`: records cannot be read or written as the definitions say. `slow`: only speed is missing. `extra`: made by hand,
   * and in nobody's way.
   */
  readonly weight: 'wrong' | 'slow' | 'extra'
  readonly table: string
  /** The column or the index. */
  readonly part: string | null
  readonly sentence: string
}

/** How the database differs from the tables that were made, those of tombstones included; empty where it does not. */
export async function compareWithDatabase(from: Source, tables: readonly TablePlan[]): Promise<Drift[]> {
  const observed = await observeTables(from)
  const trigrams = await hasTrigrams(from.dialect, asking(from))
  const planned = new Set(tables.map(({ name }) => name))
  return [
    ...tables.flatMap((table) => {
      const is = observed.get(table.name)
      const expected = expectedTable(from.dialect, table, trigrams)
      return is ? compareTable(is, expected) : [missingTable(table.name)]
    }),
    ...[...observed.keys()].filter((name) => !planned.has(name)).map(unknownTable),
  ]
}

function missingTable(table: string): Drift {
  const sentence = `The table '${table}' is missing, and with it all that it held.`
  return { kind: 'table-missing', weight: 'wrong', table, part: null, sentence }
}

function unknownTable(table: string): Drift {
  const sentence = `The table '${table}' was made by hand: the definitions do not have it.`
  return { kind: 'table-unknown', weight: 'extra', table, part: null, sentence }
}

function compareTable(is: ObservedTable, expected: ObservedTable): Drift[] {
  return [
    ...compareKey(is, expected),
    ...compareColumns(is, expected),
    ...compareIndexes(is, expected),
    ...compareSearch(is, expected),
  ]
}

function compareKey(is: ObservedTable, { name: table, key, identity }: ObservedTable): Drift[] {
  if (isDeepStrictEqual(is.key, key) && is.identity === identity) return []
  const reason = isDeepStrictEqual(is.key, key)
    ? `numbers of records that are gone could be given again`
    : `its key is ${is.key.join(', ') || 'none'} instead of ${key.join(', ')}`
  const sentence = `The table '${table}' was made otherwise: ${reason}.`
  return [{ kind: 'key-differs', weight: 'wrong', table, part: null, sentence }]
}

function compareColumns(is: ObservedTable, { name: table, columns }: ObservedTable): Drift[] {
  const there = new Map(is.columns.map((column) => [column.name, column]))
  const planned = new Set(columns.map(({ name }) => name))
  const drift = (kind: Drift['kind'], weight: Drift['weight'], part: string, sentence: string): Drift => ({
    kind,
    weight,
    table,
    part,
    sentence,
  })
  return [
    ...columns.flatMap((column) => {
      const { name } = column
      const found = there.get(name)
      if (!found)
        return [drift('column-missing', 'wrong', name, `The column '${name}' of '${table}' is missing.`)]
      return differences(found, column).map((what) =>
        drift('column-differs', 'wrong', name, `The column '${name}' of '${table}' ${what}.`),
      )
    }),
    ...is.columns
      .filter(({ name }) => !planned.has(name))
      .map(({ name }) =>
        drift(
          'column-unknown',
          'extra',
          name,
          `The column '${name}' of '${table}' was made by hand: the definitions do not have it.`,
        ),
      ),
  ]
}

function differences(is: ObservedColumn, expected: ObservedColumn): string[] {
  const reference = ({ references }: ObservedColumn): unknown =>
    references && { table: references.table, onDelete: references.onDelete }
  const pointing = is.references
    ? `refers to '${is.references.table}' (on delete: ${is.references.onDelete})`
    : 'refers to nothing'
  const pointed = expected.references
    ? `to '${expected.references.table}' (on delete: ${expected.references.onDelete})`
    : 'to nothing'
  return [
    ...(is.type === expected.type ? [] : [`is ${is.type || 'of no type'} instead of ${expected.type}`]),
    ...(is.nullable === expected.nullable
      ? []
      : [is.nullable ? 'may be empty, and should not' : 'may not be empty, and should be able to']),
    ...(isDeepStrictEqual(reference(is), reference(expected)) ? [] : [`${pointing} instead of ${pointed}`]),
  ]
}

function compareIndexes(is: ObservedTable, { name: table, indexes }: ObservedTable): Drift[] {
  const isSame = (one: ObservedIndex, other: ObservedIndex): boolean => isDeepStrictEqual(one, other)
  const missing = indexes.filter((index) => !is.indexes.some((one) => isSame(one, index)))
  const unknown = is.indexes.filter((index) => !indexes.some((one) => one.name === index.name))
  return [
    ...missing.map(({ name, unique }): Drift => {
      const found = is.indexes.find((one) => one.name === name)
      const state = found ? (found.valid ? 'was made otherwise' : 'was begun and not finished') : 'is missing'
      const effect = unique ? 'nothing keeps its values apart' : 'lists and searches are slower'
      const sentence = `The index '${name}' of '${table}' ${state}: ${effect}.`
      return { kind: 'index-missing', weight: unique ? 'wrong' : 'slow', table, part: name, sentence }
    }),
    ...unknown.map(({ name, unique }): Drift => {
      const effect = unique ? ', and refuses values that the definitions allow' : ''
      const sentence = `The index '${name}' of '${table}' was made by hand${effect}.`
      return { kind: 'index-unknown', weight: 'extra', table, part: name, sentence }
    }),
  ]
}

function compareSearch(is: ObservedTable, { name: table, search }: ObservedTable): Drift[] {
  if (isDeepStrictEqual(is.search, search)) return []
  const state =
    is.search === 'broken' ? 'is broken' : is.search.length === 0 ? 'is missing' : 'was made otherwise'
  const sentence = `What '${table}' is searched by ${state}: searches find nothing, or what is no longer there.`
  return [{ kind: 'search-missing', weight: 'wrong', table, part: null, sentence }]
}
