import { ask } from './same.ts'
import { filters, getPaths, listPath, livingId, searchPaths, type CaseName } from './cases.ts'
import type { Measured, Work } from './load.ts'
import type { Load } from './load-process.ts'
import { numbers } from './people.ts'
import type { Series } from './report.ts'
import type { Server } from './server.ts'

/** One server on one size of data. */
export interface Contestant {
  readonly side: string
  readonly users: number
  readonly server: Server
}

export interface Extent {
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
}

interface Progress {
  readonly contestant: Contestant
  readonly measured: Measured[]
  work: Work
  busy: number
}

/**
 * Measures one case on all contestants in turns. Who goes first changes with every round, so that a drift of the
 * machine touches all alike; the first round only warms up.
 */
export async function measureCase(
  name: CaseName,
  contestants: readonly Contestant[],
  load: Load,
  { rounds, seconds, connections }: Extent,
): Promise<Series[]> {
  const all: Progress[] = []
  for (const contestant of contestants) {
    all.push({ contestant, measured: [], work: await firstWork(name, contestant), busy: 0 })
  }
  for (let round = 0; round <= rounds; round++) {
    for (const progress of round % 2 === 0 ? all : all.toReversed()) {
      const { server } = progress.contestant
      const { work } = progress
      const before = server.processorTime()
      const measured = await load.run({
        address: server.address,
        cookie: server.cookie,
        seconds: round === 0 ? Math.min(1, seconds) : seconds,
        connections,
        work,
      })
      await server.settle()
      if (measured.failures.length > 0) {
        throw new Error(`${name} on the ${progress.contestant.side}: ${measured.failures.join('\n')}`)
      }
      progress.work = nextWork(work, measured)
      if (round === 0) continue
      progress.measured.push(measured)
      progress.busy += (server.processorTime() ?? NaN) - (before ?? NaN)
    }
  }
  return all.map(({ contestant, measured, busy }) => ({
    name,
    users: contestant.users,
    side: contestant.side,
    rounds: measured,
    processor: Number.isNaN(busy)
      ? null
      : (busy * 1e6) / measured.reduce((sum, { requests }) => sum + requests, 0),
    memory: contestant.server.memory(),
  }))
}

async function firstWork(name: CaseName, { users, server }: Contestant): Promise<Work> {
  if (name === 'list') return { kind: 'read', paths: await listPaths(server) }
  if (name === 'get') return { kind: 'read', paths: getPaths(users, 11, 2000) }
  if (name === 'search') return { kind: 'read', paths: searchPaths(users, 100, 500) }
  // Beyond every number that the check for equal answers and earlier runs of this case have used.
  if (name === 'create') return { kind: 'create', from: users + 1000, users }
  const random = numbers(12)
  const ids = new Set(Array.from({ length: Math.min(2000, users >> 1) }, () => livingId(random, users)))
  return { kind: 'update', records: [...ids].map((id) => [id, 1]), users }
}

function nextWork(work: Work, measured: Measured): Work {
  if (work.kind === 'create') return { ...work, from: measured.next }
  if (work.kind === 'update') return { ...work, records: measured.records }
  return work
}

/** The first, second and third page of each filter. */
async function listPaths(server: Server): Promise<string[]> {
  const paths: string[] = []
  for (const filter of filters) {
    let after: string | null = null
    for (let page = 0; page < 3; page++) {
      const path: string = listPath({ ...filter, ...(after !== null && { after }) })
      paths.push(path)
      const { body } = await ask(server, 'GET', path)
      after = (body as { page: { next: string | null } }).page.next
      if (after === null) break
    }
  }
  return paths
}
