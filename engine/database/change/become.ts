import type { FieldWork } from '../../change/work.ts'
import { compileValidator } from '../../language/validator.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import { convert } from '../schema/convert.ts'
import { canHold } from '../schema/values.ts'

/** What a value has become, and whether that can stand. */
export interface Outcome {
  readonly value: unknown
  readonly fits: boolean
  /** It did not fit, and the definitions say what it becomes. */
  readonly isReplaced?: true
}

/** From a value as the field was to one as the field is; `isThere` tells of ids what they refer to. */
export type Become = (value: unknown, isThere: (id: number) => boolean) => Outcome

export const empty: Outcome = { value: null, fits: true }
const unfit: Outcome = { value: null, fits: false }

/** Compiled once per field: how its values become what it takes now, with the answers that the definitions give. */
export function becomes(work: FieldWork): Become {
  const { field, from, asks } = work
  const fits = fitsOf(field)
  const { otherwise } = field
  return (value, isThere) => {
    if (!from) return empty
    const known = asks.target ? onlyThere(field, value, isThere) : value
    const turned = known === dangling ? unfit : turn(from.field, field, known)
    const checked = turned.fits && asks.fits && turned.value !== null && !fits(turned.value) ? unfit : turned
    if (checked.fits || otherwise === null) return checked
    if (otherwise.value === 'first' && Array.isArray(known) && !field.relation?.many)
      return { value: (known[0] as unknown) ?? null, fits: true, isReplaced: true }
    return { value: otherwise.value, fits: true, isReplaced: true }
  }
}

function fitsOf({ value: schema, storage }: FieldPlan): (value: unknown) => boolean {
  const validate = compileValidator(schema)
  return (value) =>
    validate(value).length === 0 &&
    (storage.kind === 'none' || Array.isArray(value) || canHold(storage, value))
}

const dangling = Symbol('dangling')

/** Without what is not there any more, where its deletion would have emptied it. */
function onlyThere(field: FieldPlan, value: unknown, isThere: (id: number) => boolean): unknown {
  if (Array.isArray(value)) return value.filter((id) => isThere(Number(id)))
  if (value === null || isThere(Number(value))) return value
  return field.relation?.onDelete === 'clear' ? null : dangling
}

function turn(before: FieldPlan, after: FieldPlan, value: unknown): Outcome {
  if (before.relation || after.relation) return turnRelation(before, after, value)
  const converted = convert(value, before.storage, after.storage)
  return converted?.exact ? { value: converted.value, fits: true } : unfit
}

function turnRelation(before: FieldPlan, after: FieldPlan, value: unknown): Outcome {
  const ids: unknown[] = Array.isArray(value) ? value : value === null ? [] : [value]
  if (ids.length === 0) return { value: after.relation?.many ? [] : null, fits: true }
  if (!before.relation || before.relation.to !== after.relation?.to) return unfit
  if (after.relation.many) return { value: ids, fits: true }
  return ids.length === 1 ? { value: ids[0], fits: true } : unfit
}

/** What a field is filled with from another one; that one keeps its own, so nothing is lost by a digit. */
export function copied(from: FieldPlan, to: FieldPlan, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (from.relation || to.relation) return value
  const converted = convert(value, from.storage, to.storage)
  return converted && fitsOf(to)(converted.value) ? converted.value : null
}

export function isEmpty(value: unknown, isRequired: boolean): boolean {
  if (value === null || value === undefined) return true
  if (Array.isArray(value)) return value.length === 0
  return isRequired && typeof value === 'string' && value.trim() === ''
}
