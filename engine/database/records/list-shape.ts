import type { Access } from '../../access/access.ts'
import { fieldOf, hasColumn, isFoldedText, type At, type Frame } from '../../access/frame.ts'
import type { Dialect, Sql } from '../../access/sql.ts'
import { foldedName } from '../../plan/names.ts'
import type { FieldPlan, IndexPlan, Plan } from '../../plan/plan.ts'
import type { Condition, Path } from '../../words/condition.ts'
import type { ListQuery } from '../records.ts'
import type { Keys } from './cursor.ts'
import type { Direction, SortKey } from './order.ts'

/** All that decides the text of a list's statement. */
export interface ListShape {
  readonly plan: Plan
  readonly dialect: Dialect
  readonly access: Access
  readonly accounts: string | null
  readonly entity: string
  readonly fields: readonly Path[]
  readonly filter: Condition | null
  /** Every word of the search in some field. */
  readonly search: Condition | null
  /** Whether the trigram index says where to look for what is searched. */
  readonly byTrigrams: boolean
  readonly keys: readonly SortKey[]
  readonly direction: Direction
  readonly cursor: Keys | null
  readonly limit: number
  readonly count: ListQuery['count']
  readonly deleted: ListQuery['deleted']
  /** Only what may be exported, which may be less than what may be read. */
  readonly exports: boolean
  /** What else a record of the list must be, such as linked to another. */
  readonly within: ((frame: Frame, record: At) => Sql) | null
  /** Whether the list is to be seen at all, as a value; null where it is. */
  readonly seen: ((frame: Frame) => Sql) | null
}

/** Whether the list may be less than all records of its entity. */
export function isNarrowed({ filter, within, search, access, entity, exports }: ListShape): boolean {
  const rows = [access.rows(entity, 'read'), exports ? access.rows(entity, 'export') : true]
  return Boolean(filter ?? within ?? search) || rows.some((which) => which !== true)
}

/** The index that has the records in the order asked for; `id` where the table itself has. */
export function orderingIndex(shape: ListShape): string | null {
  const sorted = sortedColumn(shape)
  return sorted === 'id'
    ? 'id'
    : (indexesOf(shape).find(({ columns }) => columns[0] === sorted)?.name ?? null)
}

/**
 * An index that has the records of one value of the filter, and has those in the order asked for. A relation before a
 * choice: of its many values each has fewer records.
 */
export function filteringIndex(shape: ListShape): string | null {
  const { filter, plan, entity } = shape
  const sorted = sortedColumn(shape)
  const found: { readonly index: string; readonly ofRelation: boolean }[] = []
  for (const part of filter && 'and' in filter ? filter.and : [filter]) {
    if (!part || !('op' in part) || part.op !== 'eq' || part.path.length !== 1 || part.value === null)
      continue
    const field = fieldOf(plan, entity, part.path[0] ?? '')
    const column = columnOf(field)
    const fitting = indexesOf(shape).find(({ columns }) => columns[0] === column && columns[1] === sorted)
    if (fitting) found.push({ index: fitting.name, ofRelation: field.relation !== null })
  }
  return (found.find(({ ofRelation }) => ofRelation) ?? found[0])?.index ?? null
}

function indexesOf({ plan, entity }: ListShape): readonly IndexPlan[] {
  return plan.tables.find(({ name }) => name === entity)?.indexes ?? []
}

/** The column that a field is sorted by. */
export function columnOf(field: FieldPlan): string {
  return isFoldedText(field) ? foldedName(field.name) : field.name
}

/** The one column that the list is sorted by, before the id; null where it is not one column of its own. */
function sortedColumn({ plan, entity, keys }: ListShape): string | null {
  const [key, ...more] = keys
  const [field = ''] = key?.path ?? ['id']
  if (field === 'id') return 'id'
  if (more.length > 0 || !key || key.path.length > 1) return null
  const own = fieldOf(plan, entity, field)
  return own.relation || !hasColumn(own) ? null : columnOf(own)
}
