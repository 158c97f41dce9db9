import '@vaadin/button'
import { html, type TemplateResult } from 'lit'
import type { Form } from '../../engine/plan/screens.ts'
import type { WireRecord } from '../../engine/server/wire.ts'
import { texts } from '../language/texts.ts'
import { identity, type FormState } from './form-state.ts'
import { plainValue } from './plain-value.ts'

/** Says that somebody else was first, and what they changed; whoever reads it decides whose values stay. */
export function changedMeanwhile(
  form: Form,
  state: FormState,
  current: WireRecord,
  choose: { readonly reload: () => void; readonly insist: () => void },
): TemplateResult {
  const said = texts().form
  const theirs = form.fields.filter(
    ({ field, editor }) =>
      editor.kind !== 'relations' &&
      current[field] !== undefined &&
      identity(current[field]) !== identity(state.start[field]),
  )
  return html`<div class="form-complaint form-stale" role="alert">
    <p>${said.stale}</p>
    ${theirs.map(
      ({ field, label, editor }) =>
        html`<p class="form-stale-field">${said.staleField(label, plainValue(editor, current[field]))}</p>`,
    )}
    <div class="form-actions">
      <vaadin-button @click=${choose.reload}>${said.reload}</vaadin-button>
      <vaadin-button theme="tertiary" @click=${choose.insist}>${said.insist}</vaadin-button>
    </div>
  </div>`
}
