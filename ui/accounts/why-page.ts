import { html, nothing, type PropertyValues } from 'lit'
import type { ExplainedRefusal } from '../../engine/database/why/explain-refusal.ts'
import type { ExplainedRule, Explanation } from '../../engine/database/why/explain.ts'
import type { Looked } from '../../engine/database/why/look.ts'
import '@vaadin/button'
import '@vaadin/text-field'
import { Refused, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { formatDateTime } from '../language/formats.ts'
import { LightElement } from '../light-element.ts'
import { icon } from '../styles/icons.ts'
import './why-page.css'
import { foundText, headText, noteText, placeText, verdictText } from '../why-words.ts'

/** Why a request was refused: for those who look after access, by the reference that somebody passed on. */
export class WhyPage extends LightElement {
  static override properties = {
    api: { attribute: false },
    reference: { attribute: false },
    explained: { state: true },
    failure: { state: true },
  }
  declare api: Api
  declare reference: string
  declare explained: ExplainedRefusal | null
  declare failure: string | null

  constructor() {
    super()
    this.reference = ''
    this.explained = null
    this.failure = null
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('reference') && this.reference !== '') void this.#ask(this.reference)
  }

  async #ask(reference: string): Promise<void> {
    const id = reference.trim().replace(/^urn:lintel:refusal:/, '')
    this.failure = null
    try {
      this.explained = await this.api.get<ExplainedRefusal>(`/refusals/${encodeURIComponent(id)}`)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.explained = null
      this.failure = error.problem.status === 404 ? texts().why.unknown : error.problem.detail
    }
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const given = new FormData(event.target as HTMLFormElement).get('reference')
    if (typeof given === 'string' && given.trim() !== '') void this.#ask(given)
  }

  protected override render(): unknown {
    const said = texts().why
    return html`<header class="page-header"><h1>${said.title}</h1></header>
      <form class="card why-form" @submit=${this.#submit}>
        <vaadin-text-field
          name="reference"
          label=${said.reference}
          autocomplete="off"
          .value=${this.reference}
        ></vaadin-text-field>
        <vaadin-button theme="primary" @click=${(event: Event) => closest(event)?.requestSubmit()}
          >${said.ask}</vaadin-button
        >
        <input type="submit" hidden />
      </form>
      <div aria-live="polite">
        ${this.failure ? html`<p class="card why-failure">${this.failure}</p>` : nothing}
        ${this.explained ? refused(this.explained) : nothing}
      </div>`
  }
}

function closest(event: Event): HTMLFormElement | null {
  return (event.currentTarget as Element).closest('form')
}

function refused({ refusal, explanations, notes }: ExplainedRefusal): unknown {
  return html`<section class="card why-refusal">
    <p><code>${refusal.request}</code> <strong>${refusal.status} ${refusal.code}</strong></p>
    <p>${formatDateTime(refusal.at)}</p>
    ${notes.map((note) => html`<p class="why-note">${noteText(note)}</p>`)} ${explanations.map(explanation)}
  </section>`
}

function explanation(explained: Explanation): unknown {
  const said = texts().why
  const { question, who, rules } = explained
  const levels = Object.entries(who.levels).map(([page, level]) => `${page}: ${level}`)
  return html`<h2><code>${question}</code></h2>
    <p>${verdictText(explained)}</p>
    <dl class="why-who">
      <dt>${said.account}</dt>
      <dd>${who.username}</dd>
      <dt>${said.role}</dt>
      <dd>${who.role}</dd>
      <dt>${said.levels}</dt>
      <dd>${levels.join(', ') || '–'}</dd>
    </dl>
    <ul class="why-rules">
      ${rules.map(rule)}
    </ul>`
}

function rule(explained: ExplainedRule): unknown {
  const { standing, level, page, grant, looked } = explained
  const said = texts().why
  const holds = standing === 'holds'
  return html`<li class=${holds ? 'why-holds' : ''}>
    ${icon(holds ? 'check' : 'x')}
    <div>
      <code>${placeText(explained)}</code>
      <span
        >${page === null ? said.everybody : `${page}: ${level ?? ''}`} · ${grant.allow.join(', ')}
        ${grant.entity}</span
      >
      <small>${said.standing[standing]}</small>
      ${looked ? part(looked) : nothing}
    </div>
  </li>`
}

function part({ condition, holds, value, compared, parts }: Looked): unknown {
  const said = texts().why
  const found = [
    ...(value === null ? [] : [said.is(foundText(value))]),
    ...(compared === null ? [] : [said.asked(foundText(compared))]),
  ]
  return html`<div class="why-part">
    <code>${holds ? '✓' : '✗'} ${headText(condition)}</code>
    ${found.length === 0 ? nothing : html`<span>${found.join('; ')}</span>`} ${parts.map(part)}
  </div>`
}

customElements.define('why-page', WhyPage)
