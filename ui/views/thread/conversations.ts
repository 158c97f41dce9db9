import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { Reference, References, WireRecord } from '../../../engine/server/wire.ts'
import type { Condition } from '../../../engine/words/condition.ts'
import { fillIn, both } from '../../list-url.ts'
import { allows, allowsField } from '../../may.ts'
import type { ViewContext } from '../view-context.ts'

/** Which conversations of an inbox are listed. */
export type Box = 'inbox' | 'unread' | 'flagged' | 'archived'

/** Whether it shows what belongs to the record around it: all of it, and no more than a few. */
export function isTied({ given }: ThreadView, { record }: ViewContext): boolean {
  return record !== null && Object.keys(given).length > 0
}

export function boxesOf({ entries }: ThreadView): readonly Box[] {
  const marks = (['flagged', 'archived'] as const).filter((mark) => entries.marks.includes(mark))
  return ['inbox', 'unread', ...marks]
}

/** What is asked for of each entry. */
export function entryFields({ entries, participants, about, byRow }: ThreadView): string[] {
  const others = [...participants, ...about].map(({ field }) => `${entries.of}.${field}`)
  const may = [...(entries.byRow ? ['may'] : []), ...(byRow ? [`${entries.of}.may`] : [])]
  return [entries.of, 'unread', 'last_at', 'version', ...entries.marks, ...others, ...may]
}

/** The inbox as far as this entry and its conversation let what it offers happen. */
export function viewFor(view: ThreadView, entry: WireRecord): ThreadView {
  const conversation = conversationOf(view, entry)
  const { entries, messages } = view
  return {
    ...view,
    messages: { ...messages, write: messages.write && allows(conversation, 'answer') },
    entries: {
      ...entries,
      marks: entries.marks.filter((mark) => allowsField(entry, mark)),
      update: entries.update && allowsField(entry, 'unread'),
    },
    participants: view.participants.map((one) => ({
      ...one,
      update: one.update && allowsField(conversation, one.field),
    })),
  }
}

/** The account's own entries, of the box, whose subject holds what is searched for. */
export function entryFilter(
  view: ThreadView,
  context: ViewContext,
  box: Box,
  search: string,
): Condition | null {
  const { entries, mine } = view
  const own: Condition[] = [{ path: [mine[0]?.entry ?? ''], op: 'eq', value: context.session.account.id }]
  const has = (mark: string): boolean => entries.marks.includes(mark)
  if (has('archived') && !isTied(view, context))
    own.push({ path: ['archived'], op: 'eq', value: box === 'archived' })
  if (box === 'unread') own.push({ path: ['unread'], op: 'gt', value: 0 })
  if (box === 'flagged') own.push({ path: ['flagged'], op: 'eq', value: true })
  if (search.trim() !== '' && entries.subject !== null)
    own.push({ path: entries.subject.split('.'), op: 'contains', value: search.trim() })
  const where = view.where && fillIn(view.where, { user: context.session.account, record: context.record })
  return both(where && through(where, entries.of), { and: own })
}

/** A condition on conversations, as one on their entries. */
function through(condition: Condition, of: string): Condition {
  if ('and' in condition) return { and: condition.and.map((part) => through(part, of)) }
  if ('or' in condition) return { or: condition.or.map((part) => through(part, of)) }
  if ('not' in condition) return { not: through(condition.not, of) }
  return { ...condition, path: [of, ...condition.path] }
}

export function conversationOf({ entries }: ThreadView, entry: WireRecord): Reference | null {
  return (entry[entries.of] as Reference | null | undefined) ?? null
}

/** The names of those who take part, but for one's own; relations come one by one or as the first few of several. */
export function namesOf(
  view: ThreadView,
  conversation: Reference | null,
  me: ViewContext['session']['account'],
): string[] {
  const own = view.mine[0]?.accounts
  const names = view.participants.flatMap(({ field, to }) => {
    const value = conversation?.[field] as Reference | References | null | undefined
    const all = !value ? [] : 'data' in value ? (value as References).data : [value]
    return all.filter(({ id }) => !(to === own && id === me.id)).flatMap(({ display }) => display ?? [])
  })
  return [...new Set(names)]
}
