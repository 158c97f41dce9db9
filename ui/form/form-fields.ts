import { html, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { FormField } from '../../engine/plan/screens.ts'
import type { Choices, ValueChanged } from '../editors/editor-element.ts'
import { renderEditor } from '../editors/render-editor.ts'
import { complaints, isDue } from './complaints.ts'
import { complaintText } from './complaint-text.ts'
import { isReadOnly, isRequired, visible, type FormState } from './form-state.ts'
import { currencyOf } from '../cells/number.ts'
import type { FormContext, Values } from './holds.ts'
import { plainValue } from './plain-value.ts'
import { onPointerUp } from './pointer-up.ts'

export interface FieldsGiven {
  readonly state: FormState
  readonly context: FormContext
  readonly choices: (field: FormField) => Choices | null
  readonly onChange: (field: FormField, changed: ValueChanged) => void
  readonly onLeave: (field: FormField) => void
}

/** The fields of a form that are shown now, each with its mistake where that is due. */
export function formFields(given: FieldsGiven): TemplateResult {
  const { state, context } = given
  const { fields, values } = visible(state, context)
  const wrong = complaints(state, context)
  const messageOf = (name: string): string => {
    const complaint = wrong.get(name)
    return complaint && isDue(state, name) ? complaintText(complaint) : (state.refused.get(name) ?? '')
  }
  return html`${repeat(
    fields.filter((field) => field.editor.kind !== 'none'),
    (field) => field.field,
    (field) =>
      isPlain(field, given)
        ? plainField({ ...field, editor: inItsUnit(field.editor, values) }, values[field.field])
        : html`<div
            class="form-field form-field-${widthOf(field)}"
            data-field=${field.field}
            @focusout=${(event: FocusEvent) => left(event) && onPointerUp(() => given.onLeave(field))}
          >
            ${renderEditor(
              {
                editor: inItsUnit(offered(field, state), values),
                value: state.values[field.field],
                label: field.label,
                name: field.label,
                hint: field.hint ?? '',
                required: isRequired(field, values, context),
                clearable: !isRequired(field, values, context) && field.default === null,
                disabled: isReadOnly(state, field, values, context),
                message: messageOf(field.field),
                choices: given.choices(field),
              },
              (changed) => given.onChange(field, changed),
            )}
          </div>`,
  )}`
}

/** An amount in what another field of the record says. */
function inItsUnit(editor: FormField['editor'], values: Values): FormField['editor'] {
  if (editor.kind !== 'number' || editor.suffixField === undefined) return editor
  const suffix = currencyOf(values[editor.suffixField])
  return suffix === undefined ? editor : { ...editor, suffix }
}

/** Of a choice, what this account may choose, and what was chosen before. */
function offered({ field, editor, only }: FormField, { mode, start }: FormState): FormField['editor'] {
  const values = only?.[mode]
  if (!values || editor.kind !== 'choice') return editor
  const isOffered = (value: string): boolean => values.includes(value) || value === start[field]
  return { ...editor, options: editor.options.filter(({ value }) => isOffered(value)) }
}

/**
 * What this account may never enter is read, not shown as a dead input. What a condition closes stays an input, since it
 * may open again. A to-many too long to be held in an editor is read, too.
 */
function isPlain(field: FormField, { state }: FieldsGiven): boolean {
  if (!field[state.mode]) return true
  const value = state.values[field.field]
  return field.editor.kind === 'relations' && value !== null && !Array.isArray(value)
}

function plainField(field: FormField, value: unknown): TemplateResult {
  return html`<dl class="form-field form-plain form-field-${widthOf(field)}">
    <dt>${field.label}</dt>
    <dd>${plainValue(field.editor, value)}</dd>
  </dl>`
}

/** Of three columns or four, those that leave the fewest places empty in the last row. */
export function columnsOf(fields: readonly FormField[]): number {
  const count = fields.filter((field) => widthOf(field) === 'usual').length
  const empty = (columns: number): number => (columns - (count % columns)) % columns
  return empty(4) < empty(3) ? 4 : 3
}

/** The focus went to another field, not into the calendar or list of this one. */
function left(event: FocusEvent): boolean {
  const field = event.currentTarget as HTMLElement
  return !(event.relatedTarget instanceof Node && field.contains(event.relatedTarget))
}

function widthOf({ editor }: FormField): 'wide' | 'usual' {
  const isWide =
    editor.kind === 'longText' ||
    editor.kind === 'file' ||
    (editor.kind === 'choice' && editor.show === 'radio')
  return isWide ? 'wide' : 'usual'
}
