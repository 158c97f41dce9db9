import { addUnread, conversationsOf, entered, participants, type ThreadEntity } from '../database/threads.ts'
import type { Transaction } from '../database/database.ts'
import type { EntityPlan, Plan, SlotPlan } from '../plan/plan.ts'
import type { EffectContext } from './ensure.ts'
import { readPaths, type Subject } from './record-values.ts'

/** What a new record means for conversations: whoever takes part has an entry, and of a new message one more that is unread. */
export async function keepThreads(
  transaction: Transaction,
  context: EffectContext,
  subject: Subject,
  noteEntry: (entity: string, id: number) => void,
): Promise<void> {
  const { plan, records, reader } = context
  if (isThread(subject.entity)) await enter(transaction, context, subject.entity, subject.id)
  for (const entity of threadsOf(plan, subject.entity)) {
    const { thread } = entity
    const authors = thread.slots.flatMap(({ author }) => author ?? [])
    const paths = [thread.parent, ...authors].map((field) => [field])
    const read = await readPaths(transaction, records, reader, { ...subject, given: {} }, paths)
    const parent = idOf(read([thread.parent]))
    if (parent === null) continue
    const readers = await enter(transaction, context, entity, parent)
    for (const slot of thread.slots) {
      const author = slot.author === null ? null : idOf(read([slot.author]))
      const those = readers.get(slot) ?? []
      const changed = await addUnread(transaction, plan, thread, slot, parent, those, author)
      for (const id of changed) noteEntry(thread.entries, id)
    }
  }
}

/** Makes the entries that are missing; gives all who take part. */
export async function enter(
  transaction: Transaction,
  { plan, records, reader }: EffectContext,
  entity: ThreadEntity,
  id: number,
): Promise<ReadonlyMap<SlotPlan, readonly number[]>> {
  const { thread } = entity
  const all = new Map<SlotPlan, readonly number[]>()
  for (const slot of thread.slots) {
    const taking = await participants(transaction, plan, entity, slot, id)
    const known = await entered(transaction, thread, slot, id)
    all.set(slot, taking)
    for (const account of taking.filter((one) => !known.has(one)))
      await records.insert(transaction, reader, thread.entries, {
        [thread.of]: id,
        [slot.field]: account,
        unread: 0,
        last_at: new Date().toISOString(),
      })
  }
  return all
}

/** Whether a new record of it is entered, or is a message. */
export function isToldInThreads(plan: Plan, entity: EntityPlan): boolean {
  return isThread(entity) || threadsOf(plan, entity).length > 0
}

function threadsOf({ entities }: Plan, { name }: EntityPlan): ThreadEntity[] {
  return Object.values(entities).filter(
    (entity): entity is ThreadEntity => isThread(entity) && entity.thread.messages === name,
  )
}

export function isThread(entity: EntityPlan): entity is ThreadEntity {
  return entity.thread !== undefined
}

function idOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  return value !== null && typeof value === 'object' && 'id' in value ? Number(value.id) : null
}

/** Whoever is linked to a conversation, or to a group that takes part in some, has an entry of each. */
export async function followLink(
  transaction: Transaction,
  context: EffectContext,
  entity: EntityPlan,
  id: number,
  field: string,
): Promise<void> {
  for (const thread of Object.values(context.plan.entities).filter(isThread)) {
    if (thread.name === entity.name) await enter(transaction, context, thread, id)
    for (const path of thread.thread.slots.flatMap(({ paths }) => paths)) {
      const [first = '', second] = path
      const to = thread.fields[first]?.relation?.to
      if (path.length !== 2 || second !== field || to !== entity.name) continue
      for (const one of await conversationsOf(transaction, thread, first, id))
        await enter(transaction, context, thread, one)
    }
  }
}
