import { createRequire } from 'node:module'
import { changes, createPath, newPerson, recordPath } from './cases.ts'
import { numbers } from './people.ts'

/** One round of one case against one server. Plain data: it goes from process to process. */
export interface Round {
  readonly address: string
  readonly cookie: string
  readonly seconds: number
  readonly connections: number
  readonly work: Work
}

export type Work =
  | { readonly kind: 'read'; readonly paths: readonly string[] }
  /** Persons from this number on. */
  | { readonly kind: 'create'; readonly from: number; readonly users: number }
  /** Records with the versions they have. */
  | {
      readonly kind: 'update'
      readonly records: readonly [id: number, version: number][]
      readonly users: number
    }

export interface Measured {
  readonly requests: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** What went wrong; empty in a sound round. */
  readonly failures: readonly string[]
  /** After `create`: the first number not used. */
  readonly next: number
  /** After `update`: the records whose version is known. */
  readonly records: readonly [id: number, version: number][]
}

interface Request {
  method: string
  path: string
  headers: Readonly<Record<string, string>>
  body?: string
  setupRequest?: (request: Request) => Request
  onResponse?: (status: number, body: string, context: unknown, headers: Record<string, string>) => void
}

interface Client {
  setRequests(requests: Request[]): void
}

interface Instance extends PromiseLike<{ errors: number; timeouts: number }> {
  on(
    event: 'response',
    act: (client: unknown, status: number, bytes: number, milliseconds: number) => void,
  ): void
}

type Autocannon = (options: {
  url: string
  connections: number
  duration: number
  sampleInt: number
  timeout: number
  setupClient: (client: Client) => void
}) => Instance

const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon

export async function runRound(round: Round): Promise<Measured> {
  const { address, connections, seconds, work } = round
  const failures: string[] = []
  const source = requestsFor(round, failures)
  const latencies: number[] = []
  const startedAt = performance.now()
  let endedAt = startedAt
  const instance = autocannon({
    url: address,
    connections,
    duration: seconds,
    sampleInt: 100,
    timeout: 30,
    setupClient: source.setUp,
  })
  instance.on('response', (_client, status, _bytes, milliseconds) => {
    endedAt = performance.now()
    latencies.push(milliseconds)
    if (status >= 300) failures.push(`${work.kind}: ${status}`)
  })
  const { errors, timeouts } = await instance
  if (errors + timeouts > 0)
    failures.push(`${work.kind}: ${errors} connections failed, ${timeouts} timed out`)
  // No answer in time is slow, and no failure.
  const slowest = seconds * 1000
  latencies.sort((a, b) => a - b)
  return {
    requests: latencies.length,
    perSecond: latencies.length / ((endedAt - startedAt) / 1000 || 1),
    p50: quantile(latencies, 0.5) ?? slowest,
    p99: quantile(latencies, 0.99) ?? slowest,
    failures: failures.slice(0, 5),
    ...source.left(),
  }
}

/** Each connection goes its own way through the work, so that no two ever change one record. */
function requestsFor({ address, cookie, connections, work }: Round, failures: string[]) {
  const headers = { cookie }
  const writing = { cookie, origin: address, 'content-type': 'application/json' }
  let client = 0
  if (work.kind === 'read') {
    const requests = work.paths.map((path): Request => ({ method: 'GET', path, headers }))
    const setUp = (of: Client): void => {
      const start = Math.floor((client++ / connections) * requests.length)
      of.setRequests(
        [...requests.slice(start), ...requests.slice(0, start)].map((request) => ({ ...request })),
      )
    }
    return { setUp, left: () => ({ next: 0, records: [] }) }
  }
  if (work.kind === 'create') {
    let next = work.from
    const setupRequest = (request: Request): Request => ({
      ...request,
      body: JSON.stringify(newPerson(next++, work.users)),
    })
    const setUp = (of: Client): void =>
      of.setRequests([{ method: 'POST', path: createPath, headers: writing, setupRequest }])
    return { setUp, left: () => ({ next, records: [] }) }
  }
  const known = new Map(work.records)
  const setUp = (of: Client): void => {
    const mine = work.records.filter((_, i) => i % connections === client).map(([id]) => id)
    const random = numbers(++client)
    let turn = -1
    let id = 0
    let version: number | undefined
    const setupRequest = (request: Request): Request => {
      id = mine[++turn % mine.length] ?? 0
      version = known.get(id)
      // Should the round end before the answer, nobody knows the record's version.
      known.delete(id)
      return {
        ...request,
        path: recordPath(id),
        headers: { ...writing, 'if-match': `"${version}"` },
        body: JSON.stringify(changes(random, work.users)),
      }
    }
    const onResponse: Request['onResponse'] = (status, body, _context, answered) => {
      const etag = answered['etag'] ?? answered['ETag']
      if (status === 200 && etag !== undefined) known.set(id, Number(etag.replaceAll('"', '')))
      else failures.push(`update of ${id}, version ${version}: ${status} ${body.slice(0, 200)}`)
    }
    of.setRequests([{ method: 'PATCH', path: '/', headers: writing, setupRequest, onResponse }])
  }
  return { setUp, left: () => ({ next: 0, records: [...known] }) }
}

function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}
