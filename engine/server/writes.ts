import type { Identity } from '../accounts/identities.ts'
import type { Transaction } from '../database/database.ts'
import type { RecordResult, Values } from '../database/records.ts'
import { followCreate } from '../effects/after-create.ts'
import type { EntityPlan, FieldPlan } from '../plan/plan.ts'
import { followRemoval, followUpdate, keepAdministrator, refuseOwnRemoval } from './account-writes.ts'
import { engineReader, type AreaContext } from './context.ts'
import { Failure } from './failures.ts'
import { firstLinkAddress } from './link-address.ts'
import type { Consume } from './query/consume.ts'
import { tellingAllTwins } from './twins.ts'

export interface Created {
  readonly id: number
  /** Null where its maker may not read it. */
  readonly record: RecordResult | null
}

/** The record, what follows from it, and the record it takes off its list: in one transaction. */
export async function createRecord(
  context: AreaContext,
  { reader }: Identity,
  entity: EntityPlan,
  values: Values,
  consume: Consume | null,
): Promise<Created> {
  const { db, plan, records, mailer } = context
  const sends = entity.afterCreate.some((effect) => 'send' in effect)
  const write = async (transaction: Transaction): Promise<number> => {
    if (consume) await takeOffItsList(transaction, context, reader, consume)
    const made = await records.insert(transaction, reader, entity.name, values)
    const account = { entity: entity.name, id: made }
    await followCreate(
      transaction,
      { plan, records, reader: engineReader(context, reader) },
      { entity, id: made, given: values },
      async () => (await firstLinkAddress(transaction, context, account)).link,
    )
    if (sends) transaction.afterCommit(() => mailer.wake())
    return made
  }
  const id = await tellingAllTwins(db, entity, values, null, () => db.write(write))
  // Read by another connection: whoever writes next need not wait for it.
  return { id, record: await records.get(reader, entity.name, id, { fields: null }) }
}

/** Asking locks it: of two who do so at once, the second finds that it no longer fulfils what its list asks. */
async function takeOffItsList(
  transaction: Transaction,
  { records }: AreaContext,
  reader: Identity['reader'],
  { id, plan }: Consume,
): Promise<void> {
  const isOpen =
    plan.where === null || (await records.fulfils(transaction, reader, plan.entity, id, plan.where))
  if (!isOpen) throw new Failure(409, 'handled')
  const outcome = await records.update(transaction, reader, plan.entity, id, plan.set, null)
  if (outcome !== 'updated') throw new Failure(409, 'handled')
}

export async function updateRecord(
  context: AreaContext,
  { reader }: Identity,
  entity: EntityPlan,
  id: number,
  values: Values,
  version: number | null,
): Promise<RecordResult> {
  const { db, records } = context
  const changed = Object.keys(values)
  const write = async (transaction: Transaction) => {
    const change = () => records.update(transaction, reader, entity.name, id, values, version)
    const result = await keepAdministrator(transaction, context, entity, changed, change)
    if (result === 'updated') await followUpdate(transaction, context, entity, id, changed)
    return result
  }
  const outcome = await tellingAllTwins(db, entity, values, id, () => db.write(write))
  const record = outcome === 'missing' ? null : await records.get(reader, entity.name, id, { fields: null })
  // A write may take the record out of its writer's own sight.
  if (outcome === 'missing' || (outcome === 'stale' && !record)) throw new Failure(404, 'not-found')
  if (outcome === 'stale') throw new Failure(412, 'stale', { current: record?.json })
  return record ?? { json: `{"id":${id}}`, version: (version ?? 0) + 1 }
}

export async function removeRecord(
  context: AreaContext,
  identity: Identity,
  entity: EntityPlan,
  id: number,
  version: number | null,
): Promise<void> {
  const { db, records } = context
  const { reader } = identity
  refuseOwnRemoval(identity, entity, id)
  const outcome = await db.write(async (transaction) => {
    const change = () => records.remove(transaction, reader, entity.name, id, version)
    const result = await keepAdministrator(transaction, context, entity, null, change)
    if (result === 'removed') await followRemoval(transaction, context, entity, id)
    return result
  })
  if (outcome === 'removed') return
  const current = outcome === 'stale' ? await records.get(reader, entity.name, id, { fields: null }) : null
  if (!current) throw new Failure(404, 'not-found')
  throw new Failure(412, 'stale', { current: current.json })
}

export async function linkRecords(
  context: AreaContext,
  { reader }: Identity,
  entity: EntityPlan,
  field: FieldPlan,
  operation: 'link' | 'unlink',
  id: number,
  other: number,
): Promise<void> {
  const { db, records } = context
  if (!reader.access.fields(entity.name, 'update').has(field.name)) {
    const readable = reader.access.fields(entity.name, 'read').has(field.name)
    throw readable ? new Failure(403, 'forbidden') : new Failure(404, 'not-found')
  }
  const outcome = await db.write((transaction) =>
    records[operation](transaction, reader, entity.name, id, field.name, other),
  )
  if (outcome === 'missing') throw new Failure(404, 'not-found')
}
