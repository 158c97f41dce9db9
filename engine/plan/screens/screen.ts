import type { Area, Page, Tab } from '../../model/area.ts'
import type { Model } from '../../model/model.ts'
import type { View, ViewKind } from '../../model/view.ts'
import type { Label } from '../../words/label.ts'
import type { Screen, View as ViewScreen } from '../screens.ts'
import { planFormView } from './forms.ts'
import { planLevels } from './levels.ts'
import { planFields, planList, planOverview } from './lists.ts'
import type { Place } from './place.ts'
import { planShuttle } from './shuttle.ts'
import { planThread } from './thread.ts'

type Planner<Kind extends ViewKind> = (
  view: Extract<View, { view: Kind }>,
  place: Place,
) => Extract<ViewScreen<Label>, { view: Kind }>

const planners: { readonly [Kind in ViewKind]: Planner<Kind> } = {
  list: planList,
  form: planFormView,
  overview: planOverview,
  shuttle: planShuttle,
  levels: planLevels,
  tabs: (view, place) => ({
    view: 'tabs',
    id: view.id,
    tabs: view.tabs.map(({ title, badge, views }) => ({
      title,
      badge: badge ?? null,
      views: planViews(views, place),
    })),
  }),
  thread: planThread,
  fields: planFields,
  text: ({ id, text }) => ({ view: 'text', id, text }),
  changes: ({ id, entity }) => ({
    view: 'changes',
    id,
    entity: entity.name,
    facts: [...entity.fields.values()]
      .filter(({ system, cell }) => !system && cell.kind !== 'changes')
      .map(({ name, label, cell }) => ({ field: name, label, cell })),
  }),
}

export function planScreen(model: Model, area: Area, page: Page, tab: Tab): Screen<Label> {
  return {
    page: page.name,
    tab: tab.name,
    title: tab.title,
    views: planViews(tab.views, { model, selected: undefined, planViews }),
  }
}

function planViews(views: readonly View[], place: Place): ViewScreen<Label>[] {
  return views.map((view) => planView(view, place))
}

function planView<Kind extends ViewKind>(
  view: Extract<View, { view: Kind }>,
  place: Place,
): ViewScreen<Label> {
  return planners[view.view](view, place)
}
