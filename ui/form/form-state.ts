import type { Form, FormField } from '../../engine/plan/screens.ts'
import { formFor } from '../may.ts'
import { holds, type FormContext, type Values } from './holds.ts'

export type FormMode = 'create' | 'update'

/** All that a form knows, as data; every function that changes it answers a new one. */
export interface FormState {
  readonly form: Form
  readonly mode: FormMode
  /** What was there when it was opened; every field of the form has a value, null where there is none. */
  readonly start: Values
  readonly values: Values
  /** Fields that a person typed in: they no longer follow another. */
  readonly touched: ReadonlySet<string>
  /** Fields that were typed in and then left: their mistakes are shown before the form is sent. */
  readonly left: ReadonlySet<string>
  /** Fields that hold something that is no value, such as letters where a number belongs. */
  readonly unreadable: ReadonlySet<string>
  /** What the server said of a field; gone as soon as the field is changed. */
  readonly refused: ReadonlyMap<string, string>
  /** Sending was tried: from now on every mistake is shown. */
  readonly tried: boolean
}

export function startCreate(form: Form): FormState {
  return opened(form, 'create', (field) => field.default)
}

export function startUpdate(form: Form, record: Values): FormState {
  return opened(formFor(form, record), 'update', (field) => record[field.field])
}

/** To change a record, or to create one where there is none. */
export function start(form: Form, record: Values | null): FormState {
  return record ? startUpdate(form, record) : startCreate(form)
}

/** To create one with what is known of it, which counts as not entered. */
export function startWith(form: Form, record: Values | null, given: Values): FormState {
  const state = start(form, record)
  if (record || Object.keys(given).length === 0) return state
  const filled = fill(state, given)
  return { ...filled, start: filled.values }
}

/** The same form with other words or fields, as in another language: what was entered stays. Of a record, others come with their value. */
export function relabel(state: FormState, form: Form, record: Values | null = null): FormState {
  const fresh = opened(form, state.mode, ({ field, default: value }) =>
    field in state.start ? state.start[field] : record ? record[field] : value,
  )
  return { ...state, form, start: fresh.start, values: { ...fresh.start, ...state.values } }
}

function opened(form: Form, mode: FormMode, valueOf: (field: FormField) => unknown): FormState {
  const start = Object.fromEntries(form.fields.map((field) => [field.field, asValue(valueOf(field))]))
  return {
    form,
    mode,
    start,
    values: start,
    touched: new Set(),
    left: new Set(),
    unreadable: new Set(),
    refused: new Map(),
    tried: false,
  }
}

/** A person changed a field: those that follow it and were not typed over change along. */
export function change(
  state: FormState,
  field: string,
  value: unknown,
  isReadable: 'readable' | 'unreadable',
): FormState {
  const touched = new Set(state.touched).add(field)
  const unreadable = new Set(state.unreadable)
  if (isReadable === 'readable') unreadable.delete(field)
  else unreadable.add(field)
  const refused = new Map(state.refused)
  refused.delete(field)
  let values: Values = { ...state.values, [field]: asValue(value) }
  values = followed(state, values, field, touched)
  values = withoutStaleChoices(state, values)
  return { ...state, values, touched, unreadable, refused }
}

/** Another record fills the form: what it brings counts as typed, where it brings anything. */
export function fill(state: FormState, brought: Values): FormState {
  const names = state.form.fields.map((field) => field.field)
  const known = names.filter((name) => asValue(brought[name] ?? null) !== null)
  return known.reduce((filled, name) => change(filled, name, brought[name], 'readable'), {
    ...startCreate(state.form),
    mode: state.mode,
  })
}

export function leave(state: FormState, field: string): FormState {
  if (!state.touched.has(field) || state.left.has(field)) return state
  return { ...state, left: new Set(state.left).add(field) }
}

export function tried(state: FormState): FormState {
  return { ...state, tried: true }
}

/** An untouched field takes what it follows is given, and so on down the line. Records that exist keep what they have. */
function followed(state: FormState, values: Values, source: string, touched: ReadonlySet<string>): Values {
  if (state.mode === 'update') return values
  return state.form.fields
    .filter((field) => field.follows === source && !touched.has(field.field) && field.field !== source)
    .reduce((result, field) => {
      if (result[field.field] === result[source]) return result
      return followed(state, { ...result, [field.field]: result[source] }, field.field, touched)
    }, values)
}

