import { isDeepStrictEqual } from 'node:util'
import { name } from '../../access/sql.ts'
import type { TablePlan } from '../../plan/plan.ts'
import type { Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import type { ObservedColumn } from './observed.ts'
import type { Reshaping } from './reshaping.ts'

function quoted(text: string): string {
  return name(text).text
}

/** Column by column, in place; PostgreSQL writes the table anew only where a type changes. */
export async function reshapePostgres(transaction: Transaction, reshaping: Reshaping): Promise<void> {
  for (const sql of statements(reshaping)) await transaction.query(sql, [])
}

function statements({ before, expected, after, sources, handMade }: Reshaping): string[] {
  const alter = (what: string): string => `alter table ${quoted(after.name)} ${what}`
  const old = new Map(before.columns.map((column) => [column.name, column]))
  const comingFrom = new Set(['id', 'record', 'other', ...sources.values()])
  const pairs = expected.columns.map((column): Pair => {
    const source = sources.has(column.name) ? (sources.get(column.name) ?? null) : column.name
    return { column, was: source === null ? undefined : old.get(source) }
  })
  const gone = before.columns.filter((column) => !comingFrom.has(column.name) && !handMade.includes(column))
  const columnNames = pairs.flatMap(({ column, was }): Rename[] => (was ? [[was.name, column.name]] : []))
  return [
    ...gone.map((column) => alter(`drop column ${quoted(column.name)}`)),
    ...renames(columnNames).map(([from, to]) => alter(`rename column ${quoted(from)} to ${quoted(to)}`)),
    ...pairs.flatMap(({ column, was }) =>
      was ? [] : [alter(`add column ${quoted(column.name)} ${column.type}`)],
    ),
    ...pairs.flatMap(dropReference).map(alter),
    ...pairs.flatMap(changeColumn).map(alter),
    ...renames(pairs.flatMap(keptReference)).map(([from, to]) =>
      alter(`rename constraint ${quoted(from)} to ${quoted(to)}`),
    ),
    ...pairs.flatMap((pair) => addReference(after, pair)),
  ]
}

interface Pair {
  readonly column: ObservedColumn
  readonly was: ObservedColumn | undefined
}

type Rename = readonly [from: string, to: string]

/** Two that take each other's name meet in a third. */
function renames(pairs: readonly Rename[]): Rename[] {
  const renamed = pairs.filter(([from, to]) => from !== to)
  const between = (to: string): string => `${to}$between`
  const taken = new Set(renamed.map(([from]) => from))
  return [
    ...renamed.map(([from, to]): Rename => [from, taken.has(to) ? between(to) : to]),
    ...renamed.flatMap(([, to]): Rename[] => (taken.has(to) ? [[between(to), to]] : [])),
  ]
}

function isSameReference({ column, was }: Pair): boolean {
  const withoutName = (one: ObservedColumn | undefined): unknown =>
    one?.references && { table: one.references.table, onDelete: one.references.onDelete }
  return isDeepStrictEqual(withoutName(column), withoutName(was))
}

function dropReference(pair: Pair): string[] {
  const { references } = pair.was ?? {}
  return references && !isSameReference(pair) ? [`drop constraint ${quoted(references.name)}`] : []
}

function keptReference(pair: Pair): Rename[] {
  const [from, to] = [pair.was?.references?.name, pair.column.references?.name]
  return from !== undefined && to !== undefined && isSameReference(pair) ? [[from, to]] : []
}

function addReference(after: TablePlan, pair: Pair): readonly string[] {
  const planned = after.columns.find((column) => column.name === pair.column.name)
  return planned && !isSameReference(pair) ? dialects.postgres.addReference(after.name, planned) : []
}

function changeColumn({ column, was }: Pair): string[] {
  const alter = `alter column ${quoted(column.name)}`
  const isNullable = was?.nullable ?? true
  const [type] = column.type.split(' ')
  return [
    ...(was && was.type !== column.type
      ? [`${alter} type ${column.type} using ${quoted(column.name)}::${type}`]
      : []),
    ...(isNullable === column.nullable ? [] : [`${alter} ${column.nullable ? 'drop' : 'set'} not null`]),
  ]
}
