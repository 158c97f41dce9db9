import { isDeepStrictEqual } from 'node:util'
import type { FieldPlan } from '../plan/plan.ts'
import { compareLimits } from './limits.ts'
import type { EntityPair, FieldPair, Ground } from './pairs.ts'
import { entityToday, isNeeded, placeAfter, placeBetween, targetOf, wasNeeded } from './places.ts'
import { optionsOf, own, type Names } from './renames.ts'
import { listed, written } from './sentences.ts'
import type { StepCode } from './step.ts'
import { questions, type Ask, type Draft, type FieldChanges, type FieldWork, type Place } from './work.ts'
import { isPlain } from '../field-types/field-type.ts'

/** What becomes of a field that stays, under whatever name, or comes back. */
export function changeField(
  ground: Ground,
  pair: EntityPair,
  { restored }: FieldPair,
  before: FieldPlan,
  field: FieldPlan,
  place: Place,
): FieldChanges {
  const entity = pair.after?.name ?? ''
  const name = `${entity}.${field.name}`
  const names = own(ground.renames.options, name) ?? {}
  const origin = inNamesOfToday(ground, before, field, names)
  const comesBack = restored !== null || pair.restored !== null
  const converts = !isKeptAlike(origin, field)
  // What roles hold follows the pages and levels, which are steps of their own.
  const isLimited = origin.type === field.type && isPlain(field.storage)
  const limits = isLimited ? compareLimits(origin.value, field.value) : null
  const takenOff = origin.type === field.type ? optionsGone(origin, field) : []
  const isNeededNow = isNeeded(ground, entity, field)
  const needs = isNeededNow && (comesBack || !wasNeeded(pair, place))
  const isNewlyUnique = field.unique && (comesBack || !before.unique)
  const fits =
    comesBack ||
    converts ||
    origin.type !== field.type ||
    (limits?.isNarrower ?? false) ||
    takenOff.length > 0
  // A file is what it was, whatever is taken from now on.
  const isAsked = isPlain(field.storage) && (fits || needs || isNewlyUnique)
  const isWork = field.storage.kind !== 'json' && (converts || isAsked)
  const to = placeAfter(entity, field)
  const target = field.relation && (comesBack || converts) ? targetOf(ground, field.relation.to) : null
  const work: FieldWork = {
    entity,
    field: field.system && !field.required ? { ...field, otherwise: { value: null } } : field,
    to,
    from: { field: origin, options: names, before: place, between: placeBetween(place, to, converts) },
    records: pair.table?.name ?? '',
    asks: { required: isNeededNow, unique: field.unique, fits, target },
    converts,
    backfill: isNeededNow ? field.backfill : null,
  }
  const drafts: Draft[] = []
  const say = (code: StepCode, sentence: string, asks: readonly Ask[] = [], was?: string): void => {
    drafts.push({ code, name, sentence, asks, ...(was !== undefined && { was }) })
  }
  if (restored)
    say(
      'restore-field',
      `brings ${name} back, with its values`,
      questions(work, ['fits', 'lacks', 'twice']),
      restored.was,
    )
  if (!restored && before.name !== field.name) {
    const was = `${pair.before?.name ?? entity}.${before.name}`
    say('rename-field', `calls ${before.name} of ${entity} ${field.name} from now on`, [], was)
  }
  for (const [option, was] of Object.entries(names))
    drafts.push({
      code: 'rename-option',
      name: `${name}.${option}`,
      was: `${pair.before?.name ?? entity}.${before.name}.${was}`,
      sentence: `calls the option ${written(was)} of ${name} ${written(option)} from now on`,
      asks: [optionAsk(place, was, null)],
    })
  for (const option of takenOff) {
    const asked = own(names, option) ?? option
    drafts.push({
      code: 'remove-option',
      name: `${name}.${option}`,
      sentence: `takes the option ${written(option)} off ${name}${insteadOf(field)}`,
      asks: [optionAsk(place, asked, work.field)],
    })
  }
  const asked = restored ? [] : questions(work, ['fits', 'lacks', 'twice'])
  if (origin.type !== field.type) {
    say('retype-field', `turns ${name} from ${origin.type} into ${field.type}`, asked)
  } else {
    const relation = relationWords(origin, field)
    if (relation.length > 0) say('change-relation', `${name} ${listed(relation)}`, converts ? asked : [])
    else if (limits?.isNarrower)
      say('tighten-field', `takes in ${name} only what is ${listed(limits.words)}`, asked)
    else if (limits) say('loosen-field', `takes more in ${name}: ${listed(limits.words)}`)
    const more = optionsGone(field, origin)
    if (more.length > 0 && !limits) say('loosen-field', `takes ${listed(more.map(written))} in ${name} too`)
  }
  if (!origin.required && field.required)
    say('require-field', `${name} must have a value`, needs && !restored ? questions(work, ['lacks']) : [])
  if (origin.required && !field.required) say('optional-field', `${name} may be empty`)
  if (!origin.unique && field.unique)
    say(
      'unique-field',
      `no two ${entity} have the same ${field.name}`,
      restored ? [] : questions(work, ['twice']),
    )
  if (origin.unique && !field.unique)
    say('not-unique-field', `several ${entity} may have the same ${field.name}`)
  const renamed = Object.keys(names).length > 0 && place.column !== null
  return {
    drafts: field.system ? drafts.filter(({ code }) => code === 'remove-option') : drafts,
    values: isWork ? [work] : [],
    options: renamed
      ? [{ table: entity, column: placeBetween(place, to, converts).column ?? '', names }]
      : [],
  }
}

