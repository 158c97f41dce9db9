import { permitted } from '../access-rules.ts'
import { csvAnswer } from '../exports.ts'
import { sendJson } from '../headers.ts'
import { listText } from '../lists.ts'
import { knownQueries } from '../query/known-queries.ts'
import { readTotals } from '../query/totals.ts'
import { readListQuery } from '../query/list-query.ts'
import { queryText } from '../query/parameters.ts'
import { identityOf, wantsCsv } from '../request.ts'
import type { EntityRoutes } from './route.ts'

/** `GET {api}/books`: a page of a list, or all of it as CSV. */
export const listRoutes: EntityRoutes = (app, context, entity) => {
  const { plan, records } = context
  const known = knownQueries()

  app.get(
    `/${entity.name}`,
    { config: { access: permitted(entity.name, 'read') } },
    async (request, reply) => {
      const { reader } = identityOf(request)
      const text = queryText(request.url)
      const query = known(reader.access.key, text, () =>
        readListQuery(plan, reader.access, entity.name, text, ['totals']),
      )
      if (wantsCsv(request)) return csvAnswer(context, request, reply, entity, query)
      const fields = readTotals(plan, reader.access, entity.name, text)
      const [result, totals] = await Promise.all([
        records.list(reader, entity.name, query),
        fields && records.totals(reader, entity.name, query, fields),
      ])
      return sendJson(reply, context.headers.data, listText(result, query.limit, totals))
    },
  )
}
