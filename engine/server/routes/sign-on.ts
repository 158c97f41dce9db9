import type { FastifyRequest } from 'fastify'
import { openProvider, SignOnFailed, type SignOnTrouble } from '../../accounts/sign-on.ts'
import { anybody } from '../access-rules.ts'
import { exactTexts } from '../bodies/exact-body.ts'
import { causeOf } from '../cause.ts'
import { claimedAccount } from '../claimed-account.ts'
import { sessionCookie } from '../cookies.ts'
import { Failure } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { letIn } from '../let-in.ts'
import { tooMany } from '../limits.ts'
import { sourceOf } from '../request.ts'
import type { SignOnAnswer } from '../wire.ts'
import type { AreaRoutes } from './route.ts'

const statuses: Readonly<Record<SignOnTrouble, number>> = { unreachable: 503, denied: 401, failed: 401 }

/**
 * Signing in with a provider: sent there by a `POST`, and back to a page, which tells what it was sent back with by another.
 * So no `GET` signs anybody in, and both come from this site.
 */
export const signOnRoutes: AreaRoutes = (app, context) => {
  const { db, area, settings, headers, limits } = context
  const { signOn } = area
  if (!signOn) return
  const secret = signOn.secret === null ? undefined : settings.secrets?.(signOn.secret)
  const provider = openProvider(db, area.name, signOn, secret)
  const redirect = `${settings.origin}${area.path === '/' ? '' : area.path}/sign-on`
  // Whoever comes back is who was sent.
  const begun = sessionCookie(`${area.name}-sign-on`, settings.secureCookies)

  async function attempt<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
    const wait = await limits.addresses.take(`address ${sourceOf(request)}`)
    if (wait > 0) throw tooMany(wait)
    try {
      const done = await work()
      await limits.addresses.giveBack(`address ${sourceOf(request)}`)
      return done
    } catch (error) {
      if (!(error instanceof SignOnFailed)) throw error
      request.log.warn({ err: error.cause ?? error }, 'signing in with the provider failed')
      const parameters = { title: signOn?.title ?? '' }
      throw new Failure(statuses[error.trouble], `sign-on-${error.trouble}`, { parameters })
    }
  }

  app.post('/sign-on', { config: { access: anybody } }, async (request, reply) => {
    exactTexts(request.body ?? {}, [])
    const { location, token } = await attempt(request, () => provider.begin(redirect))
    const answer: SignOnAnswer = { location }
    return sendJson(reply.header('set-cookie', begun.set(token)), headers.data, JSON.stringify(answer))
  })

  app.post('/session', { config: { access: anybody } }, async (request, reply) => {
    const { answer: search } = exactTexts(request.body, ['answer'])
    const token = begun.read(request.headers.cookie)
    const claims = await attempt(request, () => {
      if (token === null || !search.startsWith('?')) throw new SignOnFailed('failed')
      return provider.finish(redirect, token, search)
    })
    const account = await claimedAccount(context, signOn, claims, causeOf(context, request, null))
    if (!account) throw new Failure(403, 'sign-on-unknown')
    return letIn(context, request, reply, account, async (transaction) => {
      await transaction.query(
        `update "${account.entity}" set "status" = ?, "version" = "version" + 1 where "id" = ? and "status" = ?`,
        ['active', account.id, 'invited'],
      )
    })
  })
}
