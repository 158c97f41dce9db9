import '@vaadin/button'
import { html, nothing, type TemplateResult } from 'lit'
import type { Form } from '../../engine/plan/screens.ts'
import type { WireRecord } from '../../engine/server/wire.ts'
import { texts } from '../language/texts.ts'
import { notify } from '../notices.ts'
import { nameOf } from '../record-name.ts'
import { refusalId } from '../refusal-id.ts'
import { columnsOf } from './form-fields.ts'
import type { Refusal } from './refusals.ts'

/** What concerns no single field. */
export function formComplaints(refused: Refusal | null): TemplateResult | typeof nothing {
  if (!refused || (refused.above.length === 0 && refused.refusal === undefined)) return nothing
  return html`<div class="form-complaint" role="alert">
    ${refused.above.map((text) => html`<p>${text}</p>`)}${refusalId(refused.refusal)}
  </div>`
}

interface ButtonsGiven {
  readonly form: Form
  /** What is changed; null to create. */
  readonly record: WireRecord | null
  readonly isSaving: boolean
  readonly submit: () => void
  /** Only in a dialog. */
  readonly cancel: (() => void) | null
  /** Only where something was entered. */
  readonly startOver: (() => void) | null
}

export function formButtons(given: ButtonsGiven): TemplateResult {
  const { form, record, isSaving, submit, cancel, startOver } = given
  // `submit` names what a form on a tab does; in a dialog that changes a record, it would name the wrong thing.
  const own = record && cancel ? null : form.submit
  const label = own ?? (record ? texts().save : texts().form.create(form.label.one))
  const save = html`<vaadin-button theme="primary" ?disabled=${isSaving} @click=${submit}
      >${label}</vaadin-button
    >
    <button type="submit" hidden></button>`
  if (cancel)
    return html`<div class="dialog-actions">
      <vaadin-button @click=${cancel}>${texts().cancel}</vaadin-button>${save}
    </div>`
  const againLabel = record ? texts().unsaved.discard : texts().form.startOver
  const again = html`<vaadin-button theme="tertiary" @click=${startOver}>${againLabel}</vaadin-button>`
  return html`<div class="form-actions">${save}${startOver ? again : nothing}</div>`
}

/** The shape of the form, until its editors are there. */
export function formSkeleton(form: Form): TemplateResult {
  return html`<div class="form-fields" data-columns=${columnsOf(form.fields)} aria-busy="true">
    ${form.fields.map(() => html`<div class="form-field form-skeleton"></div>`)}
  </div>`
}

export function saidSaved(form: Form, record: WireRecord, before: WireRecord | null): void {
  const said = texts().form
  const isSeen = typeof record['display'] === 'string'
  const text = before || !isSeen ? said.saved : said.created(form.label.one, nameOf(record))
  notify({ tone: 'good', text })
}
