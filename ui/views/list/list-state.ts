import type { Operator } from '../../../engine/words/condition.ts'
import type { Column } from '../../../engine/plan/screens.ts'
import type { ViewState } from '../view-context.ts'

/** What a list keeps in the address, understood. */
export interface ListState {
  readonly search: string
  /** As the `sort` parameter takes it. */
  readonly sort: string
  readonly filters: readonly ListFilter[]
  readonly deleted: boolean
  readonly limit: number
  readonly after: string | null
  readonly before: string | null
  /** The number of the first row: a cursor does not say it. */
  readonly from: number
}

/** One condition on one column. `value` is a text as it stands in the address; of `in` and `nin`, texts joined by commas. */
export interface ListFilter {
  readonly path: string
  readonly op: Operator
  readonly value: string
}

export const limits = [25, 50, 100] as const

/** An address may be old or typed by hand: what this list does not know is left out. */
export function readState(state: ViewState, columns: readonly Column[], defaultSort: string): ListState {
  const limit = Number(state['limit'])
  const from = Number(state['from'])
  return {
    search: state['search'] ?? '',
    sort: isSort(state['sort'], columns) ? (state['sort'] ?? defaultSort) : defaultSort,
    filters: Object.entries(state).flatMap(([key, value]) => readFilter(key, value, columns)),
    deleted: state['deleted'] === 'only',
    limit: limits.find((each) => each === limit) ?? limits[0],
    after: state['after'] ?? null,
    before: state['before'] ?? null,
    from: Number.isSafeInteger(from) && from > 0 ? from : 1,
  }
}

/** What a change of search, sort, filter or size does beside: a cursor belongs to the list as it was. */
export const firstPage = { after: null, before: null, from: null } as const

/** The changes to the address that put these filters on one column, in place of those it has. */
export function setFilters(
  state: ListState,
  path: string,
  filters: readonly Omit<ListFilter, 'path'>[],
): Record<string, string | null> {
  const gone = state.filters.filter((each) => each.path === path).map((each) => [keyOf(each), null])
  const set = filters.map(({ op, value }) => [keyOf({ path, op }), value])
  return { ...Object.fromEntries([...gone, ...set]), ...firstPage } as Record<string, string | null>
}

export function clearFilters(state: ListState): Record<string, string | null> {
  const gone = state.filters.map((each) => [keyOf(each), null])
  return { ...Object.fromEntries(gone), ...firstPage } as Record<string, string | null>
}

/** A second click on a column's header turns the order around. */
export function nextSort(current: string, column: string): string {
  return current.split(',')[0] === column ? `-${column}` : column
}

export function sortOf(current: string, column: string | null): 'ascending' | 'descending' | 'none' {
  const first = current.split(',')[0]
  if (column === null) return 'none'
  return first === column ? 'ascending' : first === `-${column}` ? 'descending' : 'none'
}

function keyOf({ path, op }: Pick<ListFilter, 'path' | 'op'>): string {
  return `filter.${path}.${op}`
}

function readFilter(key: string, value: string, columns: readonly Column[]): ListFilter[] {
  const found = /^filter\.(.+)\.([^.]+)$/.exec(key)
  const column = columns.find((each) => each.filter?.path === found?.[1])
  const op = column?.filter?.operators.find((each) => each === found?.[2])
  return column?.filter && op && value !== '' ? [{ path: column.filter.path, op, value }] : []
}

function isSort(sort: string | undefined, columns: readonly Column[]): boolean {
  const name = sort?.replace(/^-/, '')
  return columns.some((column) => column.sort !== null && column.sort === name)
}
