import {
  isKnownAddress,
  keepRequest,
  redeemRequest,
  type PendingRequest,
} from '../../accounts/account-requests.ts'
import { followCreate } from '../../effects/after-create.ts'
import { sendMailTo } from '../../effects/send-to.ts'
import type { EntityPlan, MailPlan } from '../../plan/plan.ts'
import { fold } from '../../words/fold.ts'
import { recordBodies } from '../bodies/record-body.ts'
import type { AreaContext } from '../context.ts'
import { Failure, voidLink } from '../failures.ts'
import { areaAddress } from '../link-address.ts'
import { visitorAccess } from './visitor.ts'

/** The mails of the definitions, which `check` has seen to be there. */
export const confirmMail = 'confirm-request'
const knownMail = 'known-address'

/** To whoever has the address: that there is an account already, or a link that makes the request count. */
export async function takeRequest(
  context: AreaContext,
  entity: EntityPlan,
  given: PendingRequest,
): Promise<void> {
  const { db, plan, area, mailer } = context
  const softDelete = plan.entities[area.accounts]?.softDelete === true
  const isKnown = await isKnownAddress(db, { accounts: area.accounts, softDelete }, fold(given.email))
  await db.write(async (transaction) => {
    if (isKnown) {
      const link = areaAddress(context, area, 'sign-in')
      const about = { entity, record: 0, secret: false }
      sendMailTo(transaction, context, mailNamed(context, knownMail), { ...given, about, link })
    } else {
      const { id, token } = await keepRequest(transaction, given)
      sendConfirmation(transaction, context, entity, { ...given, id, token })
    }
    transaction.afterCommit(() => mailer.wake())
  })
}

export function sendConfirmation(
  transaction: Parameters<typeof sendMailTo>[0],
  context: AreaContext,
  entity: EntityPlan,
  { id, token, ...given }: PendingRequest & { readonly id: number; readonly token: string },
): void {
  const link = `${areaAddress(context, context.area, confirmMail)}#token=${token}`
  const about = { entity, record: id, secret: true }
  sendMailTo(transaction, context, mailNamed(context, confirmMail), { ...given, about, link })
}

function mailNamed({ plan }: AreaContext, name: string): MailPlan {
  const mail = plan.mails[name]
  if (!mail) throw new Error(`the plan has no mail ${name}`)
  return mail
}

/** From now on it is a record, for those who may see such records. Of many at once, one makes it. */
export async function confirmRequest(context: AreaContext, entity: EntityPlan, token: string): Promise<void> {
  const { db, plan, area, records, engine } = context
  const reader = { access: engine, account: { entity: area.accounts, id: 0 } }
  await db.write(async (transaction) => {
    const request = await redeemRequest(transaction, area.name, token)
    if (!request) throw voidLink()
    const values = stillFits(context, entity, request.values)
    const id = await records.insert(transaction, reader, entity.name, values)
    const noLink = (): never => {
      throw new Error('a request has no password')
    }
    await followCreate(transaction, { plan, records, reader }, { entity, id, given: values }, noLink)
    transaction.afterCommit(() => context.mailer.wake())
  })
}

/** The definitions may be others than when it was sent. */
function stillFits({ area, plan }: AreaContext, entity: EntityPlan, values: PendingRequest['values']) {
  try {
    return recordBodies(entity).forCreate(visitorAccess(plan, area), values)
  } catch (error) {
    if (error instanceof Failure) throw voidLink()
    throw error
  }
}
