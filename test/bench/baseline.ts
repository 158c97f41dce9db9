import cookie from '@fastify/cookie'
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import { prepareReads } from './baseline-reads.ts'
import * as schemas from './baseline-schemas.ts'
import { cookieName, openSessions, type Session } from './baseline-sessions.ts'
import type { By } from './baseline-audit.ts'
import { prepareWrites, type Person } from './baseline-writes.ts'
import type { Handle } from './driver.ts'

type ListQuery = Partial<
  Record<'limit' | 'search' | 'after' | 'before' | 'filter[status]' | 'filter[role]', string>
>

const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | null
  }
}

/** What a good engineer writes by hand for one entity: the judge of the engine's speed. */
export async function buildBaseline(db: Handle): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: 1_000_000,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  })
  await app.register(cookie)
  const sessions = openSessions(db)
  const reads = prepareReads(db)
  const writes = prepareWrites(db, () => app.listeningOrigin)

  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.code?.startsWith('SQLITE_CONSTRAINT_UNIQUE')
      ? 409
      : error.validationContext === 'body'
        ? 422
        : (error.statusCode ?? 500)
    return reply.code(status).send({ status, detail: error.message })
  })
  app.addHook('onRequest', (request, reply, next) => {
    reply.headers(securityHeaders)
    const { origin, host } = request.headers
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    if (changes && origin !== undefined && origin !== `http://${host}`) {
      return void reply.code(403).send({ status: 403, detail: 'Another origin.' })
    }
    next()
  })

  app.post<{ Body: { username: string; password: string } }>(
    '/api/session',
    { schema: { body: schemas.signInSchema } },
    async (request, reply) => {
      const token = await sessions.signIn(request.body.username, request.body.password)
      if (!token) return reply.code(401).send({ status: 401, detail: 'Wrong username or password.' })
      reply.setCookie(cookieName, token, { path: '/', httpOnly: true, sameSite: 'lax' })
      return { username: request.body.username }
    },
  )

  app.decorateRequest('session', null)
  await app.register(async (users) => {
    users.addHook('onRequest', (request, reply, next) => {
      const session = sessions.find(request.cookies[cookieName])
      if (!session) return void reply.code(401).send({ status: 401, detail: 'Not signed in.' })
      const level = session.levels['customer-portal']
      const enough = level === 'admin' || (level === 'normal' && request.method === 'GET')
      request.session = session
      if (!enough) return void reply.code(403).send({ status: 403, detail: 'Not allowed.' })
      next()
    })

    users.get<{ Querystring: ListQuery }>(
      '/api/customer_users',
      { schema: { querystring: schemas.listQuerySchema, response: { 200: schemas.listSchema } } },
      (request, reply) => {
        const { limit, search, after, before, 'filter[status]': status, 'filter[role]': role } = request.query
        reply.send(
          reads.list({
            limit: limit === undefined ? 25 : Number(limit),
            search,
            after,
            before,
            status,
            role: role === undefined ? undefined : Number(role),
          }),
        )
      },
    )

    users.get<{ Params: { id: string } }>(
      '/api/customer_users/:id',
      { schema: { params: schemas.idSchema, response: { 200: schemas.recordSchema } } },
      (request, reply) => {
        const record = reads.get(Number(request.params.id))
        if (!record) return void reply.code(404).send({ status: 404, detail: 'Not found.' })
        reply.header('etag', `"${record.version}"`).send(record)
      },
    )

    users.post<{ Body: Person }>(
      '/api/customer_users',
      { schema: { body: schemas.createSchema, response: { 201: schemas.recordSchema } } },
      (request, reply) => {
        const id = writes.create(request.body, byOf(request))
        reply
          .code(201)
          .header('location', `/api/customer_users/${id}`)
          .header('etag', '"1"')
          .send(reads.get(id))
      },
    )

    users.patch<{ Params: { id: string }; Body: Partial<Person> }>(
      '/api/customer_users/:id',
      {
        schema: {
          params: schemas.idSchema,
          body: schemas.updateSchema,
          response: { 200: schemas.recordSchema },
        },
      },
      (request, reply) => {
        const expected = request.headers['if-match']
        if (expected === undefined)
          return void reply.code(428).send({ status: 428, detail: 'If-Match is needed.' })
        const id = Number(request.params.id)
        const version = expected === '*' ? null : Number(expected.replaceAll('"', ''))
        const outcome = writes.update(id, request.body, version, byOf(request))
        if (outcome === 'missing') return void reply.code(404).send({ status: 404, detail: 'Not found.' })
        if (outcome === 'stale')
          return void reply.code(412).send({ status: 412, detail: 'Changed meanwhile.' })
        const record = reads.get(id)
        reply.header('etag', `"${record?.version}"`).send(record)
      },
    )
  })
  return app
}

function byOf({ session, id, ip }: FastifyRequest): By {
  return { account: session?.account ?? 0, username: session?.username ?? '', request: id, address: ip }
}
