import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { anybody } from '../access-rules.ts'
import { Failure, unavailable } from '../failures.ts'
import { sendJson, type SecurityHeaders } from '../headers.ts'
import type { Report } from '../lasting.ts'
import type { AppOptions } from '../settings.ts'

/** Alive, ready, and how it goes: for machines, and without a word about records. */
export function healthRoutes(
  app: FastifyInstance,
  { db, settings, lasting, revision }: AppOptions,
  headers: SecurityHeaders,
): void {
  const config = { access: anybody }

  app.get('/healthz', { config, exposeHeadRoute: true }, async (_request, reply) =>
    sendJson(reply, headers.data, '{"status":"ok"}'),
  )

  app.get('/readyz', { config, exposeHeadRoute: true }, async (request, reply) => {
    if (settings.isReady?.() === false) throw unavailable()
    await db.read('select 1 as ready', []).catch((error: unknown) => {
      request.log.warn({ err: error }, 'the database does not answer')
      throw unavailable()
    })
    const { report } = lasting.news
    const answer = { status: 'ready', revision: revision(), ...(report && { report: inShort(report) }) }
    return sendJson(reply, headers.data, JSON.stringify(answer))
  })

  app.get('/metrics', { config }, async ({ headers: { authorization } }, reply) => {
    if (!shows(authorization, settings.metricsToken)) {
      void reply.header('www-authenticate', 'Bearer')
      throw new Failure(401, 'signed-out')
    }
    return reply
      .headers(headers.data)
      .header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      .send(lasting.metrics.text())
  })
}

/** Compared by what they hash to, which takes as long whatever is shown (RFC 6750, 2.1). */
function shows(authorization: string | undefined, token: string | undefined): boolean {
  if (token === undefined) return true
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`))
}

/** Anybody may read it: how many, but not what or where. */
function inShort({ kind, count, at }: Report): Pick<Report, 'kind' | 'count' | 'at'> {
  return { kind, count, at }
}
