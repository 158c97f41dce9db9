import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Identity } from '../accounts/identities.ts'
import type { Plan } from '../plan/plan.ts'
import { Failure, malformed } from './failures.ts'
import { preferredLanguage } from './language.ts'

/** Who is signed in; only for routes that are not for anybody. */
export function identityOf(request: FastifyRequest): Identity {
  if (!request.identity) throw new Failure(401, 'signed-out')
  return request.identity
}

/** The account's language, else the browser's. */
export function languageOf(plan: Plan, request: FastifyRequest): string {
  const own = request.identity?.language
  if (own !== null && own !== undefined && plan.languages.includes(own)) return own
  return preferredLanguage(request.headers['accept-language'], plan.languages)
}

/**
 * What was asked for, as the router read it: an address can be written in many ways (`/%61pi/books`), and means one thing.
 * Empty where nothing is there.
 */
export function pathOf({ routeOptions, params }: FastifyRequest): string {
  const given = params as Readonly<Record<string, string | undefined>>
  return (routeOptions.url ?? '').replace(
    /:(\w+)|\*/g,
    (_, name: string | undefined) => given[name ?? '*'] ?? '',
  )
}

/**
 * From where a request comes, as tries are counted: whoever has one address of IPv6 has those beside it too, and is one with
 * all of its network.
 */
export function sourceOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  const [, mapped] = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(ip) ?? []
  if (mapped !== undefined || !isIPv6(ip)) return mapped ?? ip
  const [before = [], after] = ip.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const left = after ? Array<string>(8 - before.length - after.length).fill('0') : []
  const groups = [...before, ...left, ...(after ?? [])].slice(0, 4)
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** What is no id cannot be there. */
export function idOf(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text)) throw new Failure(404, 'not-found')
  return Number(text)
}

/** The version that a write is based on; null insists (`*`). */
export function versionWanted(request: FastifyRequest): number | null {
  const header = request.headers['if-match']
  if (header === undefined) throw new Failure(428, 'precondition')
  if (header === '*') return null
  const version = /^"(\d{1,15})"$/.exec(header)?.[1]
  if (version === undefined) throw malformed('malformed')
  return Number(version)
}

export function wantsCsv(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/csv') === true
}
