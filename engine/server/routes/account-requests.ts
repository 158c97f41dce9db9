import { portalKey } from '../../accounts/portal-key.ts'
import { fold } from '../../words/fold.ts'
import { anybody } from '../access-rules.ts'
import { exactTexts } from '../bodies/exact-body.ts'
import { asObject, isBlank, recordBodies } from '../bodies/record-body.ts'
import { Failure, invalid, malformed } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { localise } from '../language.ts'
import { tooMany } from '../limits.ts'
import { languageOf, sourceOf } from '../request.ts'
import { confirmRequest, takeRequest } from '../requests/pending.ts'
import { newTicket, ticketWait } from '../requests/ticket.ts'
import { visitorAccess } from '../requests/visitor.ts'
import type { AccountRequestForm } from '../wire.ts'
import type { AreaRoutes } from './route.ts'

/** Whoever has no account asks for one: the form, what was entered, and that the mail sent for it has arrived. */
export const accountRequestRoutes: AreaRoutes = (app, context) => {
  const { db, plan, area, headers, limits } = context
  const asked = area.accountRequests
  const entity = asked ? plan.entities[asked.entity] : undefined
  if (!asked || !entity) return
  const key = portalKey(db, 'account-requests')
  const bodies = recordBodies(entity)
  const access = visitorAccess(plan, area)
  const config = { access: anybody }

  app.get('/account-requests', { config }, async (request, reply) => {
    const form = localise(asked.form, languageOf(plan, request))
    const answer: AccountRequestForm = { form, ticket: newTicket(await key(), area.name) }
    return sendJson(reply, headers.data, JSON.stringify(answer))
  })

  // The same answer at the same moment, whoever's address it is: what there is to do is done afterwards.
  app.post('/account-requests', { config }, async (request, reply) => {
    const { values, ticket, website } = exactRequest(request.body)
    const wait = await limits.requests.take(`${area.name} ${sourceOf(request)}`)
    if (wait > 0) throw tooMany(wait)
    const given = bodies.forCreate(access, values)
    const missing = asked.form.fields.filter(
      ({ field, required }) => required && isBlank(given[field] ?? null),
    )
    if (missing.length > 0) throw invalid(missing.map(({ field }) => ({ field, key: 'field-required' })))
    const early = ticketWait(await key(), area.name, ticket)
    if (early === null) throw new Failure(409, 'form-expired')
    if (early > 0) throw tooEarly(early)
    const email = String(given['email'])
    const isMeant =
      website === '' && (await limits.requestsOfAddress.take(`${area.name} ${fold(email)}`)) === 0
    if (isMeant && (await limits.requestsOfArea.take(area.name)) === 0) {
      const language = languageOf(plan, request)
      const pending = { area: area.name, email, language, values: given }
      context.background(() => takeRequest(context, entity, pending), request.log)
    }
    return reply.headers(headers.data).code(202).send()
  })

  app.put('/account-requests', { config }, async (request, reply) => {
    const { token } = exactTexts(request.body, ['token'])
    const wait = await limits.links.take(`address ${sourceOf(request)}`)
    if (wait > 0) throw tooMany(wait)
    await confirmRequest(context, entity, token)
    return reply.headers(headers.data).code(204).send()
  })
}

function tooEarly(seconds: number): Failure {
  return new Failure(429, 'too-early', {
    parameters: { seconds },
    headers: { 'retry-after': String(seconds) },
  })
}

/** `website` is for programs that fill in whatever there is: people do not see it. */
function exactRequest(body: unknown): { values: unknown; ticket: string; website: string } {
  const { values, ticket, website, ...more } = asObject(body)
  const isExact = Object.keys(more).length === 0 && typeof ticket === 'string' && typeof website === 'string'
  if (!isExact || values === undefined) throw malformed('malformed')
  return { values, ticket, website }
}
