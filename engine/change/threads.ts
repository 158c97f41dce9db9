import type { EntityPlan, SlotPlan, ThreadPlan } from '../plan/plan.ts'
import type { EntityPair, Ground } from './pairs.ts'
import { listed } from './sentences.ts'
import { toldToday, type Today } from './today.ts'

/** What becomes of records that are conversations, or are from now on: where messages are, who takes part, who gets a mail. */
export function threadChanges(ground: Ground, { before, after }: EntityPair): string[] {
  if (!before || !after) return []
  const { name } = after
  const is = after.thread
  if (!before.thread) return is ? [begins(name, is)] : []
  if (!is) {
    const { messages, entries } = before.thread
    return [
      `makes ${name} no conversations any more: nobody is told of what is unread; ${listed([messages, entries])} stay as they are`,
    ]
  }
  const today = toldToday(ground.before, ground.after, ground.renames)
  const was = threadToday(today, before, before.thread)
  return [
    ...(was.messages === is.messages
      ? []
      : [`takes the messages of ${name} from ${is.messages}; those in ${was.messages} are no longer shown`]),
    ...(was.entries === is.entries
      ? []
      : [`keeps what is unread of ${name} in ${is.entries}; what ${was.entries} says no longer counts`]),
    ...(was.messages === is.messages && pointers(was, 'messages') !== pointers(is, 'messages')
      ? [`finds the messages of ${name} by ${is.messages}.${is.parent}, which say it in ${is.text}`]
      : []),
    ...(was.entries === is.entries && was.of !== is.of
      ? [`finds the entries of ${name} by ${is.entries}.${is.of}`]
      : []),
    ...is.slots.flatMap((slot) => slotChanges(name, was, is, slot)),
    ...was.slots.flatMap(({ field, accounts }) =>
      is.slots.some((slot) => slot.field === field)
        ? []
        : [`lets no ${accounts} take part in ${name} any more by ${field}; what they have stays`],
    ),
    ...mailChange(name, was.mail, is.mail),
  ]
}

function begins(name: string, { messages, entries, slots, mail }: ThreadPlan): string {
  const who = listed(slots.map((slot) => `${slot.accounts} by ${waysOf(slot)}`))
  const told = mail === null ? '' : `, and get the mail ${mail} when they have not read for a while`
  return `makes ${name} conversations: their messages are ${messages}; ${who} take part, with what is unread in ${entries}${told}; those there are begin with their next message`
}

function slotChanges(name: string, was: ThreadPlan, is: ThreadPlan, slot: SlotPlan): string[] {
  const before = was.slots.find(({ field }) => field === slot.field)
  if (!before) return [`lets ${slot.accounts} take part in ${name}, by ${waysOf(slot)}`]
  const [then, now] = [before, slot].map(({ paths }) => paths.map((path) => path.join('.'))) as [
    string[],
    string[],
  ]
  const more = now.filter((path) => !then.includes(path))
  const fewer = then.filter((path) => !now.includes(path))
  return [
    ...(more.length > 0
      ? [`lets ${slot.accounts} take part in ${name} by ${listed(more)} too, from the next message on`]
      : []),
    ...(fewer.length > 0
      ? [`lets no ${slot.accounts} take part in ${name} by ${listed(fewer)} any more; who does already stays`]
      : []),
    ...(before.accounts === slot.accounts
      ? []
      : [`lets ${slot.accounts} take part in ${name} by ${slot.field}, before ${before.accounts}`]),
    ...(was.messages === is.messages && before.author !== slot.author
      ? [
          slot.author === null
            ? `knows no author of messages of ${name} among ${slot.accounts} any more`
            : `knows who of ${slot.accounts} wrote a message of ${name} by ${slot.author}`,
        ]
      : []),
  ]
}

function mailChange(name: string, was: string | null, is: string | null): string[] {
  if (was === is) return []
  if (is === null) return [`sends no mail any more to whoever has not read ${name}`]
  const before = was === null ? '' : `, before ${was}`
  return [`sends the mail ${is} to whoever has not read ${name} for a while${before}`]
}

function waysOf({ paths }: SlotPlan): string {
  return paths.map((path) => path.join('.')).join(' or ')
}

function pointers({ parent, text }: ThreadPlan, entity: string): string {
  return `${entity} ${parent} ${text}`
}

/** In the names of today; what has no name any more keeps its own. */
function threadToday(today: Today, entity: EntityPlan, thread: ThreadPlan): ThreadPlan {
  const entityOf = (name: string): string => today.entity(name) ?? name
  const fieldOf = (of: string, name: string): string => today.field(of, name) ?? name
  const { messages, entries } = thread
  return {
    ...thread,
    messages: entityOf(messages),
    entries: entityOf(entries),
    parent: fieldOf(messages, thread.parent),
    text: fieldOf(messages, thread.text),
    of: fieldOf(entries, thread.of),
    slots: thread.slots.map((slot) => ({
      field: fieldOf(entries, slot.field),
      accounts: entityOf(slot.accounts),
      paths: slot.paths.map((path) => today.path(entity.name, path)),
      author: slot.author === null ? null : fieldOf(messages, slot.author),
    })),
  }
}
