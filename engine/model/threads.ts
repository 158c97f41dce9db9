import type { Entry, Node } from '../source/document.ts'
import { entriesOf, entryAt, itemsOf, nodeAt, textOf } from '../source/look.ts'
import type { Path } from '../words/condition.ts'
import {
  complain,
  definitionNamed,
  entityNamed,
  fieldNamed,
  type EntityDraft,
  type Linker,
} from './linker.ts'
import type { Entity, Field, Slot, Thread } from './entity.ts'
import { pathOf, resolvePath } from './paths.ts'

/** What the YAML says of records that are conversations: their messages, who takes part, what each has read. */
export function linkThread(linker: Linker, entity: EntityDraft): void {
  const node = nodeAt(entity.node, 'thread')
  if (!node) return
  if (entity.single || entity.account) {
    const key = entity.single ? 'single' : 'account'
    const message = `\`thread\` and \`${key}\` exclude each other: conversations are many, and sign in nowhere.`
    const place = entryAt(entity.node, 'thread')?.key ?? node
    return complain(linker, place, 'conflicting-keys', message, `Delete \`${key}\`, or \`thread\`.`)
  }
  const messages = entityNamed(linker, nodeAt(node, 'messages'))
  const entries = entityNamed(linker, nodeAt(node, 'entries'))
  if (!messages || !entries) return
  const mixed = mixedUp(entity, messages, entries)
  if (mixed) return complain(linker, nodeAt(node, mixed.at) ?? node, 'wrong-place', mixed.message, mixed.hint)
  const at = nodeAt(node, 'messages') ?? node
  const parent = relationTo(messages, entity)
  const text = [...messages.fields.values()].find(({ type, required }) => type === 'longText' && required)
  const of = relationTo(entries, entity)
  if (!parent || !text) {
    const needs = parent ? 'a required `longText`' : `a relation to \`${entity.name}\``
    return complain(
      linker,
      at,
      'missing-key',
      `\`${messages.name}\` needs ${needs}, to be its messages.`,
      'Add the field.',
    )
  }
  const keeps = keptOf(linker, entries, nodeAt(node, 'entries') ?? node)
  if (!of) {
    const place = nodeAt(node, 'entries') ?? node
    return complain(
      linker,
      place,
      'missing-key',
      `\`${entries.name}\` needs a relation to \`${entity.name}\`.`,
      'Add the field.',
    )
  }
  if (!keeps) return
  refuseMore(linker, entries, of, node)
  const slots = entriesOf(nodeAt(node, 'participants')).flatMap(
    (entry) => slotOf(linker, entity, entries, messages, entry) ?? [],
  )
  const mail = textOf(nodeAt(node, 'mail'))
  if (mail !== undefined && !definitionNamed(linker, 'mail', nodeAt(node, 'mail'))) return
  const thread: Thread = { messages, parent, text, entries, of, slots, mail }
  entity.thread = thread
}

interface Mixed {
  readonly at: 'messages' | 'entries'
  readonly message: string
  readonly hint: string
}

/** Conversations, their messages and their entries are records of three kinds. */
function mixedUp(entity: EntityDraft, messages: Entity, entries: Entity): Mixed | undefined {
  const hint = 'Write an entity of its own for each: conversations, messages, and entries of who takes part.'
  const itself = (at: Mixed['at']): Mixed => ({
    at,
    message: `\`${entity.name}\` cannot be its own \`${at}\`.`,
    hint,
  })
  if (messages.name === entity.name) return itself('messages')
  if (entries.name === entity.name) return itself('entries')
  if (messages.name !== entries.name) return undefined
  return { at: 'entries', message: `\`${entries.name}\` holds the messages already.`, hint }
}

/** The engine makes entries: what else one must have, nobody would give it. */
function refuseMore(linker: Linker, entries: EntityDraft, of: Field, node: Node): void {
  const slots = entriesOf(nodeAt(node, 'participants')).map(({ name }) => name)
  const [only, second] = slots
  const given = new Set([
    of.name,
    'unread',
    'last_at',
    ...(second === undefined && only !== undefined ? [only] : []),
  ])
  for (const field of entries.fields.values()) {
    if (!field.required || field.system || field.default !== undefined || given.has(field.name)) continue
    const place = nodeAt(nodeAt(entries.node, 'fields'), field.name) ?? nodeAt(node, 'entries') ?? node
    const isSlot = slots.includes(field.name)
    const message = isSlot
      ? `An entry has one account, and \`${field.name}\` would have to be it each time.`
      : `The engine makes these entries, and gives \`${field.name}\` no value.`
    const hint = isSlot ? 'Take `required: true` off.' : 'Take `required: true` off, or write a `default`.'
    complain(linker, place, 'wrong-field', message, hint)
  }
}

function relationTo({ fields }: Entity, to: Entity): Field | undefined {
  return [...fields.values()].find(
    ({ relation }) => relation?.to === to && !relation.many && relation.inverseOf === undefined,
  )
}

/** What the engine writes to each entry. */
function keptOf(linker: Linker, entries: EntityDraft, at: Parameters<typeof complain>[1]): true | undefined {
  const needs = [
    ['unread', 'integer'],
    ['last_at', 'dateTime'],
  ] as const
  for (const [name, type] of needs) {
    if (entries.fields.get(name)?.type === type || entries.broken.has(name)) continue
    return complain(
      linker,
      at,
      'missing-key',
      `\`${entries.name}\` needs a field \`${name}\` of type ${type}.`,
      `Add it: the engine keeps it.`,
    )
  }
  return true
}

/** Whose entries a field of the entries points to, and by which paths they take part. */
function slotOf(
  linker: Linker,
  entity: Entity,
  entries: EntityDraft,
  messages: Entity,
  { name, key, value }: Entry,
): Slot | undefined {
  const field = fieldNamed(linker, entries, name, key)
  if (!field) return undefined
  const accounts = field.relation?.to
  if (accounts?.account && field.relation?.many) {
    return complain(
      linker,
      key,
      'wrong-field',
      `\`${name}\` points to several accounts, and an entry is one's own.`,
      'Take `many: true` off: each who takes part has an entry.',
    )
  }
  if (!accounts?.account) {
    return complain(
      linker,
      key,
      'wrong-field',
      `\`${name}\` does not point to an account.`,
      'Name a relation to an entity with `account: true`.',
    )
  }
  const paths = itemsOf(value).flatMap((item): readonly Path[] => {
    const path = pathOf(textOf(item))
    const end = path && resolvePath(linker, entity, path, item)
    if (!end) return []
    if (end.field.relation?.to === accounts) return [end.path]
    complain(
      linker,
      item,
      'wrong-field',
      `\`${end.path.join('.')}\` does not lead to records of \`${accounts.name}\`.`,
      'Name a path that does.',
    )
    return []
  })
  return { field, accounts, paths, author: relationTo(messages, accounts) }
}