/** What was chosen by a condition on `$record` may no longer be offered once the record changes: choose again. */
function withoutStaleChoices(state: FormState, values: Values): Values {
  const stale = state.form.fields.filter(
    (field) =>
      field.where !== null &&
      recordPaths(field.where).some((name) => identity(values[name]) !== identity(state.values[name])),
  )
  if (stale.length === 0) return values
  return { ...values, ...Object.fromEntries(stale.map((field) => [field.field, null])) }
}

/** The fields of the record that a condition looks at through `$record`. */
function recordPaths(condition: unknown): readonly string[] {
  if (condition === null || typeof condition !== 'object') return []
  if ('record' in condition && Array.isArray(condition.record))
    return condition.record.slice(0, 1) as string[]
  return Object.values(condition).flatMap(recordPaths)
}

/** Equal for values that are the same: relations by id. */
export function identity(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'null'
  if (Array.isArray(value)) return JSON.stringify(value.map(identity).sort())
  if (typeof value === 'object' && 'id' in value) return String(value.id)
  if (typeof value === 'object' && 'data' in value) return identity(value.data)
  return JSON.stringify(value)
}

function asValue(value: unknown): unknown {
  return value === undefined || value === '' ? null : value
}

/**
 * The record as somebody else has left it meanwhile: what was not changed here follows, what was changed here stays, and
 * is to be decided where they changed it as well.
 */
export function meet(
  state: FormState,
  current: Values,
): { readonly state: FormState; readonly theirs: readonly FormField[]; readonly both: readonly FormField[] } {
  const read = state.form.fields.filter(
    ({ field, editor }) => editor.kind !== 'relations' && current[field] !== undefined,
  )
  const theirs = read.filter(({ field }) => identity(current[field]) !== identity(state.start[field]))
  const isMine = ({ field }: FormField): boolean =>
    state.unreadable.has(field) || identity(state.values[field]) !== identity(state.start[field])
  const both = theirs.filter(
    (field) => isMine(field) && identity(state.values[field.field]) !== identity(current[field.field]),
  )
  const followed = theirs.filter((field) => !both.includes(field))
  const brought = Object.fromEntries(followed.map(({ field }) => [field, asValue(current[field])]))
  const met = { ...state, start: { ...state.start, ...brought }, values: { ...state.values, ...brought } }
  return { state: met, theirs: followed, both }
}

/** Of a field that two have changed, one value is chosen: theirs, or the one that stands here. */
export function settle(
  state: FormState,
  field: string,
  current: Values,
  whose: 'mine' | 'theirs',
): FormState {
  const value = asValue(current[field])
  const start = { ...state.start, [field]: value }
  if (whose === 'mine') return { ...state, start }
  return { ...change(state, field, value, 'readable'), start }
}

/** Which fields are shown, and the values as the server will see them: what is hidden is empty. */
export function visible(
  state: FormState,
  context: FormContext,
): { readonly fields: readonly FormField[]; readonly values: Values } {
  const offered = state.form.fields.filter((field) => state.mode === 'update' || field.create)
  let values = state.values
  // Hiding one field may hide the next; each round hides at least one more, or is the last.
  for (;;) {
    const record = values
    const hidden = offered.filter(
      (field) => field.visibleIf !== null && !holds(field.visibleIf, record, { ...context, record }),
    )
    const emptied = { ...values, ...Object.fromEntries(hidden.map((field) => [field.field, null])) }
    if (hidden.every((field) => record[field.field] === null)) {
      return { fields: offered.filter((field) => !hidden.includes(field)), values: emptied }
    }
    values = emptied
  }
}

export function isRequired(field: FormField, values: Values, context: FormContext): boolean {
  if (field.required) return true
  return field.requiredIf !== null && holds(field.requiredIf, values, { ...context, record: values })
}

export function isReadOnly(
  state: FormState,
  field: FormField,
  values: Values,
  context: FormContext,
): boolean {
  if (!field[state.mode]) return true
  return field.readOnlyIf !== null && holds(field.readOnlyIf, values, { ...context, record: values })
}

export function isDirty(state: FormState): boolean {
  if (state.unreadable.size > 0) return true
  return state.form.fields.some(({ field }) => identity(state.values[field]) !== identity(state.start[field]))
}
