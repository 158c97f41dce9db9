import type { RecordAt } from '../engine/plan/screens.ts'
import type { ViewState } from './views/view-context.ts'

/** Where a person is: what stands in the address bar, below the area's path. */
export interface Address {
  /** Empty at the area's path itself. */
  readonly page: string
  readonly tab: string
  readonly views: Readonly<Record<string, ViewState>>
}

/** `pathname` and `search` as `location` has them; null where the address is not below the area's path. */
export function parseAddress(areaPath: string, pathname: string, search: string): Address | null {
  const base = withSlash(areaPath)
  if (!withSlash(pathname).startsWith(base)) return null
  const names = pathname.slice(base.length).split('/').filter(Boolean)
  const [page = '', tab = ''] = names.map(decoded)
  return names.length > 2 ? null : { page, tab, views: parseViews(new URLSearchParams(search)) }
}

export function formatAddress(areaPath: string, { page, tab, views }: Address): string {
  const path = withSlash(areaPath) + [page, tab].filter(Boolean).map(encodeURIComponent).join('/')
  const query = new URLSearchParams()
  for (const [view, state] of Object.entries(views))
    for (const [key, value] of Object.entries(state)) query.set(`${view}.${key}`, value)
  // Brackets and the like stay legible: an address is read, mailed and pasted.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text ? `${path}?${text}` : path
}

export function changeView(
  address: Address,
  view: string,
  changes: Readonly<Record<string, string | null>>,
): Address {
  const kept = Object.entries({ ...address.views[view], ...changes }).filter(([, value]) => value !== null)
  return { ...address, views: { ...address.views, [view]: Object.fromEntries(kept) as ViewState } }
}

/** Where a record is shown, or searched for. */
export function recordHref(areaPath: string, at: RecordAt, id: number, name: string): string {
  const state = at.kind === 'overview' ? { record: String(id) } : { search: name }
  return formatAddress(areaPath, { page: at.page, tab: at.tab, views: { [at.view]: state } })
}

/** Without what these views keep in it. */
export function forgetViews(address: Address, ids: readonly string[]): Address {
  const kept = Object.entries(address.views).filter(([id]) => !ids.includes(id))
  return { ...address, views: Object.fromEntries(kept) }
}

/** `books.filter.title.contains=emma`: the view's id holds no dot, the rest is the view's own key. */
function parseViews(query: URLSearchParams): Record<string, ViewState> {
  const views = new Map<string, Map<string, string>>()
  for (const [name, value] of query) {
    const dot = name.indexOf('.')
    if (dot < 1) continue
    const view = name.slice(0, dot)
    const state = views.get(view) ?? new Map<string, string>()
    views.set(view, state.set(name.slice(dot + 1), value))
  }
  return Object.fromEntries([...views].map(([view, state]) => [view, Object.fromEntries(state)]))
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
