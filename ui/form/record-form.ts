import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { Form, FormField } from '../../engine/plan/screens.ts'
import type { ProblemDetails, WireRecord } from '../../engine/server/wire.ts'
import type { ValueChanged } from '../editors/editor-element.ts'
import { loadEditors } from '../editors/registry.ts'
import { texts } from '../language/texts.ts'
import { guardLeaving } from '../leaving.ts'
import { LightElement } from '../light-element.ts'
import { announce, notify } from '../notices.ts'
import type { ViewContext } from '../views/view-context.ts'
import { choicesOf } from './choices.ts'
import { isChoosing } from './choosing.ts'
import { complaints } from './complaints.ts'
import { changedMeanwhile, meetCurrent, without, type Meanwhile } from './changed-meanwhile.ts'
import { followRecord } from './follow-record.ts'
import { columnsOf, formFields } from './form-fields.ts'
import { focusFirst, focusMistake, takeOverTyped } from './form-focus.ts'
import { formButtons, formComplaints, formSkeleton, saidSaved } from './form-parts.ts'
import './form.css'
import {
  change,
  isDirty,
  leave,
  relabel,
  settle,
  startWith,
  tried,
  visible,
  type FormState,
} from './form-state.ts'
import type { FormContext, Values } from './holds.ts'
import { formFor } from '../may.ts'
import { refuse, type Refusal } from './refusals.ts'
import { create, update, type Consume } from './saving.ts'

/** Creates a record, or changes one: on a tab, in a dialog, or beside the list of an overview. */
export class RecordForm extends LightElement {
  static override properties = {
    context: { attribute: false },
    form: { attribute: false },
    record: { attribute: false },
    path: { attribute: false },
    given: { attribute: false },
    cancelable: { attribute: false },
    state: { state: true },
    consume: { state: true },
    isSaving: { state: true },
    isReady: { state: true },
    refused: { state: true },
    meanwhile: { state: true },
  }
  declare context: ViewContext
  declare form: Form
  /** What is changed, as `readRecord` gives it; null to create. */
  declare record: WireRecord | null
  declare path: string
  declare given: Values
  declare cancelable: boolean
  declare private state: FormState
  declare private consume: Consume | null
  declare private isSaving: boolean
  declare private isReady: boolean
  /** What the server said that concerns no single field. */
  declare private refused: Refusal | null
  /** What somebody else left, and what both have changed. */
  declare private meanwhile: Meanwhile | null
  /** Of the record as it was when its values were taken over: it may have been read again since. */
  #version = 0
  #stopGuarding = (): void => undefined
  #stopFollowing = (): void => undefined

