import fc from 'fast-check'
import type { EntityPlan, FieldPlan, Plan } from '../../../engine/plan/plan.ts'
import { canary, valueOf, type Cast, type Person } from './cast.ts'
import { covers, rightsOf, type Facts } from './facts.ts'

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** `@next` stands for the cursor of the answer before. */
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Their answers are of the moment (how long requests took), or come as long as one listens, or cost a hash of a password. */
const apart =
  /\/metrics|\/events$|POST \S*\/session|\/password$|\/proof|second-factor|sign-on|account-request/

/** What somebody may name and reach: most requests are about that, and something else stands in one of a few. */
interface Reachable {
  readonly plan: Plan
  readonly facts: Facts
  readonly api: string
  readonly reads: (entity: string) => readonly string[]
  readonly writes: (entity: string, operation: 'create' | 'update') => readonly string[]
  readonly ids: (entity: string) => readonly number[]
}

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
    .filter(([, path = '']) => path.startsWith(`${area.api}/`) && !isTrail(plan, area.api, path))
  const others = Object.values(plan.areas).filter((one) => one !== area)
  const foreign = others.flatMap(({ api }) => [`${api}/session`, `${api}/screens`, `${api}/nothing`])
  const requests = routes.map(([method = '', path = '']) => {
    const entity = entityAt(plan, area.api, path)
    const operation = method === 'GET' ? 'read' : method === 'DELETE' ? 'delete' : 'create'
    const isOpen = entity && mayDo(person, plan, facts, entity.name, operation)
    if (!about.test(`${method} ${path}`)) return { weight: 0, arbitrary: fc.constant(nothing) }
    return { weight: isOpen ? 16 : 1, arbitrary: routeRequest(reachable, method, path) }
  })
  const elsewhere = fc
    .constantFrom(`${area.api}/nothing`, `${area.api}/nothing/1`, '/readyz', ...foreign)
    .map((path): Asked => ({ method: 'GET', path }))
  const one = fc.oneof(...requests, { weight: 4, arbitrary: elsewhere })
  return fc.array(one, { minLength: 3, maxLength: 8, size: 'max' })
}

function mayDo(
  person: Person,
  plan: Plan,
  facts: Facts,
  entity: string,
  operation: 'read' | 'delete' | 'create',
): boolean {
  const rights = rightsOf(plan, person, facts)
  const isWrite = operation === 'create'
  return (isWrite ? (['create', 'update', 'restore', 'reset-password'] as const) : [operation]).some(
    (one) => rights.grants(entity, one).length > 0,
  )
}

function reachableBy(plan: Plan, person: Person, facts: Facts): Reachable {
  const rights = rightsOf(plan, person, facts)
  const of = (entity: string, operation: 'read' | 'create' | 'update'): string[] => {
    const grants = rights.grants(entity, operation)
    return (plan.entities[entity]?.fieldOrder ?? []).filter((field) =>
      grants.some((grant) => covers(grant, operation, field)),
    )
  }
  return {
    plan,
    facts,
    api: person.area.api,
    reads: (entity) => of(entity, 'read'),
    writes: (entity, operation) =>
      of(entity, operation).filter((name) => {
        const field = plan.entities[entity]?.fields[name]
        if (!field || field.readOnly || field.relation?.inverseOf) return false
        return operation === 'create' || field.relation?.many !== true
      }),
    ids: (entity) => [...(facts.get(entity)?.keys() ?? [])].filter((id) => rights.allows(entity, id, 'read')),
  }
}

