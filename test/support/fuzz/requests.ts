import { operationsOf, resolve, type KnownOperation, type Loose } from '../openapi.ts'
import type { Method } from '../test-portal.ts'
import {
  hostileAddresses,
  hostileBody,
  hostileHeaders,
  hostileNumbers,
  hostileQueries,
  hostileTexts,
  hostileValues,
} from './hostile.ts'
import type { Random } from './random.ts'

export interface FuzzRequest {
  readonly method: Method
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What ends the session with which all others are asked, or answers without end. */
const without = /\/(events|session|sessions|password|second-factor|profile|docs|view-as)\b/

/** Requests that the document describes: as they should be, and then changed in a few places. */
export function fuzzRequests(
  document: Loose,
  random: Random,
  /** Entities of which there are few samples: what is made of them has other ids in a database that skips some. */
  few: ReadonlySet<string>,
): () => FuzzRequest {
  const isSame = ({ method, path }: KnownOperation): boolean =>
    !few.has(path.split('/api/')[1]?.split('/')[0] ?? '') || (method === 'GET' && !path.includes('{'))
  const operations = operationsOf(document)
    .filter(isSame)
    .filter(
      ({ method, path }) =>
        method !== 'HEAD' && !(without.test(path) && method !== 'GET') && !/events|docs/.test(path),
    )
  const serial = { next: 0 }
  return () => {
    const valid = validRequest(document, random.pick(operations), random, serial)
    const times = random.pick([0, 1, 1, 1, 2, 3])
    return Array.from({ length: times }).reduce<FuzzRequest>((request) => mutate(request, random), valid)
  }
}

function validRequest(
  document: Loose,
  known: KnownOperation,
  random: Random,
  serial: { next: number },
): FuzzRequest {
  const { method, parameters, operation } = known
  // The first few are those with whose accounts and roles the others are asked.
  const isKept = method !== 'GET' && /_(users|roles)\/\{id\}/.test(known.path)
  // Of the samples: what is made later has other ids where a database skips some.
  const ids = isKept ? [3, 4] : [1, 2, 3, 4]
  const path = known.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const { schema, example } = parameters.find((one) => one.in === 'path' && one.name === name) ?? {}
    if (schema?.type === 'integer') return String(random.pick(ids))
    return String(schema?.enum ? random.pick(schema.enum as string[]) : (example ?? 'x'))
  })
  const query = parameters
    .filter((one) => one.in === 'query' && random.chance(one.name.startsWith('filter') ? 0.04 : 0.15))
    .map(
      (one) =>
        `${one.name}=${encodeURIComponent(textOf(valueFor(document, one.schema, one.example, random)))}`,
    )
  const required = parameters.filter((one) => one.in === 'header' && (one.required || random.chance(0.05)))
  const headers = Object.fromEntries(
    required.map(({ name, example }) => [
      String(name).toLowerCase(),
      name === 'If-Match' ? random.pick(['*', '*', '"1"']) : `${example}-${random.below(50)}`,
    ]),
  )
  const schema = operation.requestBody?.content?.['application/json']?.schema
  const body = schema && JSON.stringify(bodyFor(document, schema, random, serial))
  return {
    method: method as Method,
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    body,
  }
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value)
}

function bodyFor(document: Loose, given: Loose, random: Random, serial: { next: number }): unknown {
  const schema = resolve(document, given)
  const example = schema.examples?.[0] ?? {}
  return Object.fromEntries(
    Object.entries<Loose>(schema.properties ?? {}).flatMap(([name, part]) => {
      const isRequired = schema.required?.includes(name)
      if (!isRequired && random.chance(0.4)) return []
      const value = valueFor(document, part, example[name], random)
      const isOwn = typeof value === 'string' && !part.enum && !part.format && !part.pattern
      return [[name, isOwn ? `${value} ${++serial.next}`.slice(-(part.maxLength ?? 300)) : value]]
    }),
  )
}

function valueFor(document: Loose, given: Loose, example: unknown, random: Random): unknown {
  const schema = resolve(document, given)
  const types = [schema.type].flat()
  if (types.includes('null') && random.chance(0.1)) return null
  if (schema.enum) return random.pick(schema.enum as unknown[])
  if (types.includes('boolean')) return random.chance(0.5)
  if (types.includes('array')) {
    const one = Array.isArray(example) ? example[0] : undefined
    return Array.from({ length: 1 + random.below(3) }, () => valueFor(document, schema.items, one, random))
  }
  if (types.includes('integer')) return 1 + random.below(4)
  if (types.includes('number')) return random.below(100_000) / 100
  return example ?? 'some'
}

function mutate(request: FuzzRequest, random: Random): FuzzRequest {
  const [path = '', query] = request.path.split('?')
  switch (random.below(request.body === undefined ? 4 : 8)) {
    case 0: {
      const at = path.split('/')
      const place = 2 + random.below(Math.max(at.length - 2, 1))
      at[place] = random.pick(hostileAddresses)
      return { ...request, path: [at.join('/'), query].filter(Boolean).join('?') }
    }
    case 1:
    case 2: {
      const more = random.chance(0.5) ? random.pick(hostileQueries) : hostileParameter(query, random)
      return { ...request, path: `${path}?${[query, more].filter(Boolean).join('&')}` }
    }
    case 3:
      return { ...request, headers: { ...request.headers, ...random.pick(hostileHeaders) } }
    case 4:
      return { ...request, body: random.pick(hostileBody(request.body ?? '{}')) }
    default:
      return { ...request, body: otherBody(request.body ?? '{}', random) }
  }
}

/** A parameter that is there, with another value. */
function hostileParameter(query: string | undefined, random: Random): string {
  const names = (query ?? 'search=x').split('&').map((pair) => pair.split('=')[0] ?? '')
  const value = random.chance(0.3) ? random.pick(hostileAddresses) : escaped(random.pick(hostileTexts))
  return `${random.pick(names)}=${value}`
}

/** Also of what no UTF-8 is. */
function escaped(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text.slice(0, 2_000)) : '%ED%A0%80'
}

function otherBody(body: string, random: Random): string {
  let given: Loose
  // What is all brackets stays so.
  if (/(\[|\{"a":){9}/.test(body)) return body
  try {
    given = JSON.parse(body)
  } catch {
    return body
  }
  if (typeof given !== 'object' || given === null) return body
  const names = Object.keys(given)
  if (names.length === 0 || random.chance(0.15))
    return JSON.stringify({
      ...given,
      [random.pick(['nothing', 'id', 'version', 'status', 'deleted_at', '', 'a.b'])]: 1,
    })
  const name = random.pick(names)
  if (random.chance(0.15)) return JSON.stringify({ ...given, [name]: undefined })
  const isNumber = typeof given[name] === 'number'
  const value = random.chance(0.4)
    ? random.pick<unknown>(isNumber ? hostileNumbers : hostileTexts)
    : random.pick(hostileValues)
  return JSON.stringify({ ...given, [name]: value })
}
