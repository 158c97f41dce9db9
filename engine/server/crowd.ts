import type { FastifyInstance } from 'fastify'
import { unavailable } from './failures.ts'

/** Far more than are ever under way where the portal keeps up; what waits costs memory, and would be answered too late. */
export const mostUnderWay = 1000

/** Asked how the portal is doing, it always answers; streams of events are under way for as long as a page is open. */
const uncounted = /^\/(healthz|readyz|metrics)$|\/events$/

/** Refuses any more requests while so many are under way. */
export function boundCrowd(app: FastifyInstance, most: number): void {
  let underWay = 0
  app.addHook('onRequest', (request, reply, done) => {
    if (uncounted.test(request.routeOptions.url ?? '')) return done()
    if (underWay >= most) return done(unavailable())
    underWay++
    // Fastify's own hook is not called for a client that has gone before its answer came.
    // `on`, not `once`: see `lane.ts`.
    reply.raw.on('close', () => underWay--)
    done()
  })
}
