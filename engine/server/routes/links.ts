import { permitted } from '../access-rules.ts'
import { sendAnswer } from '../answer.ts'
import { Failure, malformed } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { listText } from '../lists.ts'
import { knownQueries } from '../query/known-queries.ts'
import { readListQuery } from '../query/list-query.ts'
import { onlyParameters, oneValue, parseParameters, queryText } from '../query/parameters.ts'
import { identityOf, idOf } from '../request.ts'
import { performing } from '../retries/perform.ts'
import { linkRecords } from '../writes.ts'
import type { EntityRoutes } from './route.ts'

interface ByField {
  Params: { id: string }
}

interface ByOther {
  Params: { id: string; other: string }
}

/** A to-many of a record: its records, those that could be linked, and the links themselves. */
export const linkRoutes: EntityRoutes = (app, context, entity) => {
  const { db, plan, records, headers } = context

  for (const field of Object.values(entity.fields)) {
    if (!field.relation?.many) continue
    const { to } = field.relation
    const path = `/${entity.name}/:id/${field.name}`
    const known = knownQueries()

    app.get<ByField>(path, { config: { access: permitted(entity.name, 'read') } }, async (request, reply) => {
      const { reader } = identityOf(request)
      if (!reader.access.fields(entity.name, 'read').has(field.name)) throw new Failure(404, 'not-found')
      const text = queryText(request.url)
      const query = known(reader.access.key, text, () =>
        readListQuery(plan, reader.access, to, text, ['linked']),
      )
      const id = idOf(request.params.id)
      const list = await records.linked(reader, entity.name, id, field.name, isLinked(text), query)
      if (!list) throw new Failure(404, 'not-found')
      return sendJson(reply, headers.data, listText(list, query.limit))
    })

    if (field.relation.inverseOf !== null || field.readOnly) continue
    const change = { config: { access: permitted(entity.name, 'update') } }

    for (const [method, operation] of [
      ['PUT', 'link'],
      ['DELETE', 'unlink'],
    ] as const) {
      app.route<ByOther>({
        method,
        url: `${path}/:other`,
        ...change,
        handler: async (request, reply) => {
          const identity = identityOf(request)
          onlyParameters(parseParameters(queryText(request.url)), new Set())
          const [id, other] = [idOf(request.params.id), idOf(request.params.other)]
          const perform = performing(db, request)
          const answer = await linkRecords(context, identity, entity, field, operation, id, other, perform)
          return sendAnswer(reply, headers, answer)
        },
      })
    }
  }
}

function isLinked(text: string): boolean {
  if (!text.includes('linked')) return true
  const value = oneValue(parseParameters(text), 'linked')
  if (value !== undefined && value !== 'true' && value !== 'false')
    throw malformed('bad-value', { name: 'linked' })
  return value !== 'false'
}
