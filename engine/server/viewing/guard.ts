import type { FastifyReply, FastifyRequest } from 'fastify'
import { enforce, type AccessRule } from '../access-rules.ts'
import type { AreaContext } from '../context.ts'
import { Failure } from '../failures.ts'
import { currentViewing } from './find.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers also whoever looks as another account; of routes about records, those that read do. `ends` ends it. */
    viewed?: true | 'ends'
  }
}

/** Whoever looks as another reads what that account reads, and nothing that is its own; nobody writes. */
export async function admitViewing(
  rule: AccessRule,
  context: AreaContext,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<void> {
  const { config } = request.routeOptions
  if (config.viewed === 'ends') return
  const found = await currentViewing(context, request, token)
  if (!found) {
    // Not silently as oneself: what is on the screen is what another sees.
    reply.header('set-cookie', context.viewingCookie.clear)
    if (rule.for === 'anybody') return
    throw new Failure(401, 'viewing-over')
  }
  request.identity = found.identity
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (!reads || (rule.for !== 'permitted' && config.viewed !== true)) throw new Failure(403, 'viewing')
  enforce(rule, found.identity.reader.access)
}
