import { readSecondFactor } from '../../accounts/second-factor.ts'
import { openSecondStep } from '../../accounts/second-steps.ts'
import { endSession } from '../../accounts/sessions.ts'
import { isStillPassword } from '../../accounts/password-store.ts'
import { signIn } from '../../accounts/sign-in.ts'
import { forgiveTries, takeTry } from '../../accounts/tries.ts'
import { appendAudit } from '../../database/audit/append.ts'
import type { Transaction } from '../../database/database.ts'
import { fold } from '../../words/fold.ts'
import { anybody, signedInAtAll } from '../access-rules.ts'
import { exactTexts } from '../bodies/exact-body.ts'
import { asObject } from '../bodies/record-body.ts'
import { causeOf } from '../cause.ts'
import { engineReader } from '../context.ts'
import { Failure, invalid } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { tooMany } from '../limits.ts'
import { identityOf, languageOf, sourceOf } from '../request.ts'
import { sessionAnswer } from '../session-answer.ts'
import { letIn } from '../let-in.ts'
import type { SecondStepAnswer } from '../wire.ts'
import type { AreaRoutes } from './route.ts'
import { letInByCode } from './second-step.ts'

/** Sign in, who am I, in which language, sign out. */
export const sessionRoutes: AreaRoutes = (app, context) => {
  const { db, plan, area, records, headers, cookie, identities, limits } = context

  if (!area.signOn) {
    app.post('/session', { config: { access: anybody } }, async (request, reply) => {
      const body = asObject(request.body)
      if ('token' in body) {
        const step = exactTexts(body, ['token', 'code'])
        return letInByCode(context, request, reply, step)
      }
      const given = exactTexts(body, ['username', 'password'])
      const from = `address ${sourceOf(request)}`
      const tried = ['sign-in', area.name, fold(given.username)] as const
      const wait = await limits.addresses.take(from)
      if (wait > 0) throw tooMany(wait)
      const more = await takeTry(db, tried)
      if (more > 0) throw tooMany(more)
      const shown = await signIn(db, plan, area, given)
      if (!shown) throw new Failure(401, 'credentials')
      const { account } = shown
      await limits.addresses.giveBack(from)
      const isRightful = async (transaction: Transaction): Promise<void> => {
        if (!(await isStillPassword(transaction, shown))) throw new Failure(401, 'credentials')
        await forgiveTries(transaction, tried)
      }
      if (!(await readSecondFactor(db, account))) return letIn(context, request, reply, account, isRightful)
      const token = await db.write(async (transaction) => {
        await isRightful(transaction)
        return openSecondStep(transaction, account)
      })
      const answer: SecondStepAnswer = { secondFactor: { token } }
      return sendJson(reply, headers.data, JSON.stringify(answer))
    })
  }

  app.get('/session', { config: { access: signedInAtAll, viewed: true } }, async (request, reply) => {
    const answer = await sessionAnswer(context, identityOf(request), languageOf(plan, request))
    return sendJson(reply, headers.data, JSON.stringify(answer))
  })

  app.patch('/session', { config: { access: signedInAtAll } }, async (request, reply) => {
    const identity = identityOf(request)
    const { language } = exactTexts(request.body, ['language'])
    if (!plan.languages.includes(language)) throw invalid([{ field: 'language', key: 'field-option' }])
    const { entity, id } = identity.account
    await db.write(async (transaction) => {
      const reader = engineReader(context, identity.reader)
      await records.update(transaction, reader, entity, id, { language }, null)
      transaction.afterCommit(() => identities.forget(id))
    })
    const answer = await sessionAnswer(context, identity, language)
    return sendJson(reply, headers.data, JSON.stringify(answer))
  })

  // Whoever is signed out already may sign out.
  app.delete('/session', { config: { access: anybody } }, async (request, reply) => {
    const token = cookie.read(request.headers.cookie)
    if (token !== null) {
      const identity = await identities.find(token)
      await db.write(async (transaction) => {
        await endSession(transaction, token)
        if (identity) appendAudit(transaction, causeOf(context, request, identity), { operation: 'sign-out' })
        transaction.afterCommit(() => identities.forgetSession(token))
      })
    }
    return reply.headers(headers.data).header('set-cookie', cookie.clear).code(204).send()
  })
}
