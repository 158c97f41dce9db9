import type { Access } from '../../access/access.ts'
import { resolvePath } from '../../access/resolve.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Screen, View, ViewKind } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'
import { markByRow } from './by-row.ts'
import type { Sight } from './sight.ts'
import { trimFormView } from './trim-forms.ts'
import { trimFields, trimList, trimOverview } from './trim-lists.ts'
import { trimThread } from './trim-threads.ts'

type Trim<Kind extends ViewKind> = (
  view: Extract<View<Label>, { view: Kind }>,
  sight: Sight,
) => View<Label> | null

/** A kind of view without an entry here does not compile. Null: nothing of it may be seen. */
const trims: { readonly [Kind in ViewKind]: Trim<Kind> } = {
  list: trimList,
  overview: trimOverview,
  form: trimFormView,
  shuttle: (view, { access, reads }) =>
    reads(view.entity, view.field) && access.rows(view.to, 'read') !== false
      ? { ...view, update: view.update && access.fields(view.entity, 'update').has(view.field) }
      : null,
  levels: (view, { access, reads }) =>
    reads(view.entity, view.field)
      ? { ...view, update: view.update && access.fields(view.entity, 'update').has(view.field) }
      : null,
  tabs: (view, sight) => {
    const tabs = view.tabs
      .map((tab) => ({ ...tab, views: sight.trimViews(tab.views, sight) }))
      .filter((tab) => tab.views.length > 0)
    return tabs.length > 0 ? { ...view, tabs } : null
  },
  thread: trimThread,
  fields: trimFields,
  text: (view) => view,
  changes: (view, { reads }) =>
    reads(view.entity, 'changes')
      ? { ...view, facts: view.facts.filter(({ field }) => reads(view.entity, field)) }
      : null,
}

/** The screen without what this account may not see or do; null where nothing would be left but texts. */
export function trimScreen(plan: Plan, access: Access, screen: Screen<Label>): Screen<Label> | null {
  const reads = (entity: string, path: string): boolean =>
    resolvePath(plan, access, entity, path.split('.')) !== null
  const blind: Sight = { plan, access, forms: new Set(), reads, trimViews }
  const forms = new Set(formIds(trimViews(screen.views, blind)))
  const views = trimViews(screen.views, { ...blind, forms })
  const isTold = screen.views.every((view) => view.view === 'text')
  return isTold || views.some((view) => view.view !== 'text') ? { ...screen, views } : null
}

function trimViews(views: readonly View<Label>[], sight: Sight): View<Label>[] {
  return views.map((view) => trimView(view, sight)).filter((view) => view !== null)
}

function trimView<Kind extends ViewKind>(
  view: Extract<View<Label>, { view: Kind }>,
  sight: Sight,
): View<Label> | null {
  const trimmed = trims[view.view](view, sight)
  return trimmed && markByRow(trimmed, sight)
}

function formIds(views: readonly View<Label>[]): string[] {
  return views.flatMap((view) => {
    if (view.view === 'form') return [view.id]
    if (view.view === 'tabs') return view.tabs.flatMap((tab) => formIds(tab.views))
    return view.view === 'overview' || view.view === 'list' ? formIds(view.detail) : []
  })
}
