import type { ColumnPlan, TablePlan } from '../plan/plan.ts'
import { generatedName } from '../plan/names.ts'
import type { EntityPair, FieldPair, Ground } from './pairs.ts'
import { asideName } from './places.ts'
import { goneName } from './tombstones.ts'
import type { FieldWork, TableWork, Work } from './work.ts'

export type TableChanges = Pick<Work, 'changed' | 'spent'>

/** What becomes of an entity's table, and of those of its links. */
export function compareTables(ground: Ground, pair: EntityPair, values: readonly FieldWork[]): TableChanges {
  const { table } = pair
  if (!table) return { changed: [], spent: {} }
  const converted = new Set(values.filter(({ converts }) => converts).map(({ field }) => field.name))
  const isConverted = ({ after }: FieldPair): boolean => after !== null && converted.has(after.name)
  const linked = pair.fields.filter(({ place }) => place !== null && place.links !== null)
  return {
    changed: [
      pair.after ? changedTable(ground, pair, table, isConverted) : goneTable(ground, table),
      ...linked.flatMap((field) => (isConverted(field) ? [] : linksTable(ground, pair, field))),
    ],
    spent: Object.fromEntries(
      linked.flatMap((field) => {
        const links = field.place?.links ?? ''
        return isConverted(field) ? [[links, asideName(links)]] : []
      }),
    ),
  }
}

function changedTable(
  ground: Ground,
  pair: EntityPair,
  before: TablePlan,
  isConverted: (field: FieldPair) => boolean,
): TableWork {
  const wanted = ground.wanted.get(pair.after?.name ?? '')
  if (!wanted) throw new Error(`no table for ${pair.after?.name ?? ''}`)
  const from: Record<string, string> = {}
  const aside: Record<string, string> = {}
  const gone: ColumnPlan[] = []
  const bury = (column: ColumnPlan, as: string): void => {
    from[as] = column.name
    gone.push({ ...column, name: as, nullable: true, references: null })
  }
  const has = (name: string): boolean => wanted.columns.some((column) => column.name === name)
  for (const column of before.columns) {
    const field = pair.fields.find(({ place }) => place?.column === column.name)
    if (field?.after) {
      if (isConverted(field)) aside[column.name] = asideName(column.name)
      else from[field.after.name] = column.name
    } else if (field) {
      bury(column, goneName(column.name, ground.revision))
    } else {
      const companion = companionOf(pair, column.name, ground.revision)
      if (has(companion)) from[companion] = column.name
      else if (companion.includes('$gone')) bury(column, companion)
    }
  }
  return { before, after: { ...wanted, columns: [...wanted.columns, ...gone] }, from, aside }
}

/**
 * What a column that is no field's is called afterwards: `status$before` goes where `status` goes, and a tombstone's stays
 * what it is unless it is brought back.
 */
function companionOf(pair: EntityPair, column: string, revision: number): string {
  const [base = '', ...rest] = column.split('$')
  const gone = /^(.*)(\$gone\d+)$/.exec(column)
  if (gone) {
    const isBack = pair.fields.some(({ restored }) => restored?.column === `${base}${gone[2] ?? ''}`)
    return isBack ? (gone[1] ?? '') : column
  }
  const isGone = pair.fields.some(({ before, after }) => before?.name === base && !after)
  return isGone ? goneName([base, ...rest].join('$'), revision) : column
}

function goneTable(ground: Ground, before: TablePlan): TableWork {
  return buried(before, goneName(before.name, ground.revision))
}

function linksTable(ground: Ground, { before, after, table }: EntityPair, field: FieldPair): TableWork[] {
  const links = ground.there.get(field.place?.links ?? '')
  if (!links) return []
  const name = after && field.after?.relation?.links
  const wanted = name ? ground.wanted.get(name) : undefined
  if (wanted) return [{ before: links, after: wanted, from: same(links), aside: {} }]
  const entity = before?.name ?? table?.name ?? ''
  return [buried(links, goneLinks(entity, field.before?.name ?? '', ground.revision))]
}

export function goneLinks(entity: string, field: string, revision: number): string {
  return generatedName(entity, field, `gone${revision}`)
}

/** Kept as it is, but that nothing holds it and nothing looks for it. */
function buried(before: TablePlan, name: string): TableWork {
  const columns = before.columns.map((column) => ({
    ...column,
    nullable: before.kind === 'records',
    references: null,
  }))
  return {
    before,
    after: { ...before, name, columns, indexes: [], search: [] },
    from: same(before),
    aside: {},
  }
}

function same({ columns }: TablePlan): Record<string, string> {
  return Object.fromEntries(columns.map(({ name }) => [name, name]))
}

/** Whether there is anything to do; the order of columns and indexes says nothing. */
export function isIdle({ before, after, from, aside }: TableWork): boolean {
  return (
    Object.keys(aside).length === 0 &&
    Object.entries(from).every(([now, was]) => now === was) &&
    JSON.stringify(inOrder(before)) === JSON.stringify(inOrder(after))
  )
}

function inOrder(table: TablePlan): unknown {
  const byName = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => (a.name < b.name ? -1 : 1))
  const column = ({ name, storage, nullable, references }: ColumnPlan): unknown => [
    name,
    Object.entries(storage).sort(),
    nullable,
    references && [references.table, references.onDelete],
  ]
  return [
    table.name,
    table.kind,
    byName(table.columns).map(column),
    byName(table.indexes).map(({ name, columns, unique }) => [name, columns, unique]),
    [...table.search].sort(),
  ]
}
