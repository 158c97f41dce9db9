import type { EffectPlan, EntityPlan } from '../../plan/plan.ts'
import type { Operand } from '../../words/condition.ts'
import { operandInWords } from '../conditions.ts'
import { listed } from '../sentences.ts'
import type { Sight } from './sight.ts'

/** What follows when a record is created, or does no longer. */
export function effectChanges(sight: Sight, before: EntityPlan, after: EntityPlan): string[] {
  const was = before.afterCreate.map((effect) => inWords(effectToday(sight, before, effect)))
  const is = after.afterCreate.map(inWords)
  return [
    ...is.filter((words) => !was.includes(words)).map((words) => `whoever creates one ${words}`),
    ...was.filter((words) => !is.includes(words)).map((words) => `whoever creates one no longer ${words}`),
  ]
}

function inWords(effect: EffectPlan): string {
  if ('send' in effect) return `sends the mail ${effect.send}`
  const match = fieldsInWords(effect.match)
  const given = Object.keys(effect.with).length > 0 ? `, with ${fieldsInWords(effect.with)}` : ''
  return `makes one of ${effect.ensure} whose ${match}, where there is none${given}`
}

function fieldsInWords(fields: Readonly<Record<string, Operand | readonly Operand[]>>): string {
  return listed(
    Object.entries(fields).map(([field, value]) => {
      const values: readonly Operand[] = Array.isArray(value)
        ? (value as readonly Operand[])
        : [value as Operand]
      return `${field} is ${listed(values.map(operandInWords))}`
    }),
  )
}

function effectToday({ today }: Sight, { name }: EntityPlan, effect: EffectPlan): EffectPlan {
  if ('send' in effect) return effect
  const { ensure } = effect
  const named = <Value>(fields: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [
        today.field(ensure, field) ?? `${field} (gone)`,
        value,
      ]),
    )
  const told = (value: Operand): Operand =>
    value !== null && typeof value === 'object' && 'record' in value
      ? { record: today.path(name, value.record) }
      : value
  return {
    ensure: today.entity(ensure) ?? ensure,
    match: mapped(named(effect.match), told),
    with: Object.fromEntries(
      Object.entries(named(effect.with)).map(([field, value]) => [
        field,
        Array.isArray(value) ? (value as readonly Operand[]).map(told) : told(value as Operand),
      ]),
    ),
  }
}

function mapped(fields: Readonly<Record<string, Operand>>, change: (value: Operand) => Operand) {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, change(value)]))
}
