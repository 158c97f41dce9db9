import type { Area, Page, Tab } from '../model/area.ts'
import type { Model } from '../model/model.ts'
import type { ListView, OverviewView, View } from '../model/view.ts'

export interface Placed<V> {
  readonly area: Area
  readonly page: Page
  readonly tab: Tab
  readonly list: V
}

/** Every view of a list of views, those within others included. */
export function everyView(views: readonly View[]): View[] {
  return views.flatMap((view) => [view, ...everyView(within(view))])
}

function within(view: View): readonly View[] {
  if (view.view === 'tabs') return view.tabs.flatMap((tab) => tab.views)
  return view.view === 'overview' || view.view === 'list' ? view.detail : []
}

/** Every tab of every page, with where it stands. */
function everyTab(model: Model): { readonly area: Area; readonly page: Page; readonly tab: Tab }[] {
  return [...model.areas.values()].flatMap((area) =>
    [...area.pages.values()].flatMap((page) => page.tabs.map((tab) => ({ area, page, tab }))),
  )
}

/** Every view that lists records. */
export function everyList(model: Model): Placed<ListView | OverviewView>[] {
  return everyTab(model).flatMap(({ area, page, tab }) =>
    everyView(tab.views).flatMap((view) =>
      view.view === 'list' || view.view === 'overview' ? [{ area, page, tab, list: view }] : [],
    ),
  )
}
