import type { FastifyRequest } from 'fastify'
import type { Cause } from '../../access/cause.ts'
import { linkOwner, redeemLink } from '../../accounts/links.ts'
import { givePassword } from '../../accounts/account-follow.ts'
import { passwordComplaint, shortestPassword } from '../../accounts/password-rules.ts'
import { isStillPassword } from '../../accounts/password-store.ts'
import { hashPassword } from '../../accounts/passwords.ts'
import { openSession } from '../../accounts/sessions.ts'
import { findAccount } from '../../accounts/sign-in.ts'
import type { AccountId } from '../../accounts/account-id.ts'
import { usernameOf } from '../../accounts/username.ts'
import { fold } from '../../words/fold.ts'
import { resetPassword } from '../actions.ts'
import { causeOf } from '../cause.ts'
import { anybody } from '../access-rules.ts'
import { exactTexts } from '../bodies/exact-body.ts'
import { asObject } from '../bodies/record-body.ts'
import type { AreaContext } from '../context.ts'
import { engineReader } from '../context.ts'
import { Failure, invalid, voidLink } from '../failures.ts'
import { signedInFrom } from '../let-in.ts'
import { tooMany } from '../limits.ts'
import { ownNames } from '../own-names.ts'
import { demandPassword, wrongPassword } from '../proof.ts'
import { sourceOf } from '../request.ts'
import type { AreaRoutes } from './route.ts'

/** Forgotten passwords, and new ones. */
export const passwordRoutes: AreaRoutes = (app, context) => {
  const { db, headers, identities, cookie, limits, area } = context
  if (area.signOn) return

  // The same answer at the same moment, whoever asks for whom: what there is to do is done afterwards.
  app.post('/password-links', { config: { access: anybody } }, async (request, reply) => {
    const { username } = exactTexts(request.body, ['username'])
    const wait = await limits.links.take(`address ${sourceOf(request)}`)
    if (wait > 0) throw tooMany(wait)
    if ((await limits.linksOfAccount.take(`${area.name} ${fold(username)}`)) === 0) {
      const cause = causeOf(context, request, null)
      context.background(() => sendLink(context, username, cause), request.log)
    }
    return reply.headers(headers.data).code(202).send()
  })

  app.put('/password', { config: { access: anybody } }, async (request, reply) => {
    const body = asObject(request.body)
    if ('token' in body) {
      const { token, password } = exactTexts(body, ['token', 'password'])
      const account = await redeem(context, request, token, password)
      identities.forget(account.id)
      return reply.headers(headers.data).code(204).send()
    }
    const { current, password } = exactTexts(body, ['current', 'password'])
    const signedInToken = cookie.read(request.headers.cookie)
    const identity = signedInToken === null ? null : await identities.find(signedInToken)
    if (!identity) throw new Failure(401, 'signed-out')
    if (identity.lacksSecondFactor) throw new Failure(403, 'second-factor-needed')
    request.identity = identity
    const shown = await demandPassword(context, identity, current)
    await refuseUnfit(context, identity.account, password)
    const hash = await hashPassword(password)
    const token = await db.write(async (transaction) => {
      if (!(await isStillPassword(transaction, shown))) throw wrongPassword()
      await givePassword(transaction, identity.account, hash, causeOf(context, request, identity))
      return openSession(transaction, identity.account, signedInFrom(request))
    })
    identities.forget(identity.account.id)
    return reply.headers(headers.data).header('set-cookie', cookie.set(token)).code(204).send()
  })
}

async function sendLink(context: AreaContext, username: string, cause: Cause): Promise<void> {
  const { db, plan, area, mailer } = context
  const account = await findAccount(db, plan, area, username)
  const entity = plan.entities[area.accounts]
  if (!account || !entity) return
  const reader = { access: context.engine, account, cause }
  await db.write((transaction) => resetPassword(transaction, context, { reader }, entity, account.id))
  mailer.wake()
}

/** Of many who use a link at once, one sets the password. */
async function redeem(
  context: AreaContext,
  request: FastifyRequest,
  token: string,
  password: string,
): Promise<AccountId> {
  const { db, area } = context
  const owner = await linkOwner(db, area.accounts, token)
  if (!owner) throw voidLink()
  await refuseUnfit(context, owner, password)
  // Hashing is slow, and nobody else writes during a transaction: it is done before, and again the link decides.
  const hash = await hashPassword(password)
  return db.write(async (transaction) => {
    const account = await redeemLink(transaction, area.accounts, token)
    if (!account) throw voidLink()
    const username = await usernameOf(transaction, account)
    await givePassword(transaction, account, hash, causeOf(context, request, { account, username }))
    return account
  })
}

async function refuseUnfit(context: AreaContext, account: AccountId, password: string): Promise<void> {
  const reader = engineReader(context, { access: context.engine, account })
  const complaint = passwordComplaint(password, await ownNames(context, reader))
  if (complaint) {
    throw invalid([{ field: 'password', key: complaint, parameters: { limit: shortestPassword } }])
  }
}
