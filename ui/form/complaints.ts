import type { FormField } from '../../engine/plan/screens.ts'
import type { Editor } from '../../engine/field-types/field-type.ts'
import { isReadOnly, isRequired, visible, type FormState } from './form-state.ts'
import type { FormContext } from './holds.ts'

/** What is wrong with a value, before the server is asked; worded by `complaintText`. */
export type Complaint =
  | {
      readonly code:
        | 'required'
        | 'notANumber'
        | 'notADate'
        | 'notADateTime'
        | 'notAnEmail'
        | 'notAUrl'
        | 'wrongPattern'
        | 'wholeNumber'
    }
  | { readonly code: 'tooLong' | 'tooManyDecimals' | 'tooLow' | 'tooHigh'; readonly limit: number }
  | { readonly code: 'tooEarly' | 'tooLate'; readonly limit: string }

/** Every mistake of the form, by field. */
export function complaints(state: FormState, context: FormContext): ReadonlyMap<string, Complaint> {
  const { fields, values } = visible(state, context)
  const found = new Map<string, Complaint>()
  for (const field of fields) {
    if (isReadOnly(state, field, values, context)) continue
    const complaint = state.unreadable.has(field.field)
      ? unreadable(field.editor)
      : complaintOf(field, values[field.field], isRequired(field, values, context))
    if (complaint) found.set(field.field, complaint)
  }
  return found
}

/** Those to show now: not while a field is being typed in, all once sending was tried. */
export function isDue(state: FormState, field: string): boolean {
  return state.tried || state.left.has(field)
}

function unreadable({ kind }: Editor<string>): Complaint {
  if (kind === 'number') return { code: 'notANumber' }
  return { code: kind === 'dateTime' ? 'notADateTime' : 'notADate' }
}

export function complaintOf(
  field: Pick<FormField, 'editor'>,
  value: unknown,
  required: boolean,
): Complaint | null {
  const isEmpty = value === null || (typeof value === 'string' && value.trim() === '') || isEmptyList(value)
  if (isEmpty) return required ? { code: 'required' } : null
  return ofEditor(field.editor, value)
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function ofEditor(editor: Editor<string>, value: unknown): Complaint | null {
  if (typeof value === 'string') {
    if (editor.kind === 'text' || editor.kind === 'longText') return ofText(editor, value)
    if (editor.kind === 'date') {
      if (editor.min !== undefined && value < editor.min) return { code: 'tooEarly', limit: editor.min }
      if (editor.max !== undefined && value > editor.max) return { code: 'tooLate', limit: editor.max }
    }
  }
  if (editor.kind === 'number' && typeof value === 'number') return ofNumber(editor, value)
  return null
}

type TextEditor = Extract<Editor<string>, { kind: 'text' | 'longText' }>

function ofText(editor: TextEditor, text: string): Complaint | null {
  // The server counts characters as people do, not the halves of them that JavaScript counts.
  if (editor.maxLength !== undefined && [...text].length > editor.maxLength) {
    return { code: 'tooLong', limit: editor.maxLength }
  }
  if (editor.kind === 'longText') return null
  if (editor.input === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return { code: 'notAnEmail' }
  if (editor.input === 'url' && !/^https?:\/\/[^\s/]+\S*$/i.test(text)) return { code: 'notAUrl' }
  if (editor.pattern !== undefined && !new RegExp(editor.pattern, 'u').test(text))
    return { code: 'wrongPattern' }
  return null
}

type NumberEditor = Extract<Editor<string>, { kind: 'number' }>

function ofNumber(editor: NumberEditor, value: number): Complaint | null {
  if (decimalsOf(value) > editor.decimals) {
    return editor.decimals === 0
      ? { code: 'wholeNumber' }
      : { code: 'tooManyDecimals', limit: editor.decimals }
  }
  if (editor.min !== undefined && value < editor.min) return { code: 'tooLow', limit: editor.min }
  if (editor.max !== undefined && value > editor.max) return { code: 'tooHigh', limit: editor.max }
  return null
}

function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e')
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent))
}
