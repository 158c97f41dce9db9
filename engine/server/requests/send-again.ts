import { renewRequest } from '../../accounts/account-requests.ts'
import type { Row, Transaction } from '../../database/database.ts'
import { sendMail } from '../../effects/send.ts'
import { forgetMail, mailToSendAgain, wakeMail } from '../../effects/outbox.ts'
import type { EntityPlan } from '../../plan/plan.ts'
import type { AreaContext } from '../context.ts'
import { engineReader } from '../context.ts'
import { Failure } from '../failures.ts'
import { linkAddress } from '../link-address.ts'
import type { Identity } from '../../accounts/identities.ts'
import { confirmMail, sendConfirmation } from './pending.ts'

/** At once rather than later; one that held a link is made anew, since that link is not kept. */
export async function sendAgain(
  transaction: Transaction,
  context: AreaContext,
  identity: Identity,
  id: number,
): Promise<void> {
  const row = await mailToSendAgain(transaction, id)
  if (!row) throw new Failure(404, 'not-found')
  if (row['status'] === 'sent') throw new Failure(409, 'mail-sent')
  const isKept = row['text'] !== ''
  if (isKept) await wakeMail(transaction, id)
  else {
    await makeAnew(transaction, context, identity, row)
    await forgetMail(transaction, id)
  }
  transaction.afterCommit(() => context.mailer.wake())
}

async function makeAnew(
  transaction: Transaction,
  context: AreaContext,
  identity: Identity,
  row: Row,
): Promise<void> {
  const { plan, areas, records } = context
  const [name, record] = [String(row['mail']), Number(row['record'])]
  const entity = plan.entities[String(row['entity'])]
  const mail = plan.mails[name]
  if (!entity || !mail) throw lost()
  if (name === confirmMail) return confirmAnew(transaction, areas, entity, record)
  if (!entity.account || !(await isThere(transaction, entity, record))) throw lost()
  const { link } = await linkAddress(transaction, context, { entity: entity.name, id: record })
  const reader = engineReader(context, identity.reader)
  await sendMail(transaction, { plan, records, reader }, mail, { entity, id: record, given: {} }, () => link)
}

async function confirmAnew(
  transaction: Transaction,
  areas: AreaContext['areas'],
  entity: EntityPlan,
  id: number,
): Promise<void> {
  const request = await renewRequest(transaction, id)
  const context = areas.find(({ area }) => area.name === request?.area)
  if (!request || !context) throw lost()
  sendConfirmation(transaction, context, entity, { ...request, id })
}

async function isThere(transaction: Transaction, entity: EntityPlan, id: number): Promise<boolean> {
  const alive = entity.softDelete ? 'and "deleted_at" is null' : ''
  return (await transaction.query(`select id from "${entity.name}" where id = ? ${alive}`, [id])).length > 0
}

function lost(): Failure {
  return new Failure(409, 'mail-lost')
}
