import type { Form, View } from '../../engine/plan/screens.ts'

/** Ids of views, and of those within them: what they keep in the address is of the record that is shown. */
export function idsOf(views: readonly View[]): string[] {
  return views.flatMap((view) => [view.id, ...idsOf(within(view))])
}

/** The forms of views, and of those within them. */
export function formsOf(views: readonly View[]): Form[] {
  return views.flatMap((view) => {
    const own = 'form' in view ? view.form : null
    return [...(own ? [own] : []), ...formsOf(within(view))]
  })
}

function within(view: View): readonly View[] {
  if (view.view === 'tabs') return view.tabs.flatMap(({ views }) => views)
  return view.view === 'list' || view.view === 'overview' ? view.detail : []
}
