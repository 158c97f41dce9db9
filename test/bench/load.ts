import { changes, createPath, newPerson, recordPath } from './cases.ts'
import { askInTurn, type Answered, type Asked } from './connection.ts'
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
  /** After `update`: the records, with the versions that they have now. */
  readonly records: readonly [id: number, version: number][]
}

/** What one connection asks for, one after the other. */
interface Asking {
  next(): Asked
  answered?(answer: Answered): void
}

/** All connections at once; none asks after the time is over, and what was asked is waited for. */
export async function runRound(round: Round): Promise<Measured> {
  const { address, connections, seconds, work } = round
  const failures: string[] = []
  const source = requestsFor(round)
  const latencies: number[] = []
  const startedAt = performance.now()
  let endedAt = startedAt
  const open = async ({ next, answered }: Asking): Promise<void> => {
    let askedAt = 0
    const ask = (): Asked | null => {
      askedAt = performance.now()
      return askedAt - startedAt < seconds * 1000 ? next() : null
    }
    await askInTurn(address, ask, (answer) => {
      endedAt = performance.now()
      latencies.push(endedAt - askedAt)
      if (answer.status >= 300) failures.push(`${work.kind}: ${answer.status} ${answer.body.slice(0, 200)}`)
      else answered?.(answer)
    }).catch((error: unknown) => failures.push(`${work.kind}: ${String(error)}`))
  }
  await Promise.all(Array.from({ length: connections }, (_, i) => open(source.connection(i))))
  latencies.sort((a, b) => a - b)
  return {
    requests: latencies.length,
    perSecond: latencies.length / ((endedAt - startedAt) / 1000 || 1),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    failures: failures.slice(0, 5),
    ...source.left(),
  }
}

interface Source {
  connection(index: number): Asking
  left(): Pick<Measured, 'next' | 'records'>
}

/** Each connection goes its own way through the work, so that no two ever change one record. */
function requestsFor({ address, cookie, connections, work }: Round): Source {
  const headers = { cookie }
  const writing = { cookie, origin: address, 'content-type': 'application/json' }
  if (work.kind === 'read') {
    const requests = work.paths.map((path): Asked => ({ method: 'GET', path, headers }))
    const connection = (index: number): Asking => {
      let turn = Math.floor((index / connections) * requests.length)
      return { next: () => requests[turn++ % requests.length] as Asked }
    }
    return { connection, left: () => ({ next: 0, records: [] }) }
  }
  if (work.kind === 'create') {
    let number = work.from
    const next = (): Asked => ({
      method: 'POST',
      path: createPath,
      headers: writing,
      body: JSON.stringify(newPerson(number++, work.users)),
    })
    return { connection: () => ({ next }), left: () => ({ next: number, records: [] }) }
  }
  const known = new Map(work.records)
  const connection = (index: number): Asking => {
    const mine = work.records.filter((_, i) => i % connections === index).map(([id]) => id)
    const random = numbers(index + 1)
    let turn = -1
    let id = 0
    return {
      next() {
        id = mine[++turn % mine.length] ?? 0
        return {
          method: 'PATCH',
          path: recordPath(id),
          headers: { ...writing, 'if-match': `"${known.get(id)}"` },
          body: JSON.stringify(changes(random, work.users)),
        }
      },
      answered({ head }) {
        known.set(id, Number(/\r\netag: *"(\d+)"/i.exec(head)?.[1]))
      },
    }
  }
  return { connection, left: () => ({ next: 0, records: [...known] }) }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
