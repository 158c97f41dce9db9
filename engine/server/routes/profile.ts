import type { Access } from '../../access/access.ts'
import { grantAccess } from '../../access/grant.ts'
import type { Identity } from '../../accounts/identities.ts'
import { asksSecondFactor } from '../../accounts/levels.ts'
import { keepTheme, readTheme, themes } from '../../accounts/own-settings.ts'
import { readSecondFactor } from '../../accounts/second-factor.ts'
import type { AreaPlan, Plan } from '../../plan/plan.ts'
import { signedIn, signedInAtAll } from '../access-rules.ts'
import { sendAnswer } from '../answer.ts'
import { exactTexts } from '../bodies/exact-body.ts'
import { recordBodies } from '../bodies/record-body.ts'
import type { AreaContext } from '../context.ts'
import { Failure, invalid } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { localise } from '../language.ts'
import { demandProof } from '../proof.ts'
import { readFieldsQuery } from '../query/list-query.ts'
import { queryText } from '../query/parameters.ts'
import { identityOf, languageOf, versionWanted } from '../request.ts'
import { performing } from '../retries/perform.ts'
import type { ProfileAnswer } from '../wire.ts'
import { etagOf, updateRecord } from '../writes.ts'
import type { AreaRoutes } from './route.ts'

/** What somebody signs in with, and where links to set a password go: the password is asked for before it changes. */
const forSigningIn = ['username', 'email']

/** What is one's own: settings, and of one's record what the definitions leave to its owner. */
export const profileRoutes: AreaRoutes = (app, context) => {
  const { db, plan, area, headers } = context

  app.get('/profile', { config: { access: signedInAtAll } }, async (request, reply) => {
    const identity = identityOf(request)
    const language = languageOf(plan, request)
    const answer: ProfileAnswer = {
      form: area.profile ? localise(area.profile, language) : null,
      theme: await readTheme(db, identity.account),
      password: area.signOn ? null : await aboutPassword(context, identity),
    }
    return sendJson(reply, headers.data, JSON.stringify(answer))
  })

  app.patch('/profile', { config: { access: signedInAtAll } }, async (request, reply) => {
    const { account } = identityOf(request)
    const { theme: wanted } = exactTexts(request.body, ['theme'])
    const theme = themes.find((each) => each === wanted)
    if (!theme) throw invalid([{ field: 'theme', key: 'field-option' }])
    await db.write((transaction) => keepTheme(transaction, account, theme))
    return reply.headers(headers.data).code(204).send()
  })

  recordOfProfile(app, context)
}

const recordOfProfile: AreaRoutes = (app, context) => {
  const { db, plan, area, records, headers } = context
  const entity = plan.entities[area.accounts]
  if (!area.profile || !entity) return
  const access = profileAccess(plan, area)
  const bodies = recordBodies(entity)
  const path = '/profile/record'

  app.get(path, { config: { access: signedIn } }, async (request, reply) => {
    const { account } = identityOf(request)
    const fields = readFieldsQuery(plan, access, entity.name, queryText(request.url))
    const record = await records.get({ access, account }, entity.name, account.id, { fields })
    if (!record) throw new Failure(404, 'not-found')
    return sendJson(reply.headers(etagOf(record)), headers.data, record.json)
  })

  app.patch(path, { config: { access: signedIn } }, async (request, reply) => {
    const identity = identityOf(request)
    const version = versionWanted(request)
    const values = bodies.forUpdate(access, request.body)
    if (forSigningIn.some((name) => name in values)) await demandProof(context, identity)
    const own: Identity = { ...identity, reader: { ...identity.reader, access } }
    const perform = performing(db, request)
    const answer = await updateRecord(context, own, entity, identity.account.id, values, version, perform)
    return sendAnswer(reply, headers, answer)
  })
}

/** Nothing but one's own record, and of it what the definitions say: through the one resolver, as all access goes. */
function profileAccess(plan: Plan, area: AreaPlan): Access {
  const fields = (area.profile?.fields ?? []).map(({ field }) => field)
  const own = { path: ['id'], op: 'eq', value: { user: [] } } as const
  const grant = { entity: area.accounts, fields, where: own }
  const always = [
    { ...grant, allow: ['read'], fields: [...fields, 'display'] },
    { ...grant, allow: ['update'] },
  ] as const
  const alone = {
    ...plan,
    areas: { ...plan.areas, [area.name]: { ...area, always, pages: {}, pageOrder: [] } },
  }
  return { ...grantAccess(alone, area.name, {}), key: JSON.stringify([area.name, 'profile']) }
}

async function aboutPassword(
  { db, area }: AreaContext,
  { account, reader }: Identity,
): Promise<ProfileAnswer['password']> {
  const factor = await readSecondFactor(db, account)
  return {
    secondFactor: factor && {
      since: new Date(factor.since).toISOString(),
      recoveryCodes: factor.recoveryCodes,
    },
    isSecondFactorRequired: asksSecondFactor(area, reader.access.levels),
  }
}
