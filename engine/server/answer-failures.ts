import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Plan } from '../plan/plan.ts'
import { Failure, malformed, problemText } from './failures.ts'
import type { SecurityHeaders } from './headers.ts'
import { failureOf } from './refusals.ts'
import { languageOf } from './request.ts'
import { sparingly } from './sparingly.ts'

/** While the database is away or full, every request meets it: one line in half a minute tells as much as thousands. */
const toldEvery = 30_000

/** Keeps what a refusal was about; its id, by which it can be asked why, or null where it is not kept. */
export type NoteRefusal = (request: FastifyRequest, failure: Failure) => string | null

/** The one place that answers what went wrong. What nobody foresaw is noted with the request's id, and told without detail. */
export function answerFailures(
  app: FastifyInstance,
  plan: Plan,
  headers: SecurityHeaders,
  note: NoteRefusal,
): void {
  const tell = sparingly(toldEvery)

  app.setErrorHandler((error, request, reply) => {
    const known = failureOf(error, plan, request.identity?.reader.access ?? null)
    if (!known) request.log.error({ err: error }, 'an unforeseen failure')
    else if (known.status >= 500)
      tell(known.code, (before) => request.log.warn({ err: error, before }, notNow(known)))
    return answer(request, reply, known ?? new Failure(500, 'unexpected'))
  })

  app.setNotFoundHandler((request, reply) => answer(request, reply, new Failure(404, 'not-found')))

  function answer(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
    return send(plan, headers, request, reply, failure, noted(request, failure))
  }

  /** Whatever goes wrong here, it is the refusal that is answered. */
  function noted(request: FastifyRequest, failure: Failure): string | null {
    try {
      return note(request, failure)
    } catch (error) {
      request.log.error({ err: error }, 'a refusal could not be noted')
      return null
    }
  }
}

function notNow({ status }: Failure): string {
  return status === 507 ? 'there is no room on the disk' : 'the database is away or busy'
}

/** For an address that no route can be looked up for. */
export function answerBadAddress(
  plan: Plan,
  headers: SecurityHeaders,
  more: () => Readonly<Record<string, string>>,
) {
  return (_error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    void send(plan, headers, request, reply.headers(more()), malformed('malformed'))
  }
}

function send(
  plan: Plan,
  headers: SecurityHeaders,
  request: FastifyRequest,
  reply: FastifyReply,
  failure: Failure,
  refusal: string | null = null,
): FastifyReply {
  if (failure.status >= 500) reply.header('x-request-id', request.id)
  return reply
    .headers(headers.data)
    .headers(failure.details.headers ?? {})
    .code(failure.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(problemText(failure, languageOf(plan, request), refusal))
}
