import { permitted } from '../access-rules.ts'
import { sendAnswer } from '../answer.ts'
import { recordBodies } from '../bodies/record-body.ts'
import { Failure } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { readFieldsQuery } from '../query/list-query.ts'
import { queryText } from '../query/parameters.ts'
import { identityOf, versionWanted } from '../request.ts'
import { performing } from '../retries/perform.ts'
import { etagOf, updateRecord } from '../writes.ts'
import type { EntityRoutes } from './route.ts'

/** The one record of an entity that has just one. */
export const singleRoutes: EntityRoutes = (app, context, entity) => {
  const { name } = entity
  const { db, plan, records, headers } = context
  const bodies = recordBodies(entity)

  app.get(`/${name}`, { config: { access: permitted(name, 'read') } }, async (request, reply) => {
    const { reader } = identityOf(request)
    const fields = readFieldsQuery(plan, reader.access, name, queryText(request.url))
    const record = await records.get(reader, name, await records.singleId(name), { fields })
    if (!record) throw new Failure(404, 'not-found')
    return sendJson(reply.headers(etagOf(record)), headers.data, record.json)
  })

  app.patch(`/${name}`, { config: { access: permitted(name, 'update') } }, async (request, reply) => {
    const identity = identityOf(request)
    const version = versionWanted(request)
    const values = bodies.forUpdate(identity.reader.access, request.body)
    const id = await records.singleId(name)
    const perform = performing(db, request)
    const answer = await updateRecord(context, identity, entity, id, values, version, perform)
    return sendAnswer(reply, headers, answer)
  })
}
