import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Identity } from '../accounts/identities.ts'
import { enforce, ruleText, type AccessRule } from './access-rules.ts'
import { causing } from './cause.ts'
import type { AreaContext } from './context.ts'
import { Failure } from './failures.ts'
import type { Metrics } from './metrics.ts'
import { refuseOtherSites } from './origin.ts'
import { admitViewing } from './viewing/guard.ts'

export interface GuardedRoute {
  readonly method: string
  readonly url: string
  readonly rule: AccessRule
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route with who may call it, one a line: `GET /api/books: read books`. */
    accessRules: string[]
    /** The same as data, for whoever describes them. */
    guardedRoutes: GuardedRoute[]
  }
}

const safe = new Set(['GET', 'HEAD'])

/** Puts each route's rule before its handler. A route without a rule stops the portal from starting. */
export function guardRoutes(
  app: FastifyInstance,
  contexts: readonly AreaContext[],
  origin: string,
  metrics: Metrics,
): void {
  app.decorateRequest('identity', null)
  app.decorate('accessRules', [])
  app.decorate('guardedRoutes', [])
  const byPrefix = new Map(contexts.map((context) => [context.area.api, context]))

  app.addHook('onRoute', (route: RouteOptions & { prefix?: string }) => {
    const rule = route.config?.access
    if (!rule) throw new Error(`the route ${String(route.method)} ${route.url} does not say who may call it`)
    const context = byPrefix.get(route.prefix ?? '') ?? null
    if (!context && rule.for !== 'anybody') throw new Error(`nobody can sign in to ${route.url}`)
    const methods = [route.method].flat()
    for (const method of methods) {
      app.accessRules.push(`${method} ${route.url}: ${ruleText(rule)}`)
      app.guardedRoutes.push({ method, url: route.url, rule })
    }

    const changes = !methods.every((method) => safe.has(method))
    route.onRequest = guard(rule, context, changes ? origin : null)
    route.onResponse = (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      metrics.observe(request.method, route.url, reply.statusCode, reply.elapsedTime)
      done()
    }
  })
}

type Done = (error?: Error) => void

function guard(rule: AccessRule, context: AreaContext | null, origin: string | null) {
  return (request: FastifyRequest, reply: FastifyReply, done: Done): void => {
    try {
      if (origin !== null && !safe.has(request.method)) refuseOtherSites(request, origin)
      const reads = safe.has(request.method)
      if (!context || (rule.for === 'anybody' && reads)) return done()
      const viewing = context.viewingCookie.read(request.headers.cookie)
      if (viewing !== null) {
        admitViewing(rule, context, request, reply, viewing).then(() => done(), done)
        return
      }
      if (rule.for === 'anybody') return done()
      const token = context.cookie.read(request.headers.cookie)
      const found = token === null ? null : context.identities.find(token)
      if (found instanceof Promise) {
        found.then((identity) => admit(rule, context, request, identity)).then(() => done(), done)
      } else {
        admit(rule, context, request, found)
        done()
      }
    } catch (error) {
      done(error as Error)
    }
  }
}

function admit(
  rule: AccessRule,
  context: AreaContext,
  request: FastifyRequest,
  identity: Identity | null,
): void {
  if (!identity) throw new Failure(401, 'signed-out')
  if (identity.lacksSecondFactor && rule.for !== 'signed-in-at-all') {
    throw new Failure(403, 'second-factor-needed')
  }
  request.identity = safe.has(request.method) ? identity : causing(context, request, identity)
  enforce(rule, identity.reader.access)
}
