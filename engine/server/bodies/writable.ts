import type { Access } from '../../access/access.ts'
import type { EntityPlan, FieldPlan } from '../../plan/plan.ts'

/** Several links at once are given at creation only; later each is made and ended by itself. */
export function isWritable(field: FieldPlan, operation: 'create' | 'update'): boolean {
  // A file is sent by itself, to an address of its own.
  if (field.readOnly || field.relation?.inverseOf || field.storage.kind === 'file') return false
  return operation === 'create' || field.relation?.many !== true
}

function hasDefault(field: FieldPlan): boolean {
  return field.default !== null && field.default !== undefined
}

/** Where a field is only sometimes shown, the database says whether it is required, once it knows the record. */
export function isNeeded(field: FieldPlan): boolean {
  return field.required && !field.readOnly && !hasDefault(field) && field.visibleIf === null
}

/** Whether this account creates no record without saying what the field is. */
export function mustBeEntered(access: Access, { name }: EntityPlan, field: FieldPlan): boolean {
  const { only, settings } = access.writing(name, 'create')
  if (!access.fields(name, 'create').has(field.name)) return false
  if (settings.some(({ set }) => Object.hasOwn(set, field.name))) return false
  const isOther = hasDefault(field) && only.get(field.name)?.every((value) => value !== field.default)
  return isNeeded(field) || isOther === true
}
