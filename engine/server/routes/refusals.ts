import { explainRefusal } from '../../database/why/explain-refusal.ts'
import { readRefusal } from '../../database/why/refusals.ts'
import { permitted } from '../access-rules.ts'
import { Failure } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { identityOf } from '../request.ts'
import type { AreaRoutes } from './route.ts'

/** Whoever reads the trail may ask why something in it was refused. */
const trail = 'audit_entries'

/**
 * `GET {api}/refusals/{id}`: why, with every rule that was tried, and the values on which it failed. Only of accounts that
 * the reader may see; what else there is, is not there.
 */
export const refusalRoutes: AreaRoutes = (app, context) => {
  const { db, plan, records, headers } = context
  if (!plan.entities[trail]) return
  const config = { access: permitted(trail, 'read') }
  app.get<{ Params: { id: string } }>('/refusals/:id', { config }, async (request, reply) => {
    const { reader } = identityOf(request)
    const refusal = await readRefusal(db, request.params.id)
    const accounts = plan.areas[refusal?.area ?? '']?.accounts
    if (!refusal || accounts === undefined) throw new Failure(404, 'not-found')
    const mayRead = reader.access.rows(accounts, 'read') !== false
    const seen = mayRead && (await records.get(reader, accounts, refusal.account, { fields: [['id']] }))
    if (!seen) throw new Failure(404, 'not-found')
    const explained = await explainRefusal(db, refusal)
    return sendJson(reply, headers.data, JSON.stringify(explained))
  })
}
