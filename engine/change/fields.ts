import type { FieldPlan } from '../plan/plan.ts'
import { looksRenamed } from './lookalikes.ts'
import { changeField } from './field-change.ts'
import type { EntityPair, FieldPair, Ground } from './pairs.ts'
import { isNeeded, placeAfter } from './places.ts'
import { written } from './sentences.ts'
import { questions, type Draft, type FieldChanges, type FieldWork, type Hinder } from './work.ts'

const nothing: FieldChanges = { drafts: [], values: [], options: [] }

/** What becomes of a field of an entity that stays, or comes back. */
export function compareField(ground: Ground, pair: EntityPair, field: FieldPair): FieldChanges {
  if (!pair.after || !pair.table) return nothing
  if (!field.after) return removed(ground, pair, field)
  return field.before && field.place
    ? changeField(ground, pair, field, field.before, field.after, field.place)
    : added(ground, pair, field.after)
}

function removed(ground: Ground, pair: EntityPair, { before, place }: FieldPair): FieldChanges {
  if (!before || !place || before.system) return nothing
  const entity = pair.after?.name ?? ''
  const twin = ground.isBack ? null : looksRenamed(ground, pair, before)
  const hinders: Hinder | null =
    twin === null
      ? null
      : {
          most: 0,
          reason: `It looks as if \`${before.name}\` were called \`${twin}\` from now on, which would leave its values behind.`,
          hint: `Write \`was: ${before.name}\` at \`${twin}\` to keep them, or apply without \`${before.name}\` first and add \`${twin}\` after that.`,
        }
  const sentence = `takes ${before.name} off ${entity}; its values are kept aside until they are purged`
  return {
    ...nothing,
    drafts: [
      {
        code: 'remove-field',
        name: `${entity}.${before.name}`,
        sentence,
        asks: [{ of: 'values', records: place.table, place, hinders }],
      },
    ],
  }
}

function added(ground: Ground, pair: EntityPair, field: FieldPlan): FieldChanges {
  const entity = pair.after?.name ?? ''
  const to = placeAfter(entity, field)
  // Of the few types that a default can have.
  const initial = field.default as string | number | boolean | null
  const backfill = field.backfill ?? (initial === null ? null : { value: initial })
  const asks = {
    required: isNeeded(ground, entity, field),
    unique: field.unique,
    fits: false,
    target: null,
  }
  const records = pair.table?.name ?? ''
  const work: FieldWork = { entity, field, to, from: null, records, asks, converts: false, backfill }
  const isFilled = to.column !== null && (backfill !== null || asks.required)
  const filling =
    backfill === null || to.column === null
      ? ''
      : 'copy' in backfill
        ? `, with what ${backfill.copy} holds`
        : `, ${written(backfill.value)} in the records there are`
  const draft: Draft = {
    code: 'add-field',
    name: `${entity}.${field.name}`,
    sentence: `adds ${field.name} to ${entity}${filling}`,
    asks: isFilled ? questions(work, ['lacks', 'twice']) : [],
  }
  return { drafts: field.system ? [] : [draft], values: isFilled ? [work] : [], options: [] }
}
