import '@vaadin/button'
import { html, nothing, type TemplateResult } from 'lit'
import type { Form } from '../../engine/plan/screens.ts'
import type { WireRecord } from '../../engine/server/wire.ts'
import { texts } from '../language/texts.ts'
import { notify } from '../notices.ts'
import { columnsOf } from './form-fields.ts'

/** What concerns no single field. */
export function formComplaints(above: readonly string[]): TemplateResult | typeof nothing {
  if (above.length === 0) return nothing
  return html`<div class="form-complaint" role="alert">${above.map((text) => html`<p>${text}</p>`)}</div>`
}

interface ButtonsGiven {
  readonly label: string
  readonly isSaving: boolean
  readonly submit: () => void
  /** Only in a dialog. */
  readonly cancel: (() => void) | null
  /** Only where something was entered. */
  readonly startOver: (() => void) | null
  readonly startOverLabel: string
}

export function formButtons(given: ButtonsGiven): TemplateResult {
  const { label, isSaving, submit, cancel, startOver, startOverLabel } = given
  const save = html`<vaadin-button theme="primary" ?disabled=${isSaving} @click=${submit}
      >${label}</vaadin-button
    >
    <button type="submit" hidden></button>`
  if (cancel)
    return html`<div class="dialog-actions">
      <vaadin-button @click=${cancel}>${texts().cancel}</vaadin-button>${save}
    </div>`
  const again = html`<vaadin-button theme="tertiary" @click=${startOver}>${startOverLabel}</vaadin-button>`
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
  const name = record['display']
  const text = before || typeof name !== 'string' ? said.saved : said.created(form.label.one, name)
  notify({ tone: 'good', text })
}
