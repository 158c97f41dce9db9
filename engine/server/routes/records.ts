import { permitted } from '../access-rules.ts'
import { sendAnswer } from '../answer.ts'
import { recordBodies } from '../bodies/record-body.ts'
import { Failure } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { readConsume } from '../query/consume.ts'
import { readFieldsQuery } from '../query/list-query.ts'
import { queryText } from '../query/parameters.ts'
import { identityOf, idOf, versionWanted } from '../request.ts'
import { performing } from '../retries/perform.ts'
import { createRecord, etagOf, removeRecord, updateRecord } from '../writes.ts'
import type { EntityRoutes } from './route.ts'

interface ById {
  Params: { id: string }
}

/** One record: read, created, changed, deleted. */
export const recordRoutes: EntityRoutes = (app, context, entity) => {
  const { name } = entity
  const { db, plan, records, headers, area } = context
  const bodies = recordBodies(entity)

  app.get<ById>(`/${name}/:id`, { config: { access: permitted(name, 'read') } }, async (request, reply) => {
    const { reader } = identityOf(request)
    const fields = readFieldsQuery(plan, reader.access, name, queryText(request.url))
    const record = await records.get(reader, name, idOf(request.params.id), { fields })
    if (!record) throw new Failure(404, 'not-found')
    return sendJson(reply.headers(etagOf(record)), headers.data, record.json)
  })

  app.post(`/${name}`, { config: { access: permitted(name, 'create') } }, async (request, reply) => {
    const identity = identityOf(request)
    const consume = readConsume(area, identity.reader.access, name, queryText(request.url))
    const values = bodies.forCreate(identity.reader.access, request.body)
    const perform = performing(db, request)
    return sendAnswer(reply, headers, await createRecord(context, identity, entity, values, consume, perform))
  })

  app.patch<ById>(
    `/${name}/:id`,
    { config: { access: permitted(name, 'update') } },
    async (request, reply) => {
      const identity = identityOf(request)
      readFieldsQuery(plan, identity.reader.access, name, queryText(request.url))
      const id = idOf(request.params.id)
      const version = versionWanted(request)
      const values = bodies.forUpdate(identity.reader.access, request.body)
      const perform = performing(db, request)
      const answer = await updateRecord(context, identity, entity, id, values, version, perform)
      return sendAnswer(reply, headers, answer)
    },
  )

  app.delete<ById>(
    `/${name}/:id`,
    { config: { access: permitted(name, 'delete') } },
    async (request, reply) => {
      const identity = identityOf(request)
      const id = idOf(request.params.id)
      const perform = performing(db, request)
      const answer = await removeRecord(context, identity, entity, id, versionWanted(request), perform)
      return sendAnswer(reply, headers, answer)
    },
  )
}