/** Mostly one of the first, sometimes one of the others. */
function mostly<T>(usual: readonly T[], others: readonly T[], weight = 5): fc.Arbitrary<T> {
  if (usual.length === 0) return fc.constantFrom(...others)
  if (others.length === 0) return fc.constantFrom(...usual)
  return fc.oneof(
    { weight, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  )
}

/** The audit trail says what happened when: no two are the same. */
function isTrail(plan: Plan, api: string, path: string): boolean {
  return entityAt(plan, api, path)?.builtIn === true
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

const strange = ['__proto__', 'name$folded', 'password', 'constructor', 'id.id', 'display.id']

/** Names of fields: those that may be read, behind relations too; and hidden ones, and none. */
function pathsOf({ plan, reads }: Reachable, entity: EntityPlan): fc.Arbitrary<string> {
  const [usual, others]: [string[], string[]] = [[], ['nothing']]
  const walk = (here: EntityPlan, before: string, isOpen: boolean, depth: number): void => {
    const readable = new Set([...reads(here.name), 'id'])
    for (const field of Object.values(here.fields)) {
      const path = before + field.name
      const opens = isOpen && readable.has(field.name)
      const list = opens ? usual : others
      list.push(path)
      const to = field.relation && plan.entities[field.relation.to]
      if (to && depth < 2) walk(to, `${path}.`, opens, depth + 1)
    }
    const named = isOpen && readable.size > 1 ? usual : others
    named.push(`${before}display`)
  }
  walk(entity, '', true, 0)
  const isNear = (path: string): boolean => !path.includes('.')
  return fc.oneof(
    { weight: 6, arbitrary: mostly(usual.filter(isNear), others.filter(isNear), 3) },
    {
      weight: 2,
      arbitrary: mostly(
        usual.filter((path) => !isNear(path)),
        [...others, ...strange],
        3,
      ),
    },
  )
}

function fieldsOnly(reachable: Reachable, entity: EntityPlan): fc.Arbitrary<string> {
  const fields = fc.array(pathsOf(reachable, entity), { minLength: 1, maxLength: 3 })
  return fc.oneof(
    fc.constant(''),
    fields.map((names) => `fields=${names.join(',')}`),
  )
}

const operators = [
  'eq',
  'ne',
  'in',
  'nin',
  'lt',
  'lte',
  'gt',
  'gte',
  'contains',
  'startsWith',
  'empty',
  'some',
]

function listQuery(reachable: Reachable, entity: EntityPlan): fc.Arbitrary<string> {
  const { plan, reads } = reachable
  const path = pathsOf(reachable, entity)
  const guess = guesses(reachable, entity)
  const compared = path.chain((name) => {
    const end = fieldAt(plan, entity, name)
    const value = end ? oneOfTheFields(reachable, end.entity, end.field) : guess
    const operator = mostly(end?.field.operators ?? ['eq'], operators)
    return fc
      .tuple(operator, fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: guess }))
      .map(([one, text]) => ({ name, operator: one, value: one === 'empty' ? 'true' : text }))
  })
  const term = fc.oneof(
    { weight: 4, arbitrary: compared.map((one) => `filter[${one.name}][${one.operator}]=${one.value}`) },
    {
      weight: 1,
      arbitrary: compared.map((one) => `filter[not][${one.name}][${one.operator}]=${one.value}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(compared, path)
        .map(
          ([one, other]) =>
            `filter[or][0][${one.name}][${one.operator}]=${one.value}&filter[or][1][${other}][empty]=true`,
        ),
    },
    ...Object.values(entity.fields).flatMap(({ name, relation }) => {
      const to = relation?.many ? plan.entities[relation.to] : undefined
      if (!to) return []
      const inner = fc
        .tuple(mostly(reads(to.name), to.fieldOrder), mostly(['eq', 'ne'], operators), guesses(reachable, to))
        .map(([field, operator, value]) => `filter[${name}][some][${field}][${operator}]=${value}`)
      return [{ weight: reads(entity.name).includes(name) ? 2 : 1, arbitrary: inner }]
    }),
  )
  const part = fc.oneof(
    { weight: 6, arbitrary: term },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom('', '-'), path).map(([sign, name]) => `sort=${sign}${name}`),
    },
    { weight: 3, arbitrary: guess.map((value) => `search=${value}`) },
    {
      weight: 2,
      arbitrary: fc.array(path, { minLength: 1, maxLength: 2 }).map((names) => `fields=${names.join(',')}`),
    },
    { weight: 3, arbitrary: mostly(['limit=1', 'limit=2', 'limit=3'], ['limit=200', 'limit=0']) },
    { weight: 2, arbitrary: fc.constantFrom('count=exact', 'count=none', 'count=capped') },
    { weight: 2, arbitrary: mostly(['after=@next', 'before=@next'], ['after=x']) },
    { weight: 1, arbitrary: fc.constantFrom('deleted=only', 'deleted=include', 'linked=false', 'nothing=1') },
  )
  return fc
    .uniqueArray(part, { maxLength: 3, selector: (text) => /^\w+/.exec(text)?.[0] })
    .map((parts) => parts.join('&'))
}

function fieldAt(
  plan: Plan,
  entity: EntityPlan,
  path: string,
): { entity: EntityPlan; field: FieldPlan } | null {
  let here: EntityPlan | undefined = entity
  const names = path.split('.')
  for (const [index, name] of names.entries()) {
    const field: FieldPlan | undefined =
      here && Object.hasOwn(here.fields, name) ? here.fields[name] : undefined
    if (!here || !field) return null
    if (index === names.length - 1) return { entity: here, field }
    here = field.relation ? plan.entities[field.relation.to] : undefined
  }
  return null
}

/** What stands in the field somewhere, hidden or not, whole or in part. */
function oneOfTheFields({ facts }: Reachable, { name }: EntityPlan, field: FieldPlan): fc.Arbitrary<string> {
  const values = [...(facts.get(name)?.values() ?? [])].flatMap((row) => textsOf(row[field.name]))
  const hidden = values.map((text) => text.replace('zqa', 'zqb'))
  const parts = values.map((text) => text.slice(0, 14))
  return mostly([...values, ...parts], [...hidden, '1', '1931-03-01']).map((text) => encodeURIComponent(text))
}

function textsOf(value: unknown): string[] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? [String(value)]
    : []
}

/** What a value may be: what stands there, hidden or not, and whole or in part. */
function guesses({ facts }: Reachable, entity: EntityPlan): fc.Arbitrary<string> {
  const stored = [...(facts.get(entity.name)?.values() ?? [])].flatMap((row) =>
    Object.values(row).flatMap(textsOf),
  )
  const texts = entity.fieldOrder.map((field) => canary(entity.name, field, 1))
  return fc
    .oneof(
      fc.constantFrom(...stored, ...texts, ...texts.map((text) => text.replace('zqa', 'zqb'))),
      fc.constantFrom('zq', 'zqa', 'zqb', 'zqc', 'true', 'false', '1', '2', '3,4', '901', '1931-03-01'),
      fc.constantFrom(...texts).map((text) => text.slice(0, 12)),
    )
    .map((text) => encodeURIComponent(text))
}

let fresh = 0

function bodyOf(
  reachable: Reachable,
  entity: EntityPlan,
  operation: 'create' | 'update',
): fc.Arbitrary<unknown> {
  const writable = new Set(reachable.writes(entity.name, operation))
  const all = Object.values(entity.fields)
  const usual = all.filter(({ name }) => writable.has(name))
  const entry = (field: FieldPlan): fc.Arbitrary<readonly [string, unknown]> =>
    bodyValue(reachable, entity, field).map((value) => [field.name, value] as const)
  const needed = operation === 'create' ? usual.filter(({ required }) => required) : []
  const some =
    usual.length === 0
      ? fc.constant([])
      : fc.array(fc.oneof(...usual.map(entry)), { minLength: 1, maxLength: 3 })
  const odd = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.oneof(...all.map(entry)).map((one) => [one]) },
    { weight: 1, arbitrary: fc.constant([['nothing', 1] as const]) },
  )
  return fc
    .tuple(fc.tuple(...needed.map(entry)), some, odd)
    .map(([required, more, strange]) => Object.fromEntries([...required, ...more, ...strange]))
}

function bodyValue(reachable: Reachable, entity: EntityPlan, field: FieldPlan): fc.Arbitrary<unknown> {
  const { plan } = reachable
  const { relation, type, unique, storage, editor } = field
  const id = mostly(relation ? reachable.ids(relation.to) : [], [1, 2, 3, 4, 5, 6, 7, 901])
  if (relation?.many) return fc.array(id, { maxLength: 3 })
  if (relation) return fc.oneof({ weight: 6, arbitrary: id }, { weight: 1, arbitrary: fc.constant(null) })
  if (type === 'levels') {
    const area = Object.values(plan.areas).find(({ roles }) => roles === entity.name)
    const levels = ['none', ...(area?.levels.map(({ name }) => name) ?? [])]
    return fc.dictionary(fc.constantFrom(...(area?.pageOrder ?? ['x'])), fc.constantFrom(...levels))
  }
  if (storage.kind === 'text' && editor.kind !== 'choice') {
    // A value that must be the only one tells whether it is: one that somebody hides is not to be guessed.
    const made = () => {
      const text = `new${++fresh}`
      const cell = field.cell
      if (cell.kind !== 'link') return text
      return { mailto: `${text}@example.org`, url: `https://${text}.example/`, tel: '+32 9 123' }[cell.scheme]
    }
    if (unique) return fc.integer().map(made)
    return fc.oneof(
      { weight: 5, arbitrary: fc.integer().map(made) },
      { weight: 1, arbitrary: fc.constant(null) },
    )
  }
  const values = [1, 2, 3, 4, 5].map((i) => valueOf(entity.name, field, i, () => 0))
  return mostly<unknown>(values, [null])
}
