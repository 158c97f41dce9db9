import fc from 'fast-check'
import type { EntityPlan, Plan } from '../../../engine/plan/plan.ts'
import { bodyOf } from './bodies.ts'
import type { Cast, Person } from './cast.ts'
import type { Facts } from './facts.ts'
import { fieldsOnly } from './paths.ts'
import { listQuery } from './queries.ts'
import { mayDo, mostly, reachableBy, type Reachable } from './reachable.ts'

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** `@next` stands for the cursor of the answer before. */
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Of the audit trail, by whom may read all of it: it says what happened when, and no two are the same. */
  readonly isApart?: boolean
}

/** Their answers are of the moment (how long requests took), or come as long as one listens, or cost a hash of a password. */
const apart =
  /\/metrics|\/events$|POST \S*\/session|\/password$|\/proof|second-factor|sign-on|account-request/

const nothing: Asked = { method: 'GET', path: '/nothing' }

/** Whatever may be sent, or what is sent to some routes: every route, with names and values that are there, hidden, or nowhere. */
export function requestsOf(
  cast: Cast,
  person: Person,
  facts: Facts,
  about: RegExp = /./,
): fc.Arbitrary<readonly Asked[]> {
  const { plan, app } = cast.portal
  const { area } = person
  const reachable = reachableBy(plan, person, facts)
  const routes = app.accessRules
    .map((line) => /^(\w+) (\S+):/.exec(line)?.slice(1) ?? [])
    .filter(([method = '', path = '']) => method !== 'HEAD' && !apart.test(`${method} ${path}`))
    .filter(([, path = '']) => path.startsWith(`${area.api}/`))
  const others = Object.values(plan.areas).filter((one) => one !== area)
  const foreign = others.flatMap(({ api }) => [`${api}/session`, `${api}/screens`, `${api}/nothing`])
  const requests = routes.map(([method = '', path = '']) => {
    const entity = entityAt(plan, area.api, path)
    const operation = method === 'GET' ? 'read' : method === 'DELETE' ? 'delete' : 'create'
    const isOpen = entity && mayDo(person, plan, facts, entity.name, operation)
    if (!about.test(`${method} ${path}`)) return { weight: 0, arbitrary: fc.constant(nothing) }
    const request = routeRequest(reachable, method, path)
    const isApart = isOpen && entity.builtIn
    if (isApart) return { weight: 4, arbitrary: request.map((one) => ({ ...one, isApart })) }
    return { weight: isOpen ? 16 : 1, arbitrary: request }
  })
  const elsewhere = fc
    .constantFrom(`${area.api}/nothing`, `${area.api}/nothing/1`, '/readyz', ...foreign)
    .map((path): Asked => ({ method: 'GET', path }))
  const one = fc.oneof(...requests, { weight: 4, arbitrary: elsewhere })
  return fc.array(one, { minLength: 3, maxLength: 8, size: 'max' })
}

function entityAt(plan: Plan, api: string, path: string): EntityPlan | undefined {
  return plan.entities[path.slice(api.length + 1).split('/')[0] ?? '']
}

function routeRequest(reachable: Reachable, method: string, path: string): fc.Arbitrary<Asked> {
  const { plan, api } = reachable
  const entity = entityAt(plan, api, path)
  if (!entity) return plainRequest(plan, api, method, path)
  const parts = path.split('/').filter((part) => part.startsWith(':'))
  const linked = entity.fields[path.split('/').at(-2) ?? '']?.relation?.to
  const others: readonly (string | number)[] = [1, 2, 3, 4, 5, 6, 7, 901, 9999, 'x', '0']
  const ids = parts.map((part) =>
    mostly<string | number>(reachable.ids(part === ':other' && linked ? linked : entity.name), others, 3),
  )
  const address = fc.tuple(...ids).map((found) => {
    let count = 0
    return path.replace(/:\w+/g, () => String(found[count++]))
  })
  if (method === 'GET') {
    const field = entity.fields[path.split('/').at(-1) ?? '']
    const of = field?.relation ? plan.entities[field.relation.to] : entity
    const isOne = path.endsWith(':id') || entity.single
    const query = isOne ? fieldsOnly(reachable, entity) : listQuery(reachable, of ?? entity)
    const accept = mostly<string | undefined>([undefined], ['text/csv'])
    return fc.tuple(address, query, accept).map(([at, asked, type]) => ({
      method: 'GET',
      path: asked === '' ? at : `${at}?${asked}`,
      ...(type && { headers: { accept: type } }),
    }))
  }
  const version = mostly<string | undefined>(['*', '"1"'], ['"2"', undefined])
  const operation = path === `${api}/${entity.name}` ? 'create' : 'update'
  const wantsBody = method === 'PATCH' || (method === 'POST' && operation === 'create')
  const body = wantsBody ? bodyOf(reachable, entity, operation) : fc.constant(undefined)
  const consumed = Object.values(plan.areas).flatMap(({ consumes }) => consumes[entity.name] ?? [])
  const consume = operation === 'create' && consumed.length > 0 ? consumeQuery(consumed) : fc.constant('')
  const key = mostly<string | undefined>([undefined], ['key-1', 'key-2'])
  return fc.tuple(address, body, version, consume, key).map(([at, given, match, query, once]) => ({
    method: method as Asked['method'],
    path: at + query,
    ...(given !== undefined && { body: given }),
    headers: { ...(match && { 'if-match': match }), ...(once && { 'idempotency-key': once }) },
  }))
}

function consumeQuery(consumed: readonly { readonly entity: string }[]): fc.Arbitrary<string> {
  const entities = consumed.map(({ entity }) => entity)
  return fc
    .tuple(fc.constantFrom(...entities, 'nothing'), fc.integer({ min: 1, max: 8 }), fc.boolean())
    .map(([entity, id, asks]) => (asks ? `?consume=${entity}/${id}` : ''))
}

/** Screens, one's session and profile, documents of the API. */
function plainRequest(plan: Plan, api: string, method: string, path: string): fc.Arbitrary<Asked> {
  const tabs = Object.values(plan.areas).flatMap(({ pages }) =>
    Object.values(pages).flatMap((page) => page.tabs.map((tab) => `${page.name}/${tab.tab}`)),
  )
  const at = path.endsWith('/:page/:tab')
    ? fc.constantFrom(...tabs, 'nothing/nothing').map((tab) => `${api}/screens/${tab}`)
    : fc.constantFrom(1, 2, 9999).map((id) => path.replace(/:\w+/g, String(id)))
  const body = fc.constantFrom(
    { language: 'en' },
    { language: 'xx' },
    { username: 'nobody-here' },
    { theme: 'dark' },
    { nothing: 1 },
  )
  return fc.tuple(at, body).map(([where, given]) => ({
    method: method as Asked['method'],
    path: where,
    ...(method !== 'GET' && method !== 'DELETE' && { body: given }),
  }))
}
