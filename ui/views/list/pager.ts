import { html, nothing, type TemplateResult } from 'lit'
import type { ListView } from '../../../engine/plan/screens.ts'
import type { ListAnswer } from '../../../engine/server/wire.ts'
import { texts } from '../../language/texts.ts'
import { icon } from '../../styles/icons.ts'
import { firstPage, limits, type ListState } from './list-state.ts'

type Changes = Readonly<Record<string, string | null>>

/** Which records are shown, of how many; the pages before and after; how many a page has. */
export function pager(
  view: ListView,
  state: ListState,
  page: ListAnswer['page'],
  shown: number,
  set: (changes: Changes) => void,
): TemplateResult {
  const said = texts().list
  const from = page.previous === null ? 1 : state.from
  const forward = (): void => set({ after: page.next, before: null, from: String(from + shown) })
  const back = (): void =>
    set({ before: page.previous, after: null, from: String(Math.max(1, from - page.limit)) })
  const isOnePage = page.next === null && page.previous === null
  return html`<footer class="list-footer">
    <p class="list-range">${rangeText(from, shown, page.count)}</p>
    ${isOnePage && shown <= limits[0] ? nothing : sizes(state, set)}
    ${
      isOnePage
        ? nothing
        : html`<nav class="list-pages" aria-label=${said.pages(view.label.many)}>
            <button
              class="quiet-button"
              aria-label=${said.previous}
              ?disabled=${page.previous === null}
              @click=${back}
            >
              ${icon('chevron-left')}
            </button>
            <button
              class="quiet-button"
              aria-label=${said.next}
              ?disabled=${page.next === null}
              @click=${forward}
            >
              ${icon('chevron-right')}
            </button>
          </nav>`
    }
  </footer>`
}

function rangeText(from: number, shown: number, count: ListAnswer['page']['count']): string {
  const { count: written, list } = texts()
  const last = from + shown - 1
  // Beyond a thousand nothing is counted: what has been paged to is known better.
  const isBeyond = count?.more && last > count.value
  const of = count ? written(isBeyond ? last : count.value, count.more) : '…'
  return list.range(written(from, false), written(last, false), of)
}

function sizes(state: ListState, set: (changes: Changes) => void): TemplateResult {
  const choose = (event: Event): void =>
    set({ limit: (event.target as HTMLSelectElement).value, ...firstPage })
  return html`<label class="list-size">
    <span>${texts().list.perPage}</span>
    <select class="plain-select" @change=${choose}>
      ${limits.map(
        (limit) => html`<option value=${limit} .selected=${limit === state.limit}>${limit}</option>`,
      )}
    </select>
  </label>`
}
