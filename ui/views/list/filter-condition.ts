import type { Editor } from '../../../engine/field-types/field-type.ts'
import type { Column } from '../../../engine/plan/screens.ts'
import type { Condition } from '../../../engine/words/condition.ts'
import type { ListFilter } from './list-state.ts'

/** All filters of a list as one condition; null where there are none. */
export function filterCondition(
  filters: readonly ListFilter[],
  columns: readonly Column[],
): Condition | null {
  const conditions = filters.map((filter) => {
    const editor = columns.find((column) => column.filter?.path === filter.path)?.filter?.editor
    return comparison(filter, editor?.kind)
  })
  const [first] = conditions
  if (!first) return null
  return conditions.length === 1 ? first : { and: conditions }
}

function comparison({ path, op, value }: ListFilter, kind: Editor<string>['kind'] | undefined): Condition {
  const at = { path: path.split('.') }
  if (op === 'in' || op === 'nin') return { ...at, op, value: value.split(',') }
  if (op === 'empty') return { ...at, op, value: value === 'true' }
  // Of an instant a person names the day, in their own time zone: 'to the 3rd' holds all of the 3rd.
  if (kind === 'dateTime') {
    if (op === 'lte') return { ...at, op: 'lt', value: startOfDay(value, 1) }
    return { ...at, op, value: startOfDay(value, 0) }
  }
  return { ...at, op, value }
}

function startOfDay(date: string, daysLater: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const start = new Date(year, month - 1, day + daysLater)
  return Number.isNaN(start.getTime()) ? date : start.toISOString()
}
