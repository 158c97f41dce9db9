import { answersDiffer, differs } from '../../access/may.ts'
import type { Action } from '../../plan/plan.ts'
import type { View } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'
import type { Sight } from './sight.ts'

type ByRow = { readonly byRow?: true }

/**
 * Says of a view that what may be done differs from record to record of those that it shows: then it asks for `may`. Where
 * it does not, what is left of the view says all there is to say, and nothing more is asked.
 */
export function markByRow(view: View<Label>, { plan, access }: Sight): View<Label> {
  const mark = (does: boolean): ByRow => (does ? { byRow: true } : {})
  const of = (entity: string, actions: readonly Action[]): boolean => differs(plan, access, entity, actions)
  if (view.view === 'list' || view.view === 'overview') {
    const isRenamed = view.view === 'overview' && view.rename !== null
    const isTaken = view.view === 'list' && view.onSelect?.consume === true
    const changes = isRenamed || isTaken || view.detail.some((one) => updates(one, view.entity))
    return { ...view, ...mark(of(view.entity, [...view.actions, ...(changes ? (['update'] as const) : [])])) }
  }
  if (view.view !== 'thread') return view
  const { entries, participants, messages } = view
  const isUpdated = participants.some(({ update }) => update) && of(view.entity, ['update'])
  const isAnswered = messages.write && answersDiffer(plan, access, view.entity)
  const marks = entries.marks.length > 0 || entries.update
  return {
    ...view,
    ...mark(isUpdated || isAnswered),
    entries: { ...entries, ...mark(marks && of(entries.entity, ['update'])) },
  }
}

/** Whether a view of the record beside changes the record itself. */
function updates(view: View<Label>, entity: string): boolean {
  if (view.view === 'tabs') return view.tabs.some(({ views }) => views.some((one) => updates(one, entity)))
  if (view.view === 'shuttle' || view.view === 'levels') return view.entity === entity && view.update
  return view.view === 'form' && view.mode === 'selected' && view.form.entity === entity
}
