import { html, nothing, type TemplateResult } from 'lit'
import type { OverviewView } from '../../../engine/plan/screens.ts'
import { texts } from '../../language/texts.ts'
import { icon } from '../../styles/icons.ts'
import type { Loaded } from '../pick-list/pages.ts'
import '../pick-list/search-box.ts'

interface HeaderGiven {
  readonly view: OverviewView
  readonly loaded: Loaded
  readonly search: string
  readonly add: () => void
  readonly searched: (search: string) => void
}

/** What stands above the list of an overview: how many there are, a new one, search. */
export function listHeader({ view, loaded, search, add, searched }: HeaderGiven): TemplateResult {
  const { one, many } = view.label
  const { count } = loaded
  return html`<header class="overview-top">
    <h2 class="card-title">${many}</h2>
    <span class="overview-count">${count ? texts().count(count.value, count.more) : nothing}</span>
    ${
      view.actions.includes('create') && view.form
        ? html`<button class="quiet-button overview-add" @click=${add}>
            ${icon('plus')}<span>${texts().list.new(one)}</span>
          </button>`
        : nothing
    }
    ${
      view.search
        ? html`<search-box
            .label=${texts().list.search(many)}
            .value=${search}
            @search-changed=${(event: CustomEvent<string>) => searched(event.detail)}
          ></search-box>`
        : nothing
    }
  </header>`
}
