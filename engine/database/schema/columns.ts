import { foldedName } from '../../plan/names.ts'
import type { ColumnPlan, TablePlan } from '../../plan/plan.ts'

/** Columns one by one, each folded shadow as a column of its own. */
export function everyColumn({ columns }: Pick<TablePlan, 'columns'>): ColumnPlan[] {
  return columns.flatMap((column) => {
    const plain: ColumnPlan = { ...column, storage: unfolded(column) }
    if (column.storage.kind !== 'text' || !column.storage.folded) return [plain]
    return [plain, { ...plain, name: foldedName(column.name) }]
  })
}

function unfolded({ storage }: ColumnPlan): ColumnPlan['storage'] {
  return storage.kind === 'text' ? { kind: 'text', folded: false } : storage
}

/** What a column of the new table was called in the old one: null where it is new. A shadow goes with its column. */
export type ColumnSource = (column: string) => string | null

export const sameName: ColumnSource = (column) => column

/** As `ColumnSource`, for shadows too. */
export function everySource(table: TablePlan, sourceOf: ColumnSource): ReadonlyMap<string, string | null> {
  return new Map(
    table.columns.flatMap((column) => {
      const source = sourceOf(column.name)
      const own = [column.name, source] as const
      if (column.storage.kind !== 'text' || !column.storage.folded) return [own]
      return [own, [foldedName(column.name), source === null ? null : foldedName(source)] as const]
    }),
  )
}
