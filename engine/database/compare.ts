import { isDeepStrictEqual } from 'node:util'
import type { ColumnPlan, IndexPlan, TablePlan } from '../plan/plan.ts'

/** What to do to the tables, with a sentence about it. What is not additive could lose or refuse data. */
export type Change = { readonly additive: boolean; readonly sentence: string } & (
  | { readonly make: 'table'; readonly table: TablePlan }
  | { readonly make: 'column'; readonly table: TablePlan; readonly column: ColumnPlan }
  | { readonly make: 'index'; readonly table: TablePlan; readonly index: IndexPlan }
  | { readonly make: 'search'; readonly table: TablePlan; readonly before: TablePlan }
  | { readonly drop: 'index'; readonly table: TablePlan; readonly index: IndexPlan }
  | { readonly hinder: 'table' | 'column'; readonly table: TablePlan }
)

/** From the tables that are to the tables that shall be, in an order in which it can be done. */
export function compareTables(applied: readonly TablePlan[], wanted: readonly TablePlan[]): Change[] {
  const before = new Map(applied.map((table) => [table.name, table]))
  const after = new Set(wanted.map(({ name }) => name))
  return [
    ...applied.filter(({ name }) => !after.has(name)).map(gone),
    ...wanted.flatMap((table) => {
      const old = before.get(table.name)
      return old ? compareTable(old, table) : [newTable(table)]
    }),
  ]
}

function newTable(table: TablePlan): Change {
  return { make: 'table', table, additive: true, sentence: `makes the table '${table.name}'` }
}

function gone(table: TablePlan): Change {
  return {
    hinder: 'table',
    table,
    additive: false,
    sentence: `the table '${table.name}' is no longer described`,
  }
}

function compareTable(before: TablePlan, table: TablePlan): Change[] {
  const old = new Map(before.columns.map((column) => [column.name, column]))
  const here = new Set(table.columns.map(({ name }) => name))
  return [
    ...before.columns
      .filter(({ name }) => !here.has(name))
      .map((column) => hindered(table, column, 'is no longer described')),
    ...table.columns.flatMap((column) => compareColumn(table, old.get(column.name), column)),
    ...compareIndexes(before, table),
    ...(isDeepStrictEqual(before.search, table.search)
      ? []
      : [
          {
            make: 'search',
            table,
            before,
            additive: true,
            sentence: `searches '${table.name}' otherwise`,
          } as const,
        ]),
  ]
}

function hindered(table: TablePlan, column: ColumnPlan, what: string): Change {
  return {
    hinder: 'column',
    table,
    additive: false,
    sentence: `the field '${column.name}' of '${table.name}' ${what}`,
  }
}

function compareColumn(table: TablePlan, old: ColumnPlan | undefined, column: ColumnPlan): Change[] {
  if (!old) {
    if (!column.nullable)
      return [hindered(table, column, 'is new and required, and the records there are have no value for it')]
    const sentence = `adds the field '${column.name}' to '${table.name}'`
    return [{ make: 'column', table, column, additive: true, sentence }]
  }
  const changed: string[] = []
  if (!isDeepStrictEqual(old.storage, column.storage)) changed.push('is kept in another form')
  if (old.nullable !== column.nullable)
    changed.push(column.nullable ? 'is no longer required' : 'has become required')
  if (!isDeepStrictEqual(old.references, column.references)) changed.push('points elsewhere, or otherwise')
  return changed.map((what) => hindered(table, column, what))
}

function compareIndexes(before: TablePlan, table: TablePlan): Change[] {
  const added = table.indexes.filter((index) => !before.indexes.some((old) => isDeepStrictEqual(old, index)))
  const dropped = before.indexes.filter(
    (old) => !table.indexes.some((index) => isDeepStrictEqual(old, index)),
  )
  const isNew = ({ columns }: IndexPlan): boolean =>
    columns.every((column) => !before.columns.some(({ name }) => column.split('$')[0] === name))
  return [
    ...dropped.map((index): Change => ({
      drop: 'index',
      table,
      index,
      additive: true,
      sentence: `drops the index '${index.name}'`,
    })),
    ...added.map((index): Change => ({
      make: 'index',
      table,
      index,
      additive: !index.unique || isNew(index),
      sentence: index.unique
        ? `'${index.columns.map((column) => column.split('$')[0]).join(', ')}' of '${table.name}' becomes unique`
        : `adds the index '${index.name}'`,
    })),
  ]
}
