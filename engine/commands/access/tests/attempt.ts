import { engineOf } from '../../../accounts/make-account.ts'
import { called } from '../../../effects/load-samples.ts'
import type { Try } from '../../../model/access-test.ts'
import type { MenuAnswer, ProblemDetails } from '../../../server/wire.ts'
import type { RecordQuestion } from '../../../words/question.ts'
import { requestFor, type Asked } from './request.ts'
import type { SignedIn, Trial } from './trial.ts'

type InjectedAnswer = Awaited<ReturnType<Trial['app']['inject']>>

/** What came of a try: done, refused by a permission, or something that tells neither; what is empty may be hidden or not. */
export interface Outcome {
  readonly is: 'done' | 'refused' | 'unclear' | 'empty'
  /** What the portal answered, in short. */
  readonly seen: string
}

export async function attempt(trial: Trial, signedIn: SignedIn, { question, given }: Try): Promise<Outcome> {
  if (question.do === 'open') {
    const answer = await ask(trial, signedIn, { method: 'GET', path: '/screens' })
    const isThere = answer.json<MenuAnswer>().pages.some(({ page }) => page === question.page)
    return isThere
      ? { is: 'done', seen: 'it is in the menu' }
      : { is: 'refused', seen: 'it is not in the menu' }
  }
  if (isOfNoRecord(trial, question)) return { is: 'empty', seen: 'by the rules alone' }
  if (question.do === 'restore') await setDeleted(trial, question, 'deleted')
  const asked = await requestFor(trial, signedIn, { question, given })
  if (!asked) return { is: 'unclear', seen: 'there is no record that it could be tried with' }
  const answer = await ask(trial, signedIn, asked)
  if (question.do === 'restore') await setDeleted(trial, question, 'present')
  return outcomeOf(trial, question, asked, answer)
}

/** Without a record there is nothing to try an action with: then the rules answer. */
function isOfNoRecord(
  { definitions: { plan } }: Trial,
  { do: operation, entity, record }: RecordQuestion,
): boolean {
  if (record !== null || plan.entities[entity]?.single) return false
  return !['read', 'export', 'create'].includes(operation)
}

export function ask(
  { app, area }: Trial,
  { cookie }: SignedIn,
  { method, path, body, accept }: Asked,
): Promise<InjectedAnswer> {
  return app.inject({
    method,
    url: `${area.api}${path}`,
    headers: {
      cookie,
      ...(method !== 'GET' && { 'if-match': '*' }),
      ...(accept !== undefined && { accept }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
}

/** A record is deleted, to see who may bring it back, and is there again afterwards. */
async function setDeleted(
  { definitions: { plan }, area, keep, records, ids }: Trial,
  { entity, record }: RecordQuestion,
  wanted: 'deleted' | 'present',
): Promise<void> {
  const id = ids.get(called({ entity, key: record ?? '' })) ?? 0
  const engine = engineOf(plan, area)
  await keep<unknown>((transaction) =>
    wanted === 'deleted'
      ? records.remove(transaction, engine, entity, id, null)
      : records.restore(transaction, engine, entity, id),
  )
}

const ofPermissions = new Set(['unknown', 'read-only', 'reference', 'option', 'required'])

function outcomeOf(
  { definitions: { plan } }: Trial,
  { do: operation, entity, record, field }: RecordQuestion,
  { accept }: Asked,
  answer: InjectedAnswer,
): Outcome {
  const { statusCode: status } = answer
  if (status < 300) {
    if (accept !== undefined && record !== null && answer.body.trim().split('\n').length < 2)
      return { is: 'refused', seen: 'it is not among what is exported' }
    const isHidden = operation === 'read' && record !== null && field !== null
    if (isHidden && answer.json<Record<string, unknown>>()[field] === null) {
      return { is: 'empty', seen: 'it is empty there' }
    }
    return { is: 'done', seen: `${status}` }
  }
  const { code, detail, errors } = answer.json<ProblemDetails>()
  const seen = `${status} ${code}: ${errors.map((error) => `${error.field}: ${error.message}`).join(' ') || detail}`
  if (status === 403 || status === 404) return { is: 'refused', seen }
  if (status === 400 && (code === 'unknown-field' || code === 'unknown-parameter'))
    return { is: 'refused', seen }
  // Whoever may not do it is told so before the state of the record matters.
  if (status === 409 && !['create', 'update', 'delete'].includes(operation)) return { is: 'done', seen }
  const isOfPermissions =
    status === 422 && errors.length > 0 && errors.every((error) => ofPermissions.has(error.code))
  return { is: isOfPermissions && plan.entities[entity] ? 'refused' : 'unclear', seen }
}
