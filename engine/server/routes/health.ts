import type { FastifyInstance } from 'fastify'
import { anybody } from '../access-rules.ts'
import { Failure } from '../failures.ts'
import type { Metrics } from '../metrics.ts'
import { sendJson, type SecurityHeaders } from '../headers.ts'
import type { AppOptions } from '../settings.ts'

/** Alive, ready, and how it goes: for machines, and without a word about records. */
export function healthRoutes(
  app: FastifyInstance,
  { db, settings }: AppOptions,
  headers: SecurityHeaders,
  metrics: Metrics,
): void {
  const config = { access: anybody }

  app.get('/healthz', { config, exposeHeadRoute: true }, async (_request, reply) =>
    sendJson(reply, headers.data, '{"status":"ok"}'),
  )

  app.get('/readyz', { config, exposeHeadRoute: true }, async (request, reply) => {
    if (settings.isReady?.() === false) throw unready()
    await db.read('select 1 as ready', []).catch((error: unknown) => {
      request.log.warn({ err: error }, 'the database does not answer')
      throw unready()
    })
    return sendJson(reply, headers.data, '{"status":"ready"}')
  })

  app.get('/metrics', { config }, async (_request, reply) =>
    reply
      .headers(headers.data)
      .header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      .send(metrics.text()),
  )
}

function unready(): Failure {
  return new Failure(503, 'unavailable', { headers: { 'retry-after': '2' } })
}
