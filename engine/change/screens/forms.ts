import type { Plan } from '../../plan/plan.ts'
import type { Form, FormField, View } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'
import { screenChange, type ScreenChange } from '../screen-change.ts'
import { compareOrder, placed } from './ordered.ts'
import { nameToday, type Sight } from './sight.ts'
import { textChange } from './texts.ts'

/** Each form once, however many views show it. One that comes or goes is told by its view, or by the buttons that open it. */
export function compareForms(sight: Sight): ScreenChange[] {
  const before = new Map([...formsOf(sight.before).values()].map((form) => [nameOfToday(sight, form), form]))
  return [...formsOf(sight.after).values()].flatMap((form) => {
    const was = before.get(form.form)
    return was ? compareForm(sight, was, form) : []
  })
}

/** A form that nobody wrote has the name of its entity. */
export function nameOfToday({ forms, today }: Sight, { form, entity }: Form<Label>): string {
  return form === entity ? (today.entity(entity) ?? form) : nameToday(forms, form)
}

export function formsOf(plan: Plan): ReadonlyMap<string, Form<Label>> {
  const forms = new Map<string, Form<Label>>()
  const collect = (views: readonly View<Label>[]): void => {
    for (const view of views) {
      if ('form' in view && view.form) forms.set(view.form.form, view.form)
      if (view.view === 'overview' || view.view === 'list') collect(view.detail)
      if (view.view === 'tabs') for (const tab of view.tabs) collect(tab.views)
    }
  }
  for (const area of Object.values(plan.areas)) {
    if (area.accountRequests) forms.set(area.accountRequests.form.form, area.accountRequests.form)
    for (const page of Object.values(area.pages)) for (const tab of page.tabs) collect(tab.views)
  }
  return forms
}

function compareForm(sight: Sight, before: Form<Label>, after: Form<Label>): ScreenChange[] {
  const { languages, today } = sight
  const place = `form ${after.form}`
  const order = compareOrder(
    before.fields.map((item) => ({
      key: today.field(before.entity, item.field) ?? `${item.field} (gone)`,
      item,
    })),
    after.fields.map((item) => ({ key: item.field, item })),
  )
  const about = (what: 'form' | 'field', sentence: string | undefined): ScreenChange[] =>
    screenChange('changes', what, place, sentence)
  return [
    ...about(
      'form',
      today.entity(before.entity) === after.entity
        ? undefined
        : `it is a form of ${after.entity}, before of ${before.entity}`,
    ),
    ...about('form', textChange('its title', before.title, after.title, languages)),
    ...about('form', textChange('its button', before.submit, after.submit, languages)),
    ...order.new.flatMap(({ key, after: other }) =>
      screenChange('appears', 'field', place, `the field ${key} appears ${placed(other)}`),
    ),
    ...order.gone.flatMap(({ item }) => screenChange('goes', 'field', place, `the field ${item.field} goes`)),
    ...order.moved.flatMap(({ key, after: other }) =>
      screenChange('moves', 'field', place, `the field ${key} moves, ${placed(other)}`),
    ),
    ...order.kept.flatMap(({ before: was, after: is }) =>
      fieldChanges(sight, before.entity, was, is).flatMap((sentence) => about('field', sentence)),
    ),
  ]
}

/** What a form says otherwise of a field that it had and has. */
export function fieldChanges(
  sight: Sight,
  entityWas: string,
  was: FormField<Label>,
  is: FormField<Label>,
): string[] {
  const { languages, today } = sight
  return [
    textChange(`the label of the field ${is.field}`, was.label, is.label, languages),
    textChange(`the hint of the field ${is.field}`, was.hint, is.hint, languages),
    requiredChange(sight, entityWas, was, is),
    followChange(was, is, (field) => today.field(entityWas, field) ?? field),
  ].filter((sentence) => sentence !== undefined)
}

/** What every record needs is told with its table. */
function requiredChange(
  { before, after, today }: Sight,
  entityWas: string,
  was: FormField<Label>,
  is: FormField<Label>,
): string | undefined {
  const wasNeeded = before.entities[entityWas]?.fields[was.field]?.required
  const isNeeded = after.entities[today.entity(entityWas) ?? entityWas]?.fields[is.field]?.required
  if (was.required === is.required || wasNeeded !== isNeeded) return undefined
  return is.required
    ? `the form is not sent without the field ${is.field} any more`
    : `the form can be sent without the field ${is.field}`
}

function followChange(
  { follows: was }: FormField<Label>,
  { field, follows: is }: FormField<Label>,
  fieldToday: (name: string) => string,
): string | undefined {
  if ((was === null ? null : fieldToday(was)) === is) return undefined
  return is === null
    ? `the field ${field} follows no other field any more`
    : `the field ${field} takes what ${is} is given, until somebody types in it`
}
