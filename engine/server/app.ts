import { randomUUID } from 'node:crypto'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import { signedIn } from './access-rules.ts'
import { openAreas } from './areas.ts'
import { refusedRequest } from './audit/refused-request.ts'
import { answerBadAddress, answerFailures } from './answer-failures.ts'
import { backgroundJobs } from './background.ts'
import { acceptJsonOnly } from './bodies/parse-json.ts'
import type { AreaContext } from './context.ts'
import { boundCrowd, mostUnderWay } from './crowd.ts'
import { guardRoutes } from './guard.ts'
import { securityHeaders } from './headers.ts'
import { assetRoutes, pageRoutes } from './pages.ts'
import { Failure } from './failures.ts'
import { healthRoutes } from './routes/health.ts'
import { revisionHeader, tellRevision } from './revision.ts'
import { areaRoutes, routesOf } from './routes/registry.ts'
import type { AppOptions } from './settings.ts'
import { openStreams, type Streams } from './streams.ts'
import { openRefusalLog } from './why/refusal-log.ts'
import { refusalOf } from './why/refusal-of.ts'

export type App = FastifyInstance

/** The routes of one generation, ready to answer. */
export interface Served {
  readonly app: App
  readonly streams: Streams
  readonly revision: () => number
  /** Resolves when what went on after answers is done. */
  settled(): Promise<void>
}

const megabyte = 1_048_576

/** A portal over HTTP. Every route is made here, once; a request only looks up. */
export async function buildApp(options: AppOptions): Promise<Served> {
  const { plan, settings, lasting, revision } = options
  const headers = securityHeaders(settings.secureCookies)
  const app = fastify({
    ...loggerOf(settings.logger),
    bodyLimit: megabyte,
    requestTimeout: 60_000,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: settings.trustProxy ? [...settings.trustProxy] : false,
    routerOptions: {
      maxParamLength: 200,
      // Queries are read by the routes themselves, strictly; this one would be thrown away.
      querystringParser: () => ({}),
    },
    forceCloseConnections: 'idle',
    frameworkErrors: answerBadAddress(plan, headers, () => ({ [revisionHeader]: String(revision()) })),
  })
  const background = backgroundJobs()
  const streams = openStreams({
    plan,
    records: options.records,
    feed: lasting.feed,
    revision,
    failed: (error) => app.log.warn({ err: error }, 'what changed could not be told'),
  })
  const stopTelling = lasting.news.onReport(() => streams.tellReport())
  tellRevision(app, revision)
  acceptJsonOnly(app)
  const refusals = openRefusalLog(options.db, background.run)
  answerFailures(app, plan, headers, (request, failure) => {
    const entry = refusedRequest(options, request, failure)
    if (entry) lasting.refused.note(entry)
    const refused = refusalOf(plan, revision(), request, failure)
    return refused && refusals.note(refused, request.log) ? refused.id : null
  })
  const { contexts, leave } = openAreas(options, { headers, streams, background: background.run })
  app.addHook('onClose', async () => {
    streams.close()
    stopTelling()
    refusals.flush()
    await background.done()
    leave()
  })
  boundCrowd(app, mostUnderWay)
  guardRoutes(app, contexts, settings.origin, lasting.metrics)

  healthRoutes(app, options, headers)
  for (const context of contexts) await app.register(routesOfArea(context), { prefix: context.area.api })
  if (settings.uiFolderFiles) {
    assetRoutes(app, settings.uiFolderFiles, headers.asset)
    for (const context of contexts) pageRoutes(app, context, settings.uiFolderFiles)
  }
  await app.ready()
  return { app, streams, revision, settled: () => background.done() }
}

function routesOfArea(context: AreaContext) {
  return async (app: FastifyInstance): Promise<void> => {
    for (const add of areaRoutes) add(app, context)
    const granted = grantedEntities(context)
    for (const entity of Object.values(context.plan.entities)) {
      if (!granted.has(entity.name)) continue
      for (const add of routesOf(entity)) add(app, context, entity)
    }
    // What is not there is said to whoever is signed in: nobody else learns which names there are.
    app.route({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/*',
      config: { access: signedIn, viewed: true },
      handler: () => {
        throw new Failure(404, 'not-found')
      },
    })
  }
}

/** An entity of which no level of the area allows anything has no routes there. */
function grantedEntities({ area }: AreaContext): ReadonlySet<string> {
  const byPage = Object.values(area.pages).flatMap((page) => Object.values(page.grants).flat())
  return new Set([...area.always, ...byPage].map(({ entity }) => entity))
}

function loggerOf(logger: AppOptions['settings']['logger']) {
  if (logger === undefined) return { logger: false }
  return typeof logger === 'object' && 'child' in logger ? { loggerInstance: logger } : { logger }
}
