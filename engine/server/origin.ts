import type { FastifyRequest } from 'fastify'
import { Failure } from './failures.ts'

/**
 * A browser says where a request comes from; what another site makes it send is refused. A program that is no browser sends
 * neither header, and carries no cookie that another site could use.
 */
export function refuseOtherSites(request: FastifyRequest, origin: string): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Failure(403, 'cross-site')
  const from = request.headers.origin
  if (from === undefined || from === origin || hostOf(from) === request.headers.host) return
  throw new Failure(403, 'cross-site')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
