import type { Identity } from '../accounts/identities.ts'
import { removeSecondFactor } from '../accounts/second-factor.ts'
import { endSessions } from '../accounts/sessions.ts'
import { usernameOf } from '../accounts/username.ts'
import { tell } from '../database/audit/tell.ts'
import type { Transaction } from '../database/database.ts'
import { followRestore } from '../effects/after-create.ts'
import { sendMail } from '../effects/send.ts'
import type { EntityPlan, Operation, Plan } from '../plan/plan.ts'
import { noContent, type Answer } from './answer.ts'
import { engineReader, type AreaContext } from './context.ts'
import { Failure } from './failures.ts'
import { linkAddress } from './link-address.ts'
import { sendAgain } from './requests/send-again.ts'
import type { Perform } from './retries/perform.ts'
import { beginViewing } from './viewing/begin.ts'
import { etagOf, onlyId } from './writes.ts'

/** Operations that are asked for by their name. */
export type RecordAction = Exclude<Operation, 'read' | 'create' | 'update' | 'delete' | 'export'>

interface Action {
  concerns(entity: EntityPlan, plan: Plan): boolean
  run(
    context: AreaContext,
    identity: Identity,
    entity: EntityPlan,
    id: number,
    perform: Perform,
  ): Promise<Answer>
}

/** The mail that every reset sends, where the definitions have one. */
const resetMail = 'reset-password'

/** An operation without an entry here does not compile. */
export const actions = {
  'reset-password': {
    concerns: hasPasswords,
    run(context, identity, entity, id, perform) {
      const { mailer, areas } = context
      const write = async (transaction: Transaction) => {
        await refuseUnlessReached(transaction, context, identity, entity, id, 'reset-password')
        const link = await resetPassword(transaction, context, identity, entity, id)
        await endSessions(transaction, { entity: entity.name, id }, identity.session)
        transaction.afterCommit(() => {
          for (const { area, identities } of areas) if (area.accounts === entity.name) identities.forget(id)
          mailer.wake()
        })
        return link
      }
      return perform(write, async (link) => ({ status: 200, headers: {}, body: JSON.stringify(link) }))
    },
  },
  'reset-second-factor': {
    concerns: hasPasswords,
    run(context, identity, entity, id, perform) {
      const account = { entity: entity.name, id }
      const write = async (transaction: Transaction) => {
        await refuseUnlessReached(transaction, context, identity, entity, id, 'reset-second-factor')
        // Its own is turned off with password and code.
        if (identity.account.entity === entity.name && identity.account.id === id) {
          throw new Failure(409, 'own-second-factor')
        }
        await removeSecondFactor(transaction, account)
        await endSessions(transaction, account)
        transaction.afterCommit(() => {
          for (const { area, identities } of context.areas)
            if (area.accounts === entity.name) identities.forget(id)
        })
      }
      return perform(write, async () => noContent)
    },
  },
  restore: {
    concerns: (entity) => entity.softDelete,
    run(context, { reader }, entity, id, perform) {
      const { plan, records } = context
      const write = async (transaction: Transaction) => {
        const outcome = await records.restore(transaction, reader, entity.name, id)
        if (outcome === 'missing') throw new Failure(404, 'not-found')
        await followRestore(
          transaction,
          { plan, records, reader: engineReader(context, reader) },
          { entity, id, given: {} },
        )
        return records.get(reader, entity.name, id, { fields: null }, transaction)
      }
      return perform(write, async (record) => ({
        status: 200,
        headers: record ? etagOf(record) : {},
        body: record?.json ?? onlyId(id),
      }))
    },
  },
  'view-as': {
    concerns: (entity) => entity.account,
    run(context, identity, entity, id, perform) {
      const write = async (transaction: Transaction) => {
        await refuseUnlessReached(transaction, context, identity, entity, id, 'view-as')
        return beginViewing(transaction, context, identity, { entity: entity.name, id })
      }
      return perform(write, async ({ answer, cookie }) => ({
        status: 200,
        headers: { 'set-cookie': cookie },
        body: JSON.stringify(answer),
      }))
    },
  },
  'send-again': {
    concerns: ({ builtIn, name }) => builtIn === true && name === 'outbox_mails',
    run(context, identity, entity, id, perform) {
      const write = async (transaction: Transaction) => {
        await refuseUnlessReached(transaction, context, identity, entity, id, 'send-again')
        await sendAgain(transaction, context, identity, id)
        tell(context, transaction, identity.reader, 'send-again', {
          entity: entity.name,
          id,
          called: null,
          changes: {},
        })
      }
      return perform(write, async () => noContent)
    },
  },
} satisfies Record<RecordAction, Action>

/** Where people sign in with a provider, there is nothing to reset. */
function hasPasswords(entity: EntityPlan, { areas }: Plan): boolean {
  return entity.account && !Object.values(areas).some((area) => area.accounts === entity.name && area.signOn)
}

/** A new link, also by mail; the one before it no longer works. */
export async function resetPassword(
  transaction: Transaction,
  context: AreaContext,
  identity: Pick<Identity, 'reader'>,
  entity: EntityPlan,
  id: number,
) {
  const { plan, records } = context
  const answer = await linkAddress(transaction, context, { entity: entity.name, id })
  const called = await usernameOf(transaction, { entity: entity.name, id })
  tell(context, transaction, identity.reader, 'reset-password', {
    entity: entity.name,
    id,
    called,
    changes: {},
  })
  const mail = plan.mails[resetMail]
  if (mail) {
    const reader = engineReader(context, identity.reader)
    const subject = { entity, id, given: {} }
    await sendMail(transaction, { plan, records, reader }, mail, subject, () => answer.link)
  }
  return answer
}

/** Not there (or not for this account) is 404; there, but not for this, 403; deleted, 409. */
async function refuseUnlessReached(
  transaction: Transaction,
  context: AreaContext,
  { reader }: Identity,
  entity: EntityPlan,
  id: number,
  operation: Operation,
): Promise<void> {
  const { records } = context
  if (!(await records.get(reader, entity.name, id, { fields: [['id']] }, transaction))) {
    throw new Failure(404, 'not-found')
  }
  const rows = reader.access.rows(entity.name, operation)
  const engine = engineReader(context, reader)
  if (typeof rows === 'object' && !(await records.fulfils(transaction, engine, entity.name, id, rows))) {
    throw new Failure(403, 'forbidden')
  }
  if (!entity.softDelete) return
  const live = { path: ['deleted_at'], op: 'empty', value: true } as const
  if (!(await records.fulfils(transaction, engine, entity.name, id, live))) throw new Failure(409, 'deleted')
}
