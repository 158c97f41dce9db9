import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AccountId } from '../accounts/account-id.ts'
import { endSession, openSession, type SignedInFrom } from '../accounts/sessions.ts'
import { usernameOf } from '../accounts/username.ts'
import { appendAudit } from '../database/audit/append.ts'
import type { Transaction } from '../database/database.ts'
import { causeOf } from './cause.ts'
import type { AreaContext } from './context.ts'
import { Failure } from './failures.ts'
import { sendJson } from './headers.ts'
import { languageOf } from './request.ts'
import { sessionAnswer } from './session-answer.ts'

/** Begins a session for whoever has shown to be this account; `within` is done in the same transaction. */
export async function letIn(
  context: AreaContext,
  request: FastifyRequest,
  reply: FastifyReply,
  account: AccountId,
  within: (transaction: Transaction) => Promise<void>,
): Promise<FastifyReply> {
  const { db, plan, headers, cookie, identities } = context
  const before = cookie.read(request.headers.cookie)
  const token = await db.write(async (transaction) => {
    await within(transaction)
    // What was signed in on this browser before is over: a session is never taken over.
    if (before !== null) await endSession(transaction, before)
    const username = await usernameOf(transaction, account)
    appendAudit(transaction, causeOf(context, request, { account, username }), { operation: 'sign-in' })
    return openSession(transaction, account, signedInFrom(request))
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
}

export function signedInFrom(request: FastifyRequest): SignedInFrom {
  return { address: request.ip, browser: request.headers['user-agent'] ?? null }
}
