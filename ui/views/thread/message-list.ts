import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { FileValue, Reference, WireRecord } from '../../../engine/server/wire.ts'
import { fileLink } from '../../cells/file.ts'
import '../../editors/file.css'
import { fileSize } from '../../language/formats.ts'
import { texts } from '../../language/texts.ts'
import type { ViewContext } from '../view-context.ts'
import { dayOf, timeOf } from './moment.ts'

type Account = ViewContext['session']['account']

/** The messages of a conversation, the oldest first: each day and each author is named once. */
export function messageList(view: ThreadView, me: Account, messages: readonly WireRecord[]): TemplateResult {
  return html`<ol class="thread-list">
    ${repeat(
      messages,
      ({ id }) => id,
      (message, index) => shown(view, me, message, messages[index - 1]),
    )}
  </ol>`
}

function shown(
  view: ThreadView,
  me: Account,
  message: WireRecord,
  before: WireRecord | undefined,
): TemplateResult {
  const at = message['created_at'] as string
  const day = dayOf(at)
  const isNewDay = !before || dayOf(before['created_at'] as string) !== day
  const mine = isMine(view, me, message)
  const said = message[view.messages.text]
  const file = fileOf(view, message)
  const who = mine ? texts().thread.you : authorOf(view, message)
  const isSame =
    !isNewDay && isMine(view, me, before) === mine && authorOf(view, before) === authorOf(view, message)
  return html`<li class="thread-message" ?data-mine=${mine}>
    ${isNewDay ? html`<p class="thread-day">${day}</p>` : nothing}
    ${isSame ? html`<span class="visually-hidden">${who}</span>` : html`<p class="thread-who">${who}</p>`}
    <div class="thread-bubble">
      ${said === file?.name ? nothing : html`<p class="thread-text">${said}</p>`}
      ${file ? html`<p class="thread-file">${fileLink(file, file.name)}<span class="file-size">${fileSize(file.size)}</span></p>` : nothing}
      <time class="thread-time" datetime=${at}>${timeOf(at)}</time>
    </div>
  </li>`
}

function fileOf({ messages }: ThreadView, message: WireRecord): FileValue | null {
  return messages.file ? ((message[messages.file.field] as FileValue | null | undefined) ?? null) : null
}

export function isMine(view: ThreadView, me: Account, message: WireRecord): boolean {
  const own = view.mine[0]?.author
  const author = own ? (message[own] as Reference | null | undefined) : null
  return author?.id === me.id
}

export function authorOf(view: ThreadView, message: WireRecord): string {
  const { author } = view.messages
  const name = author ? message[author] : null
  return typeof name === 'string' && name !== '' ? name : texts().thread.unknown
}
