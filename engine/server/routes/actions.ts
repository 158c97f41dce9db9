import { permitted } from '../access-rules.ts'
import { actions, type RecordAction } from '../actions.ts'
import { sendAnswer } from '../answer.ts'
import { malformed } from '../failures.ts'
import { onlyParameters, parseParameters, queryText } from '../query/parameters.ts'
import { identityOf, idOf } from '../request.ts'
import { performing } from '../retries/perform.ts'
import type { EntityRoutes } from './route.ts'

interface ById {
  Params: { id: string }
}

/** `POST {api}/books/7/restore`: what is done to a record and is neither writing nor deleting it. */
export const actionRoutes: EntityRoutes = (app, context, entity) => {
  for (const [action, { concerns, run }] of Object.entries(actions) as [
    RecordAction,
    (typeof actions)[RecordAction],
  ][]) {
    if (!concerns(entity, context.plan)) continue
    const config = { access: permitted(entity.name, action) }
    app.post<ById>(`/${entity.name}/:id/${action}`, { config }, async (request, reply) => {
      onlyParameters(parseParameters(queryText(request.url)), new Set())
      if (request.body !== undefined) throw malformed('malformed')
      const id = idOf(request.params.id)
      const perform = performing(context.db, request)
      const answer = await run(context, identityOf(request), entity, id, perform)
      return sendAnswer(reply, context.headers, answer)
    })
  }
}
