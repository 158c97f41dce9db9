import { html, nothing, type TemplateResult } from 'lit'
import type { Column, ListView } from '../../../engine/plan/screens.ts'
import type { ProblemDetails } from '../../../engine/server/wire.ts'
import { texts } from '../../language/texts.ts'
import { refusalId } from '../../refusal-id.ts'
import { retryButton } from '../../retry-button.ts'
import { icon } from '../../styles/icons.ts'
import type { ListState } from './list-state.ts'

/** The shape of what is coming, so that nothing jumps when it comes. */
export function loadingList(columns: readonly Column[]): TemplateResult {
  return html`<div class="list-skeleton" role="status">
    <span class="visually-hidden">${texts().loading}</span>
    ${Array.from({ length: 8 }, () => html`<div>${columns.slice(0, 6).map(() => html`<span></span>`)}</div>`)}
  </div>`
}

export function failedList(problem: ProblemDetails, again: () => void): TemplateResult {
  return html`<div class="list-message" role="alert">
    ${icon('warning')}
    <p><strong>${problem.detail}</strong>${refusalId(problem.instance)}</p>
    ${retryButton(problem, again)}
  </div>`
}

/** Nothing there at all, or nothing that fits: two different things to do. */
export function emptyList(view: ListView, state: ListState, clear: () => void): TemplateResult {
  const said = texts().list
  const isNarrowed = state.search !== '' || state.filters.length > 0
  const title = isNarrowed
    ? said.noMatch
    : state.deleted
      ? said.emptyDeleted(view.label.many)
      : said.empty(view.label.many)
  return html`<div class="list-message">
    ${icon(isNarrowed ? 'search' : 'inbox')}
    <p><strong>${title}</strong>${isNarrowed ? html`<span>${said.noMatchText}</span>` : nothing}</p>
    ${isNarrowed ? html`<vaadin-button @click=${clear}>${said.noMatchClear}</vaadin-button>` : nothing}
  </div>`
}
