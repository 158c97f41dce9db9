import type { Access } from '../../access/access.ts'
import type { AreaPlan } from '../../plan/plan.ts'
import type { ListView, OverviewView, RecordAt, View } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'

/** The first view of an account's pages that lists such records; best one that shows each by itself. */
export function placeOf(area: AreaPlan, { levels }: Access, entity: string): RecordAt | null {
  const places = [...levels.keys()].flatMap((page) =>
    (area.pages[page]?.tabs ?? []).flatMap(({ tab, views }) =>
      listsOf(views).flatMap((view): RecordAt[] =>
        view.entity === entity
          ? [{ page, tab, view: view.id, kind: selects(view) ? 'overview' : 'list' }]
          : [],
      ),
    ),
  )
  return places.find(({ kind }) => kind === 'overview') ?? places[0] ?? null
}

function selects(view: ListView<Label> | OverviewView<Label>): boolean {
  return view.view === 'overview' || view.detail.length > 0
}

function listsOf(views: readonly View<Label>[]): (ListView<Label> | OverviewView<Label>)[] {
  return views.flatMap((view) => {
    if (view.view === 'tabs') return view.tabs.flatMap((tab) => listsOf(tab.views))
    return view.view === 'list' || view.view === 'overview' ? [view] : []
  })
}
