import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { ListAnswer, WireRecord } from '../../../engine/server/wire.ts'
import { listUrl } from '../../list-url.ts'

const pageSize = 50

/** Asks for the latest messages of a conversation, or for those that lie before a cursor. */
export function messagesUrl(view: ThreadView, conversation: number | null, after: string | null): string {
  const { messages, mine } = view
  const authors = mine.flatMap(({ author }) => author ?? [])
  const fields = [messages.text, 'created_at', ...authors]
  for (const more of [messages.author, messages.file?.field]) if (more) fields.push(more)
  const filter = { path: [messages.parent], op: 'eq', value: conversation } as const
  const page = { sort: '-id', limit: pageSize, count: 'none' } as const
  return listUrl(messages.entity, { filter, fields, ...page, ...(after !== null && { after }) })
}

/** The messages that are known and the latest ones, the oldest first; `news` is the last one, if nobody had seen it here. */
export function arrivedWith(
  answer: ListAnswer,
  known: readonly WireRecord[],
): { readonly messages: readonly WireRecord[]; readonly news: WireRecord | null } {
  const latest = [...answer.data].reverse()
  const oldest = latest[0]?.id ?? Infinity
  const last = latest.at(-1) ?? null
  const isNew = known.length > 0 && (last?.id ?? 0) > (known.at(-1)?.id ?? 0)
  return { messages: [...known.filter(({ id }) => id < oldest), ...latest], news: isNew ? last : null }
}
