import type { Entry } from '../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textOf } from '../source/look.ts'
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
  const messages = entityNamed(linker, nodeAt(node, 'messages'))
  const entries = entityNamed(linker, nodeAt(node, 'entries'))
  if (!messages || !entries) return
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
  const slots = entriesOf(nodeAt(node, 'participants')).flatMap(
    (entry) => slotOf(linker, entity, entries, messages, entry) ?? [],
  )
  const mail = textOf(nodeAt(node, 'mail'))
  if (mail !== undefined && !definitionNamed(linker, 'mail', nodeAt(node, 'mail'))) return
  const thread: Thread = { messages, parent, text, entries, of, slots, mail }
  entity.thread = thread
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
  if (!accounts?.account || field.relation?.many) {
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
