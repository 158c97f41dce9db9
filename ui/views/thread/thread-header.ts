import { html, nothing, type TemplateResult } from 'lit'
import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { Reference, WireRecord } from '../../../engine/server/wire.ts'
import { recordHref } from '../../address.ts'
import { texts } from '../../language/texts.ts'
import { nameOf } from '../../record-name.ts'
import { icon } from '../../styles/icons.ts'
import type { ViewContext } from '../view-context.ts'
import { conversationOf, namesOf } from './conversations.ts'

export interface HeaderActs {
  mark(values: Readonly<Record<string, unknown>>): Promise<void>
  markUnread(): Promise<void>
  invite(): Promise<void>
  /** Null where this account cannot. */
  readonly leave: (() => Promise<void>) | null
}

/** What a conversation is about, with whom, and what may be done with it. */
export function threadHeader(
  view: ThreadView,
  context: ViewContext,
  entry: WireRecord,
  acts: HeaderActs,
): TemplateResult {
  const said = texts().thread
  const conversation = conversationOf(view, entry)
  const names = namesOf(view, conversation, context.session.account)
  const isFlagged = entry['flagged'] === true
  const isArchived = entry['archived'] === true
  const has = (name: string): boolean => view.entries.marks.includes(name)
  const invites = view.participants.some(({ many, update }) => many && update)
  return html`<header class="thread-top">
    <div class="thread-about">
      <h2 class="thread-subject">${conversation?.display ?? said.untitled}</h2>
      ${about(view, context, conversation)}
      ${names.length > 0 ? html`<p class="thread-names">${names.join(', ')}</p>` : nothing}
    </div>
    <div class="thread-actions">
      ${
        has('flagged')
          ? action(
              'flag',
              isFlagged ? said.unflag : said.flag,
              () => acts.mark({ flagged: !isFlagged }),
              isFlagged,
            )
          : nothing
      }
      ${
        has('archived')
          ? action(isArchived ? 'inbox' : 'archive', isArchived ? said.unarchive : said.archive, () =>
              acts.mark({ archived: !isArchived }),
            )
          : nothing
      }
      ${view.entries.update ? action('mail', said.markUnread, acts.markUnread) : nothing}
      ${invites ? action('user-plus', said.invite, acts.invite) : nothing}
      ${acts.leave ? action('log-out', said.leave, acts.leave) : nothing}
    </div>
  </header>`
}

/** What it belongs to, but for the record that is shown around it. */
function about(
  view: ThreadView,
  context: ViewContext,
  conversation: Reference | null,
): readonly TemplateResult[] {
  return view.about.flatMap(({ field, label, at }) => {
    const it = conversation?.[field] as Reference | null | undefined
    if (!it || (context.record !== null && Object.hasOwn(view.given, field))) return []
    const name = nameOf(it)
    const href = at && recordHref(context.area.path, at, it.id, name)
    return html`<p class="thread-about-it">
      ${label}: ${href === null ? name : html`<a class="link" href=${href} data-page=${at?.page}>${name}</a>`}
    </p>`
  })
}

function action(
  name: Parameters<typeof icon>[0],
  label: string,
  act: () => Promise<void>,
  pressed: boolean | null = null,
): TemplateResult {
  return html`<button
    class="icon-button"
    aria-label=${label}
    title=${label}
    ?data-on=${pressed === true}
    @click=${() => void act()}
  >
    ${icon(name)}
  </button>`
}