  constructor() {
    super()
    this.record = null
    this.path = ''
    this.given = {}
    this.cancelable = false
    this.consume = null
    this.isSaving = false
    this.isReady = false
    this.refused = null
    this.meanwhile = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopGuarding = guardLeaving(() => this.isDirty)
    this.#stopFollowing = followRecord(this, (current) => {
      if (this.isReady && !this.isSaving && current['version'] !== this.#version) this.#meet(current, 'heard')
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopGuarding()
    this.#stopFollowing()
  }

  get isDirty(): boolean {
    return this.isReady && !this.isSaving && isDirty(this.state)
  }

  fill(values: Values, consume: Consume | null): void {
    this.#begin(startWith(this.form, null, values))
    this.consume = consume
    void this.updateComplete.then(() => focusFirst(this))
  }

  readonly #startOver = (): void => {
    this.#begin(startWith(this.form, this.record, this.given))
    this.dispatchEvent(new CustomEvent('started-over'))
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) void this.#loadEditors()
    if (!changed.has('form') && !changed.has('record')) return
    // The same form in another language, or a record that was read again: what was entered stays.
    const isRelabelled = !changed.has('record') && changed.get('form')?.form === this.form.form
    if (this.hasUpdated && (isRelabelled || isDirty(this.state)))
      this.state = relabel(this.state, formFor(this.form, this.record), this.record)
    else this.#startOver()
  }

  protected override render(): TemplateResult {
    if (!this.isReady) return formSkeleton(this.form)
    const { form, state } = this
    return html`<form class="record-form" novalidate aria-label=${form.title} @submit=${this.#submitted}>
      ${this.#aboveFields()}
      <div class="form-fields" data-columns=${columnsOf(form.fields)}>
        ${formFields({
          state,
          context: this.#formContext,
          choices: (field) =>
            choicesOf(this.context, form, field, () => visible(this.state, this.#formContext).values),
          onChange: this.#changed,
          onLeave: (field) => (this.state = leave(this.state, field.field)),
        })}
      </div>
      ${this.#canSave ? this.#buttons() : nothing}
    </form>`
  }

  get #formContext(): FormContext {
    return { user: this.context.session.account, now: new Date() }
  }

  get #canSave(): boolean {
    return this.state.form.fields.some((field) => field[this.state.mode])
  }

  #aboveFields(): unknown {
    const { state, meanwhile } = this
    if (!meanwhile) return formComplaints(this.refused)
    return changedMeanwhile(state, meanwhile, (field, whose) => {
      this.state = settle(state, field.field, meanwhile.current, whose)
      this.meanwhile = without(meanwhile, field)
      if (!this.meanwhile) void this.updateComplete.then(() => focusFirst(this))
    })
  }

  #buttons(): TemplateResult {
    const { form, record, cancelable, isSaving } = this
    return formButtons({
      form,
      record,
      isSaving,
      submit: () => void this.submit(),
      cancel: cancelable ? () => this.dispatchEvent(new CustomEvent('cancelled')) : null,
      startOver: this.consume || isDirty(this.state) ? this.#startOver : null,
    })
  }

  #begin(state: FormState): void {
    this.state = state
    this.#version = (this.record?.['version'] ?? 0) as number
    this.consume = null
    this.refused = null
    this.meanwhile = null
  }

  async #loadEditors(): Promise<void> {
    await loadEditors(this.form.fields.map((field) => field.editor.kind))
    this.isReady = true
    if (this.cancelable) void this.updateComplete.then(() => focusFirst(this))
  }

  #changed = (field: FormField, { value, readable }: ValueChanged): void => {
    this.state = change(this.state, field.field, value, readable ? 'readable' : 'unreadable')
  }

  #submitted(event: Event): void {
    event.preventDefault()
    if (isChoosing()) return
    takeOverTyped(this)
    void this.submit()
  }

  async submit(): Promise<void> {
    if (this.isSaving) return
    this.state = tried(this.state)
    const wrong = complaints(this.state, this.#formContext)
    if (wrong.size > 0) {
      announce(texts().form.mistakes(wrong.size))
      return focusMistake(this)
    }
    await this.#save(this.#version)
  }

  async #save(version: number): Promise<void> {
    const { context, state } = this
    this.isSaving = true
    this.refused = null
    const outcome = this.record
      ? await update(context.api, this.path, state, this.#formContext, version)
      : await create(context.api, state, this.#formContext, this.consume, this.given)
    this.isSaving = false
    if (outcome.kind === 'saved') this.#saved(outcome.record)
    else if (outcome.kind === 'stale') this.#meet(outcome.current, 'refused')
    else if (outcome.kind === 'refused') this.#refused(outcome.problem)
    else if (outcome.kind === 'unchanged') this.#saved(null)
  }

  #saved(record: WireRecord | null): void {
    const { context, form, consume } = this
    if (!record) notify({ text: texts().form.unchanged })
    if (!record) return void this.dispatchEvent(new CustomEvent('saved', { detail: this.record }))
    saidSaved(form, record, this.record)
    if (this.record) this.record = record
    this.#begin(startWith(form, this.record, this.given))
    context.signals.changed(form.entity)
    if (consume) context.signals.changed(consume.entity)
    this.dispatchEvent(new CustomEvent<WireRecord>('saved', { detail: record }))
  }

  #refused(problem: ProblemDetails): void {
    this.refused = refuse(this.state, problem, this.#formContext)
    this.state = this.refused.state
    if (this.consume && problem.code === 'handled') this.context.signals.changed(this.consume.entity)
    void focusMistake(this)
  }

  #meet(current: WireRecord, how: 'heard' | 'refused'): void {
    const { state, meanwhile } = meetCurrent(this.state, current, how)
    this.state = state
    this.meanwhile = meanwhile
    this.#version = current['version'] as number
  }
}

customElements.define('record-form', RecordForm)
