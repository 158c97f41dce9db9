import { signedIn } from '../access-rules.ts'
import { looksAfter } from '../looks-after.ts'
import { identityOf } from '../request.ts'
import { revisionHeader } from '../revision.ts'
import type { ReportEvent } from '../wire.ts'
import type { AreaRoutes } from './route.ts'

/** `GET {api}/events`: what an open page wants to learn without asking. */
export const eventRoutes: AreaRoutes = (app, context) => {
  const { area, cookie, identities, headers, streams, lasting, revision } = context
  app.get('/events', { config: { access: signedIn } }, (request, reply) => {
    const identity = identityOf(request)
    const token = cookie.read(request.headers.cookie) ?? ''
    const response = reply.raw
    const given = { ...headers.data, [revisionHeader]: String(revision()) }
    const listener = {
      response,
      identities,
      token,
      report: ({ reader }: typeof identity) =>
        looksAfter(area, reader.access)
          ? JSON.stringify({ report: lasting.news.report } satisfies ReportEvent)
          : null,
    }
    reply.hijack()
    // Proxies pass it on as it comes.
    response.writeHead(200, { ...given, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
    const lastSeen = request.headers['last-event-id']
    if (!streams.open(listener, identity, typeof lastSeen === 'string' ? lastSeen : null)) response.end()
  })
}
