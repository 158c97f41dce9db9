import type { Form } from '../../engine/plan/screens.ts'
import type { ChosenFile } from '../editors/file.ts'
import { identity, isReadOnly, visible, type FormState } from './form-state.ts'
import type { FormContext, Values } from './holds.ts'

/** What a create sends: the fields that are shown and hold something; the server empties the rest. */
export function createBody(state: FormState, context: FormContext): Record<string, unknown> {
  return sent(state, context, (name) => state.values[name] !== null)
}

/** What is given to a new record and has no field in its form. */
export function givenBody({ fields }: Form, given: Values): Record<string, unknown> {
  const others = Object.entries(given).filter(([name]) => !fields.some(({ field }) => field === name))
  return Object.fromEntries(others.map(([name, value]) => [name, onTheWire(value)]))
}

/** A JSON Merge Patch of what was changed, and nothing else. */
export function patchBody(state: FormState, context: FormContext): Record<string, unknown> {
  return sent(state, context, (name) => identity(state.values[name]) !== identity(state.start[name]))
}

function sent(
  state: FormState,
  context: FormContext,
  isSent: (name: string) => boolean,
): Record<string, unknown> {
  const { fields, values } = visible(state, context)
  return Object.fromEntries(
    fields
      .filter((field) => field.editor.kind !== 'file')
      .filter((field) => !isReadOnly(state, field, values, context) && isSent(field.field))
      .map((field) => [field.field, onTheWire(state.values[field.field])]),
  )
}

/** Writes take ids where reads give references. */
export function onTheWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(onTheWire)
  if (value !== null && typeof value === 'object') {
    if ('id' in value) return value.id
    if ('data' in value) return onTheWire(value.data)
  }
  return value
}

/** Files are sent by themselves, once the record is there: what was chosen, or null where one was taken off. */
export function changedFiles(
  state: FormState,
  context: FormContext,
): readonly { readonly field: string; readonly file: ChosenFile | null }[] {
  const { fields, values } = visible(state, context)
  return fields
    .filter((field) => field.editor.kind === 'file' && !isReadOnly(state, field, values, context))
    .filter(({ field }) => identity(state.values[field]) !== identity(state.start[field]))
    .map(({ field }) => ({ field, file: state.values[field] as ChosenFile | null }))
}
