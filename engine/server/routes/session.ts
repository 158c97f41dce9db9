import { endSession, openSession } from '../../accounts/sessions.ts'
import { signIn } from '../../accounts/sign-in.ts'
import { fold } from '../../words/fold.ts'
import { anybody, signedIn } from '../access-rules.ts'
import { exactTexts } from '../bodies/exact-body.ts'
import { engineReader } from '../context.ts'
import { Failure, invalid } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { tooMany } from '../limits.ts'
import { identityOf, languageOf } from '../request.ts'
import { sessionAnswer } from '../session-answer.ts'
import type { AreaRoutes } from './route.ts'

/** Sign in, who am I, in which language, sign out. */
export const sessionRoutes: AreaRoutes = (app, context) => {
  const { db, plan, area, records, headers, cookie, identities, limits } = context

  app.post('/session', { config: { access: anybody } }, async (request, reply) => {
    const given = exactTexts(request.body, ['username', 'password'])
    const keys = [`address ${request.ip}`, `account ${area.name} ${fold(given.username)}`] as const
    const wait = Math.max(limits.addresses.take(keys[0]), limits.accounts.take(keys[1]))
    if (wait > 0) throw tooMany(wait)
    const account = await signIn(db, plan, area, given)
    if (!account) throw new Failure(401, 'credentials')
    limits.addresses.giveBack(keys[0])
    limits.accounts.giveBack(keys[1])
    const before = cookie.read(request.headers.cookie)
    const token = await db.write(async (transaction) => {
      // What was signed in on this browser before is over: a session is never taken over.
      if (before !== null) await endSession(transaction, before)
      return openSession(transaction, account)
    })
    if (before !== null) identities.forgetSession(before)
    const identity = await identities.find(token)
    if (!identity) throw new Failure(401, 'credentials')
    request.identity = identity
    const answer = await sessionAnswer(context, identity, languageOf(plan, request))
    return sendJson(
      reply.code(201).header('set-cookie', cookie.set(token)),
      headers.data,
      JSON.stringify(answer),
    )
  })

  app.get('/session', { config: { access: signedIn } }, async (request, reply) => {
    const answer = await sessionAnswer(context, identityOf(request), languageOf(plan, request))
    return sendJson(reply, headers.data, JSON.stringify(answer))
  })

  app.patch('/session', { config: { access: signedIn } }, async (request, reply) => {
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
      await db.write(async (transaction) => {
        await endSession(transaction, token)
        transaction.afterCommit(() => identities.forgetSession(token))
      })
    }
    return reply.headers(headers.data).header('set-cookie', cookie.clear).code(204).send()
  })
}