/** What the field was, had the names been those of today. */
function inNamesOfToday(ground: Ground, before: FieldPlan, after: FieldPlan, names: Names): FieldPlan {
  const { relation } = before
  const renamed = (value: unknown): unknown =>
    typeof value === 'string' ? (Object.entries(names).find(([, was]) => was === value)?.[0] ?? value) : value
  const options = before.value['enum']
  return {
    ...before,
    name: after.name,
    value: Array.isArray(options) ? { ...before.value, enum: options.map(renamed) } : before.value,
    relation: relation && { ...relation, to: entityToday(ground, relation.to) },
  }
}

function isKeptAlike(before: FieldPlan, after: FieldPlan): boolean {
  const many = ({ relation }: FieldPlan): boolean => relation?.many ?? false
  return (
    isDeepStrictEqual(before.storage, after.storage) &&
    before.relation?.to === after.relation?.to &&
    many(before) === many(after)
  )
}

function relationWords(before: FieldPlan, after: FieldPlan): string[] {
  if (!before.relation || !after.relation) return []
  const words: string[] = []
  if (before.relation.to !== after.relation.to) words.push(`points to ${after.relation.to} from now on`)
  if (before.relation.many !== after.relation.many)
    words.push(after.relation.many ? 'may point to several records' : 'points to one record only')
  if (before.relation.onDelete !== after.relation.onDelete)
    words.push(`${deletion[after.relation.onDelete]} when what it points to is deleted`)
  return words
}

const deletion = {
  restrict: 'stands in the way',
  cascade: 'takes its record along',
  clear: 'is emptied',
} as const

function optionsGone(before: FieldPlan, after: FieldPlan): string[] {
  const there = after.value['enum']
  const values = before.value['enum']
  if (!Array.isArray(there) || !Array.isArray(values)) return []
  return values.map(String).filter((option) => !there.includes(option))
}

function insteadOf({ otherwise }: FieldPlan): string {
  if (!otherwise) return ''
  return otherwise.value === null
    ? '; what has it is emptied'
    : `; what has it becomes ${written(otherwise.value)}`
}

function optionAsk({ table, column }: Place, value: string, field: FieldPlan | null): Ask {
  const isAnswered = !field || (field.otherwise !== null && field.otherwise.value !== value)
  const first = field && optionsOf(field)[0]?.name
  const hinders = isAnswered
    ? null
    : {
        most: 0,
        reason: `The option ${written(value)} is in use.`,
        hint: `Write at \`${field.name}\` what they become, such as \`otherwise: ${first ?? 'null'}\`, or \`was: ${value}\` at the option that takes its place.`,
      }
  return { of: 'option', table, column: column ?? '', value, hinders }
}
