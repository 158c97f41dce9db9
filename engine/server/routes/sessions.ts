import { endOwnSession, endSessions, proveSession, readSessions } from '../../accounts/sessions.ts'
import { appendAudit } from '../../database/audit/append.ts'
import { signedIn, signedInAtAll } from '../access-rules.ts'
import { exactTexts } from '../bodies/exact-body.ts'
import { Failure } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { demandPassword } from '../proof.ts'
import { identityOf, idOf } from '../request.ts'
import type { SessionsAnswer } from '../wire.ts'
import type { AreaRoutes } from './route.ts'

/** One's own sessions: what there are, and ending them. */
export const ownSessionRoutes: AreaRoutes = (app, context) => {
  const { db, area, headers, cookie, identities } = context

  app.get('/sessions', { config: { access: signedIn } }, async (request, reply) => {
    const { account, session } = identityOf(request)
    const answer: SessionsAnswer = {
      data: (await readSessions(db, account)).map(({ id, createdAt, seenAt, address, browser }) => ({
        id,
        begun_at: new Date(createdAt).toISOString(),
        seen_at: new Date(seenAt).toISOString(),
        address,
        browser,
        current: id === session,
      })),
    }
    return sendJson(reply, headers.data, JSON.stringify(answer))
  })

  app.delete<{ Params: { id: string } }>(
    '/sessions/:id',
    { config: { access: signedIn } },
    async (request, reply) => {
      const { account, reader } = identityOf(request)
      const id = idOf(request.params.id)
      await db.write(async (transaction) => {
        if (!(await endOwnSession(transaction, account, id))) throw new Failure(404, 'not-found')
        appendAudit(transaction, reader.cause, { operation: 'session-ended', ...account })
        transaction.afterCommit(() => identities.forget(account.id))
      })
      return reply.headers(headers.data).code(204).send()
    },
  )

  // Everywhere: this one too.
  app.delete('/sessions', { config: { access: signedInAtAll } }, async (request, reply) => {
    const { account, reader } = identityOf(request)
    await db.write(async (transaction) => {
      await endSessions(transaction, account)
      appendAudit(transaction, reader.cause, { operation: 'sessions-ended', ...account })
      transaction.afterCommit(() => identities.forget(account.id))
    })
    return reply.headers(headers.data).header('set-cookie', cookie.clear).code(204).send()
  })

  if (area.signOn) return
  app.post('/session/proof', { config: { access: signedInAtAll } }, async (request, reply) => {
    const identity = identityOf(request)
    const { current } = exactTexts(request.body, ['current'])
    await demandPassword(context, identity, current)
    await db.write((transaction) => proveSession(transaction, identity.session))
    return reply.headers(headers.data).code(204).send()
  })
}
