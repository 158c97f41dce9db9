import type { ColumnPlan } from '../plan/plan.ts'

/** A column of one of the engine's own tables, which every row fills. */
export function textColumn(name: string): ColumnPlan {
  return { name, storage: { kind: 'text', folded: false }, nullable: false, references: null }
}

/** An id, a count, or a moment: milliseconds since 1970. */
export function integerColumn(name: string): ColumnPlan {
  return { name, storage: { kind: 'integer' }, nullable: false, references: null }
}

export function nullable(column: ColumnPlan): ColumnPlan {
  return { ...column, nullable: true }
}
