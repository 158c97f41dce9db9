import type { FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import type { Refused, RefusedAbout } from '../../database/why/refusals.ts'
import type { Plan } from '../../plan/plan.ts'
import { questionText } from '../../words/question.ts'
import { isObject } from '../bodies/record-body.ts'
import type { Failure } from '../failures.ts'
import type { MessageKey } from '../messages/messages.ts'
import { operationOf } from '../operation-of.ts'
import { pathOf } from '../request.ts'

/** What a field may fail on because of a permission; also where it fails on something else: the two are not told apart. */
const ofFields: ReadonlySet<MessageKey> = new Set<MessageKey>([
  'field-unknown',
  'field-read-only',
  'field-reference',
  'field-option',
])

/** Whether a permission may be behind it. Of all that look alike, each has an id, whatever is behind this one. */
function isOfPermission({ status, code, details }: Failure): boolean {
  if (status === 403) return code !== 'cross-site'
  if (status === 404) return true
  if (status === 400) return code === 'unknown-field' || code === 'unknown-parameter'
  return status === 422 && details.errors?.some(({ key }) => ofFields.has(key)) === true
}

/** What is kept of a refused request, to say later why it was; null where nobody is signed in, or no permission refused it. */
export function refusalOf(
  plan: Plan,
  revision: number,
  request: FastifyRequest,
  failure: Failure,
): Refused | null {
  const { identity } = request
  if (!identity || !isOfPermission(failure)) return null
  const { access, account } = identity.reader
  return {
    id: request.id,
    at: new Date().toISOString(),
    area: access.area,
    account: account.id,
    levels: Object.fromEntries(access.levels),
    revision,
    request: `${request.method} ${pathOf(request)}`.slice(0, 300),
    status: failure.status,
    code: failure.code,
    about: { questions: questionsOf(plan, access.area, request, failure), given: givenOf(request) },
  }
}

const mostQuestions = 10

function questionsOf(
  plan: Plan,
  area: string,
  request: FastifyRequest,
  failure: Failure,
): RefusedAbout['questions'] {
  const api = plan.areas[area]?.api ?? ''
  const [first = '', second = null, third = null] = pathOf(request)
    .slice(api.length + 1)
    .split('/')
  if (first === 'screens') return second === null ? [] : [`open ${second.slice(0, 60)}`]
  const rule = request.routeOptions.config.access
  const entity = rule?.for === 'permitted' ? rule.entity : first
  if (!Object.hasOwn(plan.entities, entity)) return []
  const operation = rule?.for === 'permitted' ? rule.operation : operationOf(request.method)
  const record = second === null || !/^\d{1,15}$/.test(second) ? null : second
  const link = third !== null && plan.entities[entity]?.fields[third] ? third : null
  const fields = [...fieldsOf(failure, request), ...(link === null ? [] : [link])]
  const asked = fields.length > 0 ? fields.slice(0, mostQuestions) : [null]
  return asked.map((field) => questionText({ do: operation, entity, record, field }))
}

/** Those that were refused by name; where the record refused, all that were given. */
function fieldsOf({ status, details }: Failure, request: FastifyRequest): readonly string[] {
  const named = details.errors?.map(({ field }) => field) ?? []
  const name = details.parameters?.['name']
  const asked = status === 400 && typeof name === 'string' ? [name.split('.')[0] ?? ''] : []
  const given = status === 403 ? Object.keys(valuesIn(request) ?? {}) : []
  return [...named, ...asked, ...given].filter((name) => /^[a-z][a-z0-9_]{0,39}$/.test(name))
}

const longestGiven = 2_000

function givenOf(request: FastifyRequest): RefusedAbout['given'] {
  // What is no record may be a password.
  if (request.routeOptions.config.access?.for !== 'permitted') return null
  const values = valuesIn(request)
  return values && JSON.stringify(values).length > longestGiven ? null : values
}

/** Of a record; the bytes of a file are none, and still on their way. */
function valuesIn({ body }: FastifyRequest): RefusedAbout['given'] {
  return isObject(body) && !(body instanceof Readable) ? body : null
}
