import type { FastifyReply, FastifyRequest } from 'fastify'
import type { StoredFile } from '../../files/store.ts'
import type { EntityPlan, FieldPlan } from '../../plan/plan.ts'
import { permitted } from '../access-rules.ts'
import { sendAnswer } from '../answer.ts'
import type { AreaContext } from '../context.ts'
import { Failure } from '../failures.ts'
import { attachment } from '../files/disposition.ts'
import { rangeOf } from '../files/byte-range.ts'
import { received, storeOf } from '../files/file-writes.ts'
import { onlyParameters, parseParameters, queryText } from '../query/parameters.ts'
import { identityOf, idOf, versionWanted } from '../request.ts'
import { performing } from '../retries/perform.ts'
import { updateRecord } from '../writes.ts'
import type { EntityRoutes } from './route.ts'

interface ById {
  Params: { id: string }
}

/** The bytes of a file: fetched, sent, taken off, each by the permission of its field. */
export const fileRoutes: EntityRoutes = (app, context, entity) => {
  for (const field of Object.values(entity.fields)) {
    if (field.storage.kind !== 'file') continue
    const path = `/${entity.name}/:id/${field.name}`

    app.get<ById>(path, { config: { access: permitted(entity.name, 'read') } }, (request, reply) =>
      sendFile(context, entity, field, request, reply),
    )
    if (field.readOnly) continue

    const config = { access: permitted(entity.name, 'update') }
    void app.register(async (scope) => {
      // Bytes as they come, whatever they are said to be: their content tells.
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

      scope.put<ById>(path, { config }, async (request, reply) => {
        const identity = identityOf(request)
        const { id, version } = await writable(context, entity, field, request)
        const { stored, digest } = await received(context, field, request)
        // A retry is known by its bytes, which are not in the body any more.
        const perform = performing(
          context.db,
          Object.create(request, { body: { value: digest } }) as FastifyRequest,
        )
        const values = { [field.name]: stored }
        return sendAnswer(
          reply,
          context.headers,
          await updateRecord(context, identity, entity, id, values, version, perform),
        )
      })
    })

    app.delete<ById>(path, { config }, async (request, reply) => {
      const identity = identityOf(request)
      onlyParameters(parseParameters(queryText(request.url)), new Set())
      const { id, version } = await writable(context, entity, field, request)
      const perform = performing(context.db, request)
      const values = { [field.name]: null }
      const answer = await updateRecord(context, identity, entity, id, values, version, perform)
      return sendAnswer(reply, context.headers, answer)
    })
  }
}

/** Before the first byte is taken: there is such a record, and this account may give it a file. */
async function writable(
  { records }: AreaContext,
  entity: EntityPlan,
  field: FieldPlan,
  request: FastifyRequest<ById>,
) {
  const { reader } = identityOf(request)
  if (!reader.access.fields(entity.name, 'update').has(field.name)) {
    const readable = reader.access.fields(entity.name, 'read').has(field.name)
    throw readable ? new Failure(403, 'forbidden') : new Failure(404, 'not-found')
  }
  const id = idOf(request.params.id)
  const version = versionWanted(request)
  if (!(await records.get(reader, entity.name, id, { fields: [['id']] }))) throw new Failure(404, 'not-found')
  return { id, version }
}

async function sendFile(
  context: AreaContext,
  entity: EntityPlan,
  field: FieldPlan,
  request: FastifyRequest<ById>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  onlyParameters(parseParameters(queryText(request.url)), new Set())
  const file = await readableFile(context, entity, field, request)
  const etag = `"${file.key.slice(0, 16)}"`
  reply
    .headers(context.headers.data)
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('content-disposition', attachment(file.name))
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  const range = rangeOf(request.headers.range, file.size)
  if (range === 'unfit') return reply.code(416).header('content-range', `bytes */${file.size}`).send()
  const bytes = await storeOf(context).get(file.key, range ?? undefined)
  if (!bytes) throw new Failure(404, 'not-found')
  const { first, last } = range ?? { first: 0, last: file.size - 1 }
  if (range) reply.code(206).header('content-range', `bytes ${first}-${last}/${file.size}`)
  return reply
    .header('content-type', file.type)
    .header('content-length', last - first + 1)
    .send(bytes)
}

/** As the record would tell this account; where its bytes are, is told to nobody. */
async function readableFile(
  { db, records }: AreaContext,
  entity: EntityPlan,
  field: FieldPlan,
  request: FastifyRequest<ById>,
): Promise<StoredFile> {
  const { reader } = identityOf(request)
  if (!reader.access.fields(entity.name, 'read').has(field.name)) throw new Failure(404, 'not-found')
  const id = idOf(request.params.id)
  const record = await records.get(reader, entity.name, id, { fields: [[field.name]] })
  const told = record ? (JSON.parse(record.json) as Record<string, unknown>)[field.name] : null
  if (!told) throw new Failure(404, 'not-found')
  const text = db.dialect === 'postgres' ? `"${field.name}"::text` : `"${field.name}"`
  const [row] = await db.read(`select ${text} as file from "${entity.name}" where id = ?`, [id])
  if (typeof row?.['file'] !== 'string') throw new Failure(404, 'not-found')
  return JSON.parse(row['file']) as StoredFile
}
