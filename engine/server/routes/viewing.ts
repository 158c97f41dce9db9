import { anybody } from '../access-rules.ts'
import { currentViewing, endNow } from '../viewing/find.ts'
import type { AreaRoutes } from './route.ts'

/** `DELETE {api}/viewing`: back to oneself. Whoever looks as nobody is back already. */
export const viewingRoutes: AreaRoutes = (app, context) => {
  const { headers, viewingCookie } = context
  app.delete('/viewing', { config: { access: anybody, viewed: 'ends' } }, async (request, reply) => {
    const token = viewingCookie.read(request.headers.cookie)
    const found = token === null ? null : await currentViewing(context, request, token)
    if (found) await endNow(context, request, found)
    return reply.headers(headers.data).header('set-cookie', viewingCookie.clear).code(204).send()
  })
}
