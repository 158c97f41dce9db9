import { isFree } from '../access/free.ts'
import { writtenFields } from '../access/writing.ts'
import type { Identity } from '../accounts/identities.ts'
import type { Transaction } from '../database/database.ts'
import type { RecordResult, Values } from '../database/records.ts'
import { addsOnly, followCreate } from '../effects/after-create.ts'
import { followLink, isToldInThreads, keepThreads } from '../effects/threads.ts'
import type { EntityPlan, FieldPlan } from '../plan/plan.ts'
import { followRemoval, followUpdate, keepAdministrator, refuseOwnRemoval } from './account-writes.ts'
import { noContent, type Answer } from './answer.ts'
import { engineReader, type AreaContext } from './context.ts'
import { Failure } from './failures.ts'
import { firstLinkAddress } from './link-address.ts'
import type { Consume } from './query/consume.ts'
import type { Perform } from './retries/perform.ts'
import { tellingAllTwins } from './twins.ts'

/** The record, what follows from it, and the record it takes off its list: in one transaction. */
export async function createRecord(
  context: AreaContext,
  { reader }: Pick<Identity, 'reader'>,
  entity: EntityPlan,
  values: Values,
  consume: Consume | null,
  perform: Perform,
): Promise<Answer> {
  const { db, plan, records, mailer, area, engine } = context
  const sends = entity.afterCreate.some((effect) => 'send' in effect)
  const write = async (transaction: Transaction): Promise<number> => {
    if (consume) await takeOffItsList(transaction, context, reader, consume)
    const made = await records.insert(transaction, reader, entity.name, values)
    const account = { entity: entity.name, id: made }
    const following = { plan, records, reader: engineReader(context, reader) }
    await followCreate(
      transaction,
      following,
      { entity, id: made, given: values },
      () => firstLinkAddress(transaction, context, account).link,
    )
    await keepThreads(transaction, following, { entity, id: made, given: values }, noting(transaction, db))
    if (sends) transaction.afterCommit(() => mailer.wake())
    return made
  }
  // Mostly read by another connection: whoever writes next need not wait for it.
  const answer = async (id: number, within?: Transaction): Promise<Answer> => {
    const record = await records.get(reader, entity.name, id, { fields: null }, within)
    const location = `${area.api}/${entity.name}/${id}`
    return {
      status: 201,
      headers: { location, ...(record && etagOf(record)) },
      body: record?.json ?? onlyId(id),
    }
  }
  const free =
    consume === null &&
    isFree(plan, reader.access, entity.name) &&
    addsOnly(entity, plan, engine) &&
    !isToldInThreads(plan, entity)
  const manner = free ? 'beside' : undefined
  return tellingAllTwins(db, entity, values, null, () => perform(write, answer, manner))
}

/** For what is written past `Records`. */
function noting(transaction: Transaction, db: AreaContext['db']): (entity: string, id: number) => void {
  return (entity, id) =>
    transaction.afterCommit(() => db.changes.note([{ entity, id, operation: 'update', before: null }]))
}

export function etagOf({ version }: Pick<RecordResult, 'version'>): { readonly etag: string } {
  return { etag: `"${version}"` }
}

/** Of a record that its writer may not read. */
export function onlyId(id: number): string {
  return `{"id":${id}}`
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
  perform: Perform,
): Promise<Answer> {
  const { db, records } = context
  const changed = writtenFields(reader.access.writing(entity.name, 'update'), Object.keys(values))
  const write = async (transaction: Transaction) => {
    const change = () => records.update(transaction, reader, entity.name, id, values, version)
    const result = await keepAdministrator(transaction, context, entity, changed, change)
    if (result === 'updated') await followUpdate(transaction, context, entity, id, changed)
    return result
  }
  const answer = async (
    outcome: Awaited<ReturnType<typeof write>>,
    within?: Transaction,
  ): Promise<Answer> => {
    if (outcome === 'missing') throw new Failure(404, 'not-found')
    const record = await records.get(reader, entity.name, id, { fields: null }, within)
    if (outcome === 'stale') throw record ? stale(record) : new Failure(404, 'not-found')
    // A write may take the record out of its writer's own sight.
    return { status: 200, headers: record ? etagOf(record) : {}, body: record?.json ?? onlyId(id) }
  }
  return tellingAllTwins(db, entity, values, id, () => perform(write, answer))
}

function stale({ json }: RecordResult): Failure {
  return new Failure(412, 'stale', { current: json })
}

export async function removeRecord(
  context: AreaContext,
  identity: Identity,
  entity: EntityPlan,
  id: number,
  version: number | null,
  perform: Perform,
): Promise<Answer> {
  const { records } = context
  const { reader } = identity
  refuseOwnRemoval(identity, entity, id)
  const write = async (transaction: Transaction) => {
    const change = () => records.remove(transaction, reader, entity.name, id, version)
    const result = await keepAdministrator(transaction, context, entity, null, change)
    if (result === 'removed') await followRemoval(transaction, context, entity, id)
    return result
  }
  return perform(write, async (outcome, within) => {
    if (outcome === 'removed') return noContent
    if (outcome === 'missing') throw new Failure(404, 'not-found')
    const current = await records.get(reader, entity.name, id, { fields: null }, within)
    throw current ? stale(current) : new Failure(404, 'not-found')
  })
}

export async function linkRecords(
  context: AreaContext,
  { reader }: Identity,
  entity: EntityPlan,
  field: FieldPlan,
  operation: 'link' | 'unlink',
  id: number,
  other: number,
  perform: Perform,
): Promise<Answer> {
  const { plan, records } = context
  if (!reader.access.fields(entity.name, 'update').has(field.name)) {
    const readable = reader.access.fields(entity.name, 'read').has(field.name)
    throw readable ? new Failure(403, 'forbidden') : new Failure(404, 'not-found')
  }
  const write = async (transaction: Transaction) => {
    const outcome = await records[operation](transaction, reader, entity.name, id, field.name, other)
    const following = { plan, records, reader: engineReader(context, reader) }
    if (outcome === 'linked') await followLink(transaction, following, entity, id, field.name)
    return outcome
  }
  return perform(write, async (outcome) => {
    if (outcome === 'missing') throw new Failure(404, 'not-found')
    return noContent
  })
}
