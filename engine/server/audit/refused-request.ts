import type { FastifyRequest } from 'fastify'
import { findAccount } from '../../accounts/sign-in.ts'
import type { AuditEntry } from '../../database/audit/append.ts'
import type { Database } from '../../database/database.ts'
import type { AreaPlan, Plan } from '../../plan/plan.ts'
import { isObject } from '../bodies/record-body.ts'
import { causeOf } from '../cause.ts'
import type { Failure } from '../failures.ts'
import type { MessageKey } from '../messages/messages.ts'
import { operationOf } from '../operation-of.ts'
import { pathOf } from '../request.ts'
import type { RefusedEntry } from './refused-entries.ts'

interface Portal {
  readonly plan: Plan
  readonly db: Database
  readonly revision: () => number
}

/** What somebody may not do, or is not let in for; mistakes of whoever types are none. */
export const told: ReadonlySet<MessageKey> = new Set<MessageKey>([
  'credentials',
  'too-many-requests',
  'own-account',
  'last-administrator',
])
const toldOfFields: ReadonlySet<MessageKey> = new Set<MessageKey>(['field-unknown', 'field-read-only'])

/** The entry of a request that was refused; null where that says nothing of anybody's permissions. */
export function refusedRequest(
  { plan, db, revision }: Portal,
  request: FastifyRequest,
  failure: Failure,
): RefusedEntry | null {
  const area = areaOf(plan, request)
  if (!area || !isTold(request, failure)) return null
  const cause = causeOf({ area, revision }, request)
  if (request.identity === null && isSignIn(area, request)) {
    return {
      cause,
      entry: { operation: 'sign-in', outcome: 'failed', code: failure.code },
      complete: () => whoseDoor(db, plan, area, request),
    }
  }
  return { cause, entry: { outcome: 'refused', code: failure.code, ...about(plan, area, request, failure) } }
}

function isTold({ identity }: FastifyRequest, { status, code, details }: Failure): boolean {
  if (status === 403 || told.has(code)) return true
  if (!identity) return false
  return (
    status === 404 || (status === 422 && details.errors?.some(({ key }) => toldOfFields.has(key)) === true)
  )
}

/** The longest address that the request's begins with. */
function areaOf(plan: Plan, request: FastifyRequest): AreaPlan | null {
  const path = pathOf(request)
  const areas = Object.values(plan.areas).filter(({ api }) => path.startsWith(`${api}/`))
  return areas.sort((a, b) => b.api.length - a.api.length)[0] ?? null
}

function isSignIn({ api }: AreaPlan, request: FastifyRequest): boolean {
  return request.method === 'POST' && pathOf(request) === `${api}/session`
}

/** Which account was tried; what was typed is not kept, since it may be a password. */
async function whoseDoor(
  db: Database,
  plan: Plan,
  area: AreaPlan,
  { body }: FastifyRequest,
): Promise<Partial<AuditEntry>> {
  const username = isObject(body) ? body['username'] : null
  if (typeof username !== 'string') return {}
  const account = await findAccount(db, plan, area, username.slice(0, 300))
  return account ? { entity: account.entity, id: account.id, record: username } : {}
}

function about(
  plan: Plan,
  { api }: AreaPlan,
  request: FastifyRequest,
  { details }: Failure,
): Pick<AuditEntry, 'operation' | 'entity' | 'id' | 'fields'> {
  const [first = '', second = ''] = pathOf(request)
    .slice(api.length + 1)
    .split('/')
  const rule = request.routeOptions.config.access
  const permitted = rule?.for === 'permitted' ? rule : null
  const entity = permitted?.entity ?? (Object.hasOwn(plan.entities, first) ? first : null)
  const named = (details.errors ?? []).map(({ field }) => field)
  return {
    operation: permitted?.operation ?? operationOf(request.method),
    entity,
    id: entity !== null && /^[1-9]\d{0,14}$/.test(second) ? Number(second) : null,
    // What is no name of a field was typed by somebody, and may be anything.
    fields: named.filter(
      (field) => entity !== null && Object.hasOwn(plan.entities[entity]?.fields ?? {}, field),
    ),
  }
}
