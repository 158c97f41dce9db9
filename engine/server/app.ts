import { randomUUID } from 'node:crypto'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import { signedIn } from './access-rules.ts'
import { areaContexts } from './areas.ts'
import { answerBadAddress, answerFailures } from './answer-failures.ts'
import { backgroundJobs } from './background.ts'
import type { AreaContext } from './context.ts'
import { boundCrowd, mostUnderWay } from './crowd.ts'
import { guardRoutes } from './guard.ts'
import { securityHeaders } from './headers.ts'
import { newMetrics } from './metrics.ts'
import { assetRoutes, pageRoutes } from './pages.ts'
import { Failure } from './failures.ts'
import { healthRoutes } from './routes/health.ts'
import { areaRoutes, routesOf } from './routes/registry.ts'
import type { AppOptions } from './settings.ts'

export type App = FastifyInstance

const megabyte = 1_048_576

/** A portal over HTTP. Every route is made here, once; a request only looks up. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { plan, settings } = options
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
    frameworkErrors: answerBadAddress(plan, headers),
  })
  const metrics = newMetrics()
  const background = backgroundJobs()
  app.addHook('onClose', () => background.done())

  acceptJsonOnly(app)
  answerFailures(app, plan, headers)
  const contexts = areaContexts(options, headers, background.run)
  boundCrowd(app, mostUnderWay)
  guardRoutes(app, contexts, settings.origin, metrics)

  healthRoutes(app, options, headers, metrics)
  for (const context of contexts) await app.register(routesOfArea(context), { prefix: context.area.api })
  if (settings.uiFolderFiles) {
    assetRoutes(app, settings.uiFolderFiles, headers.asset)
    for (const context of contexts) pageRoutes(app, context, settings.uiFolderFiles)
  }
  return app
}

function routesOfArea(context: AreaContext) {
  return async (app: FastifyInstance): Promise<void> => {
    for (const add of areaRoutes) add(app, context)
    for (const entity of Object.values(context.plan.entities)) {
      if (!isGranted(context, entity.name)) continue
      for (const add of routesOf(entity)) add(app, context, entity)
    }
    // What is not there is said to whoever is signed in: nobody else learns which names there are.
    app.route({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/*',
      config: { access: signedIn },
      handler: () => {
        throw new Failure(404, 'not-found')
      },
    })
  }
}

/** An entity of which no level of the area allows anything has no routes there. */
function isGranted({ area }: AreaContext, entity: string): boolean {
  const grants = [
    ...area.always,
    ...Object.values(area.pages).flatMap((page) => Object.values(page.grants).flat()),
  ]
  return grants.some((grant) => grant.entity === entity)
}

/** Other sites can make a browser send forms and texts, but not this type. */
function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  )
}

function loggerOf(logger: AppOptions['settings']['logger']) {
  if (logger === undefined) return { logger: false }
  return typeof logger === 'object' && 'child' in logger ? { loggerInstance: logger } : { logger }
}
