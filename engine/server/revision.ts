import type { FastifyInstance } from 'fastify'

/** Every answer says by which definitions it was made: the number of their revision. */
export const revisionHeader = 'lintel-revision'

export function tellRevision(app: FastifyInstance, revision: () => number): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header(revisionHeader, String(revision()))
    done()
  })
}
