import { html, nothing, type TemplateResult } from 'lit'
import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { WireRecord } from '../../../engine/server/wire.ts'
import { texts } from '../../language/texts.ts'
import { icon } from '../../styles/icons.ts'
import '../pick-list/pick-list.ts'
import type { Loaded } from '../pick-list/pages.ts'
import '../pick-list/search-box.ts'
import { unreadCount } from '../unread-count.ts'
import type { ViewContext } from '../view-context.ts'
import { boxesOf, conversationOf, isTied, namesOf, type Box } from './conversations.ts'
import { shortMoment } from './moment.ts'

interface ListGiven {
  readonly view: ThreadView
  readonly context: ViewContext
  readonly loaded: Loaded
  readonly search: string
  readonly box: Box
  readonly selected: number | null
}

interface ListActs {
  begin(): void
  search(text: string): void
  choose(box: Box): void
  pick(entry: WireRecord): void
  more(): void
  again(): void
}

/** The conversations of a box, the one with the latest message first. */
export function threadList(given: ListGiven, acts: ListActs): TemplateResult {
  const { view, context, loaded, search, box, selected } = given
  const said = texts().thread
  const tied = isTied(view, context)
  return html`<section class="card overview-list" aria-label=${view.label.many}>
    <header class="overview-top">
      <h2 class="card-title">${view.label.many}</h2>
      <span class="overview-count"
        >${loaded.count ? texts().count(loaded.count.value, loaded.count.more) : nothing}</span
      >
      ${view.form ? newButton(view, acts) : nothing}
      ${
        tied || view.entries.subject === null
          ? nothing
          : html`<search-box
              .label=${texts().list.search(view.label.many)}
              .value=${search}
              @search-changed=${(event: CustomEvent<string>) => acts.search(event.detail)}
            ></search-box>`
      }
      ${tied ? nothing : boxes(view, box, acts)}
    </header>
    <pick-list
      .loaded=${loaded}
      .label=${view.label.many}
      .selected=${selected}
      .empty=${search ? texts().overview.noneFound(search) : said.empty[box]}
      .renderItem=${(entry: WireRecord) => item(view, context, entry)}
      @pick=${(event: CustomEvent<WireRecord>) => acts.pick(event.detail)}
      @more=${acts.more}
      @again=${acts.again}
    ></pick-list>
  </section>`
}

function boxes(view: ThreadView, box: Box, acts: ListActs): TemplateResult {
  const said = texts().thread
  const all = boxesOf(view)
  const button = (each: Box): TemplateResult =>
    html`<button class="thread-box" aria-pressed=${each === box} @click=${() => acts.choose(each)}>
      ${said.boxes[each]}
    </button>`
  return html`<div class="thread-boxes" role="group" aria-label=${said.which}>
    <span>${all.slice(0, 2).map(button)}</span><span>${all.slice(2).map(button)}</span>
  </div>`
}

function newButton({ label }: ThreadView, acts: ListActs): TemplateResult {
  const text = texts().list.new(label.one)
  return html`<button
    class="quiet-button overview-add thread-new"
    aria-label=${text}
    title=${text}
    @click=${acts.begin}
  >
    ${icon('plus')}<span>${text}</span>
  </button>`
}

function item(view: ThreadView, context: ViewContext, entry: WireRecord): TemplateResult {
  const conversation = conversationOf(view, entry)
  const unread = Number(entry['unread'])
  const said = texts().thread
  return html`<span class="thread-item" ?data-unread=${unread > 0}>
    <span class="thread-item-subject">${conversation?.display ?? said.untitled}</span>
    <time class="thread-item-when">${shortMoment(entry['last_at'] as string)}</time>
    <span class="thread-item-names">${namesOf(view, conversation, context.session.account).join(', ')}</span>
    <span class="thread-item-marks">
      ${entry['flagged'] === true ? html`<span title=${said.boxes.flagged}>${icon('flag')}</span>` : nothing}
      ${unread > 0 ? unreadCount(unread) : nothing}
    </span>
  </span>`
}
