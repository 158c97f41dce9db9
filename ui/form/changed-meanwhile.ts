import '@vaadin/button'
import { html, nothing, type TemplateResult } from 'lit'
import type { FormField } from '../../engine/plan/screens.ts'
import type { WireRecord } from '../../engine/server/wire.ts'
import { texts } from '../language/texts.ts'
import { notify } from '../notices.ts'
import { isDirty, meet, type FormState } from './form-state.ts'
import { plainValue } from './plain-value.ts'

export interface Meanwhile {
  /** The record as somebody else has left it. */
  readonly current: WireRecord
  /** What both have changed, and nobody has decided yet. */
  readonly both: readonly FormField[]
  /** A save was refused because of it. */
  readonly wasRefused: boolean
}

/** Says that somebody else was first; of what both have changed, whoever reads it decides whose value stays. */
export function changedMeanwhile(
  state: FormState,
  { current, both, wasRefused }: Meanwhile,
  choose: (field: FormField, whose: 'mine' | 'theirs') => void,
): TemplateResult {
  const said = texts().form
  return html`<div class="form-complaint form-stale" role="alert">
    <p>${wasRefused ? said.stale : said.changedNow}</p>
    ${both.map((field) => {
      const { label, editor } = field
      const values = [
        [said.mine, plainValue(editor, state.values[field.field]), said.keepMine, 'mine'],
        [said.theirs, plainValue(editor, current[field.field]), said.takeTheirs, 'theirs'],
      ] as const
      return html`<fieldset class="form-both">
        <legend>${label}</legend>
        ${values.map(
          ([whose, value, act, choice]) =>
            html`<p class="form-both-value">
              <span class="form-both-whose">${whose}</span>
              <span class="form-both-text">${value}</span>
              <vaadin-button
                theme=${choice === 'mine' ? 'tertiary' : nothing}
                aria-label=${`${label}: ${act}`}
                @click=${() => choose(field, choice)}
                >${act}</vaadin-button
              >
            </p>`,
        )}
      </fieldset>`
    })}
  </div>`
}

/** Null where nothing is left to be decided. */
export function without(meanwhile: Meanwhile, field: FormField): Meanwhile | null {
  const both = meanwhile.both.filter((one) => one !== field)
  return both.length > 0 ? { ...meanwhile, both } : null
}

/** What a form becomes once somebody else has written its record. */
export function meetCurrent(
  before: FormState,
  current: WireRecord,
  how: 'heard' | 'refused',
): { readonly state: FormState; readonly meanwhile: Meanwhile | null } {
  const { state, theirs, both } = meet(before, current)
  // Where nothing is being typed, the form simply shows what there is.
  if (theirs.length > 0 && (how === 'refused' || isDirty(before)))
    notify({ text: texts().form.followed(theirs.map(({ label }) => label).join(', ')) })
  return { state, meanwhile: both.length > 0 ? { current, both, wasRefused: how === 'refused' } : null }
}
