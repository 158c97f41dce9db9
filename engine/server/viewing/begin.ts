import { accountById } from '../../database/why/who.ts'
import type { Identity } from '../../accounts/identities.ts'
import { openViewing, viewingLimit } from '../../accounts/viewings.ts'
import { appendAudit } from '../../database/audit/append.ts'
import type { Transaction } from '../../database/database.ts'
import type { AreaContext } from '../context.ts'
import { Failure } from '../failures.ts'
import type { ViewingAnswer } from '../wire.ts'
import { isWithin } from './levels.ts'

export interface Begun {
  readonly answer: ViewingAnswer
  readonly cookie: string
}

/** From now on, this browser is shown the account's area as the account sees it. */
export async function beginViewing(
  transaction: Transaction,
  { areas, db, plan }: AreaContext,
  { reader, account, session }: Identity,
  viewed: Identity['account'],
): Promise<Begun> {
  const there = areas.find(({ area }) => area.accounts === viewed.entity)
  const who = there && (await accountById(db, plan, there.area, viewed.id))
  if (!there || !who || who.isDeleted) throw new Failure(409, 'deleted')
  if (viewed.entity === account.entity && viewed.id === account.id) throw new Failure(409, 'viewing-oneself')
  if (!isWithin(there.area, reader.access, who.access)) throw new Failure(403, 'viewing-more')
  const endsAt = Date.now() + viewingLimit
  const token = await openViewing(transaction, account, session, viewed, endsAt)
  appendAudit(transaction, reader.cause && { ...reader.cause, as: { ...viewed, who: who.username } }, {
    operation: 'view-as',
    ...viewed,
    record: who.username,
  })
  return {
    answer: { location: there.area.path, until: new Date(endsAt).toISOString() },
    cookie: there.viewingCookie.set(token),
  }
}
