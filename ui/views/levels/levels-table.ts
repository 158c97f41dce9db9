import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import type { LevelsView } from '../../../engine/plan/screens.ts'
import { texts } from '../../language/texts.ts'
import { icon } from '../../styles/icons.ts'

export type RowState = 'saving' | 'saved' | 'failed'

interface TableGiven {
  readonly view: LevelsView
  /** Of the record; what is drawn for one record is not reused for another. */
  readonly id: number
  readonly levelOf: (page: string) => string
  readonly stateOf: (page: string) => RowState | null
  readonly choose: (page: string, level: string) => void
}

type Page = LevelsView['pages'][number]

// The roles are said although a table has them: on a phone its rows are stacked, and browsers then take it for no table.
export function levelsTable(given: TableGiven): TemplateResult {
  const { view } = given
  const said = texts().levels
  return html`<table class="levels-table" role="table" aria-label=${said.title}>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${said.page}</th>
        ${view.levels.map(
          ({ level, title }) =>
            html`<th scope="col" role="columnheader" class="levels-level" id=${columnId(view, level)}>
              ${title}
            </th>`,
        )}
        ${view.update ? html`<td role="cell" class="levels-state"></td>` : nothing}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${repeat(
        view.pages,
        ({ page }) => `${given.id} ${page}`,
        (page) => row(page, given),
      )}
    </tbody>
  </table>`
}

function row(page: Page, given: TableGiven): TemplateResult {
  const { view } = given
  const level = given.levelOf(page.page)
  const draw = view.update ? radio : mark
  return html`<tr role="row" data-level=${level}>
    <th scope="row" role="rowheader" id=${rowId(view, page.page)}>${page.title}</th>
    ${view.levels.map((each) => html`<td role="cell">${draw(page, each, each.level === level, given)}</td>`)}
    ${
      view.update
        ? html`<td role="cell" class="levels-state">${state(given.stateOf(page.page))}</td>`
        : nothing
    }
  </tr>`
}

type Draw = (
  page: Page,
  level: LevelsView['levels'][number],
  isChosen: boolean,
  given: TableGiven,
) => TemplateResult | typeof nothing

const radio: Draw = ({ page }, { level, title }, isChosen, { view, id, choose }) =>
  html`<label class="levels-choice">
    <input
      type="radio"
      name=${`${view.id}-${id}-${page}`}
      aria-labelledby=${`${rowId(view, page)} ${columnId(view, level)}`}
      .checked=${live(isChosen)}
      @change=${() => choose(page, level)}
    />
    <span class="levels-title" aria-hidden="true">${title}</span>
  </label>`

const mark: Draw = (_, { title }, isChosen) =>
  isChosen
    ? html`<span class="levels-mark">${icon('check')}<span class="levels-title">${title}</span></span>`
    : nothing

function state(state: RowState | null): TemplateResult | typeof nothing {
  if (!state) return nothing
  return html`<span class="levels-${state}"
    >${state === 'saved' ? icon('check') : state === 'failed' ? icon('warning') : nothing}${
      texts().levels[state]
    }</span
  >`
}

function rowId(view: LevelsView, page: string): string {
  return `${view.id}-page-${page}`
}

function columnId(view: LevelsView, level: string): string {
  return `${view.id}-level-${level}`
}
