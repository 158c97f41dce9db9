import { isDeepStrictEqual } from 'node:util'
import type { EntityPlan, FieldPlan, Plan } from '../../plan/plan.ts'
import type { Condition } from '../../words/condition.ts'
import { conditionInWords } from '../conditions.ts'
import { own } from '../renames.ts'
import { screenChange, type ScreenChange } from '../screen-change.ts'
import { textOf } from '../shift.ts'
import { enteredOtherwise } from './entered.ts'
import { effectChanges } from './effects.ts'
import { compareOptions } from './options.ts'
import type { Sight } from './sight.ts'
import { textChange } from './texts.ts'

/** What holds wherever records of an entity are shown or entered; what is stored of them is told among the tables. */
export function compareEntities(sight: Sight): ScreenChange[] {
  return Object.values(sight.after.entities).flatMap((entity) => {
    const was = sight.origins.get(entity.name)
    return was ? compareEntity(sight, was, entity) : []
  })
}

function compareEntity(sight: Sight, before: EntityPlan, after: EntityPlan): ScreenChange[] {
  const { languages, today } = sight
  const origins = new Map(
    Object.values(before.fields).map((old) => [today.field(before.name, old.name), old]),
  )
  const about = (sentence: string | undefined): ScreenChange[] =>
    screenChange('changes', 'view', after.name, sentence)
  const display = before.display.map((part) =>
    'path' in part ? { path: today.path(before.name, part.path) } : part,
  )
  return [
    ...about(textChange('what one record is called', before.label.one, after.label.one, languages)),
    ...about(textChange('what several records are called', before.label.many, after.label.many, languages)),
    ...about(
      isDeepStrictEqual(display, after.display) ? undefined : `a record is named by ${displayInWords(after)}`,
    ),
    ...effectChanges(sight, before, after).flatMap(about),
    ...otherEnds(sight, before, after),
    ...after.fieldOrder.flatMap((name) => {
      const field = own(after.fields, name)
      const was = origins.get(name)
      return field && was && !field.system ? compareField(sight, before, was, after, field) : []
    }),
  ]
}

/** Of relations that stay: whether a record shows what points to it. */
function otherEnds({ before, after, today }: Sight, was: EntityPlan, entity: EntityPlan): ScreenChange[] {
  const endsOf = ({ fields }: EntityPlan, holder: Plan, nameOf: (of: string, field: string) => string) =>
    Object.values(fields).flatMap(({ name, relation }) => {
      const from = relation?.inverseOf
      if (!relation || !from || !own(holder.entities, relation.to)) return []
      return [{ name, from: nameOf(relation.to, from) }]
    })
  const called = (of: string, field: string): string =>
    `${today.entity(of) ?? of}.${today.field(of, field) ?? `${field} (gone)`}`
  const then = endsOf(was, before, called)
  const now = endsOf(entity, after, (of, field) => `${of}.${field}`)
  const told = (ends: typeof now, others: typeof now, there: Plan): string[] =>
    ends.flatMap(({ name, from }) => {
      const [holder = '', field = ''] = from.split('.')
      const stays = own(own(there.entities, holder)?.fields ?? {}, field) !== undefined
      return stays && !others.some((one) => one.from === from) ? [`${name}, the other end of ${from}`] : []
    })
  return [
    ...told(now, then, before).flatMap((end) =>
      screenChange('appears', 'field', entity.name, `the field ${end}, appears`),
    ),
    ...told(then, now, after).flatMap((end) =>
      screenChange('goes', 'field', entity.name, `the field ${end}, goes`),
    ),
  ]
}

function displayInWords({ display }: EntityPlan): string {
  return display.map((part) => ('path' in part ? `{${part.path.join('.')}}` : part.text)).join('')
}

function compareField(
  sight: Sight,
  entityWas: EntityPlan,
  before: FieldPlan,
  entity: EntityPlan,
  after: FieldPlan,
): ScreenChange[] {
  const place = `${entity.name}.${after.name}`
  const about = (sentence: string | undefined): ScreenChange[] =>
    screenChange('changes', 'field', place, sentence)
  const told = (condition: Condition | null, of: string): Condition | null =>
    condition && sight.today.condition(of, '', condition, entityWas.name)
  const rule = (key: 'visibleIf' | 'requiredIf' | 'readOnlyIf', is: string, always: string): ScreenChange[] =>
    about(ruleChange(told(before[key], entityWas.name), after[key], is, always))
  return [
    ...about(defaultChange(before, after)),
    ...about(
      before.readOnly === after.readOnly
        ? undefined
        : `it can ${after.readOnly ? 'no longer' : 'now'} be entered`,
    ),
    ...rule('visibleIf', 'it is shown only', 'it is always shown'),
    ...rule('requiredIf', 'it is required', 'it is no longer required under a condition'),
    ...rule('readOnlyIf', 'it cannot be changed', 'it can always be changed'),
    ...about(
      ruleChange(
        told(before.relation?.where ?? null, before.relation?.to ?? ''),
        after.relation?.where ?? null,
        'it offers only records',
        'it offers all records',
      ),
    ),
    ...compareOptions(sight, place, before, after),
    ...enteredOtherwise(before, after, (name) => sight.today.field(entityWas.name, name)).flatMap(about),
  ]
}

function ruleChange(
  before: Condition | null,
  after: Condition | null,
  is: string,
  always: string,
): string | undefined {
  if ((before && textOf(before)) === (after && textOf(after))) return undefined
  return after ? `${is} where ${conditionInWords(after)}` : always
}

function defaultChange(before: FieldPlan, after: FieldPlan): string | undefined {
  if (before.default === after.default) return undefined
  const value = after.default
  if (value === null) return 'a new record starts without a value'
  return `a new record starts with ${typeof value === 'string' ? value : JSON.stringify(value)}`
}
