import type { Column, ListView } from '../../../engine/plan/screens.ts'
import { both, fillIn, listUrl } from '../../list-url.ts'
import type { ViewContext } from '../view-context.ts'
import { filterCondition } from './filter-condition.ts'
import { readState, type ListState } from './list-state.ts'

export function stateOf(view: ListView, context: ViewContext): ListState {
  return readState(context.address.of(view.id), view.columns, view.sort)
}

/** The address of the page of records that is shown; `now` is what `$now` of its condition stands for. */
export function pageUrl(view: ListView, context: ViewContext, state: ListState, now: Date): string {
  return listUrl(view.entity, {
    ...everything(view, context, state, now),
    fields: fieldsOf(view),
    totals: view.totals.map(({ field }) => field),
    limit: state.limit,
    after: state.after,
    before: state.before,
  })
}

/** The same list, all of it, with what its columns show. */
export function exportUrl(view: ListView, context: ViewContext, state: ListState): string {
  return listUrl(view.entity, {
    ...everything(view, context, state, new Date()),
    fields: [...new Set(view.columns.flatMap(shownPaths))],
  })
}

function everything(view: ListView, context: ViewContext, state: ListState, now: Date) {
  const { session, record } = context
  const where = view.where && fillIn(view.where, { user: session.account, record, now })
  if (view.where && !where) throw new Error(`The condition of ${view.id} names what the page does not know`)
  return {
    filter: both(where, filterCondition(state.filters, view.columns)),
    search: state.search,
    sort: state.sort,
    ...(state.deleted && view.deleted && { deleted: 'only' as const }),
  }
}

function fieldsOf(view: ListView): string[] {
  const filled = Object.values(view.onSelect?.from ?? {})
  const paths = view.columns.flatMap(shownPaths)
  const more = view.byRow ? ['may'] : []
  return [...new Set([...paths, ...filled, 'display', 'version', ...more])]
}

/** What a column shows, and what that is in. */
function shownPaths({ path, unit }: Column): string[] {
  return unit === null ? [path] : [path, unit]
}
