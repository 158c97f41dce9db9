import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Access } from '../../engine/access/access.ts'
import type * as Conditions from '../../engine/access/condition.ts'
import type * as Grants from '../../engine/access/grant.ts'
import type * as Headers from '../../engine/server/headers.ts'
import { guardRoutes } from '../../engine/server/guard.ts'
import { newMetrics } from '../../engine/server/metrics.ts'
import type * as Sorts from '../../engine/server/query/sort.ts'
import { askAs, openPair, type Leak } from './oracle/oracles.ts'
import { stages, type Who } from './oracle/stages.ts'

/** A hole that somebody might make; the portals of these tests have one at a time. */
const hole = vi.hoisted(() => ({ now: '' }))

// A sort that takes a name without asking who may read it, on a column that is not guarded.
vi.mock('../../engine/server/query/sort.ts', async (original) => {
  const real = await original<typeof Sorts>()
  return {
    readSort: (...[plan, access, entity, text]: Parameters<typeof real.readSort>) =>
      hole.now === 'sort' && text?.endsWith('insurer')
        ? [{ path: ['insurer'], descending: text.startsWith('-') }]
        : real.readSort(plan, access, entity, text),
  }
})
vi.mock('../../engine/access/condition.ts', async (original) => {
  const real = await original<typeof Conditions>()
  return {
    ...real,
    compileField: (...given: Parameters<typeof real.compileField>) =>
      hole.now === 'sort' && given[3] === 'insurer'
        ? { text: '(1 = 1)', slots: [] }
        : real.compileField(...given),
    compileRows: (...given: Parameters<typeof real.compileRows>) =>
      hole.now === 'rows' && given[2].entity === 'yards'
        ? { text: '(1 = 1)', slots: [] }
        : real.compileRows(...given),
  }
})
// A resolver that gives a field more.
vi.mock('../../engine/access/grant.ts', async (original) => {
  const real = await original<typeof Grants>()
  const widened = (access: Access): Access => ({
    ...access,
    fields(entity, operation) {
      const fields = access.fields(entity, operation)
      const isHole =
        (hole.now === 'read' && operation === 'read' && entity === 'boats') ||
        (hole.now === 'update' && operation === 'update' && entity === 'boats')
      const all = ['insurer', 'worth', 'length', 'keeper'].map((field) => [field, true as const] as const)
      return isHole && fields.size > 0 ? new Map([...fields, ...all]) : fields
    },
    writing(entity, operation) {
      const writing = access.writing(entity, operation)
      return hole.now === 'only' ? { ...writing, only: new Map(), after: new Map() } : writing
    },
  })
  return {
    ...real,
    grantAccess: (...given: Parameters<typeof real.grantAccess>) => widened(real.grantAccess(...given)),
  }
})
// A line in the log for whoever looks for a mistake.
vi.mock('../../engine/server/headers.ts', async (original) => {
  const real = await original<typeof Headers>()
  return {
    ...real,
    sendJson: (...[reply, headers, body]: Parameters<typeof real.sendJson>) => {
      if (hole.now === 'log') reply.log.info(body)
      return real.sendJson(reply, headers, body)
    },
  }
})

describe('a hole made on purpose is seen', () => {
  let folder = ''
  let count = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lintel-holes-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const [, harbour] = stages
  async function leaksOf(name: string, who: Who, about = /boats/, runs = 40): Promise<readonly Leak[]> {
    hole.now = name
    if (!harbour) throw new Error('no harbour')
    const pair = await openPair(harbour, async () => `sqlite:${join(folder, `${++count}.db`)}`)
    try {
      return (await askAs(pair, who, runs, 7, about)).leaks
    } finally {
      hole.now = ''
      await pair.close()
    }
  }
  const oracles = (leaks: readonly Leak[]): string[] => [...new Set(leaks.map(({ oracle }) => oracle))]

  test('none is seen where there is none', async () => {
    expect(await leaksOf('none', 'p1')).toEqual([])
  })

  test('an order by what may not be read: two databases answer differently', async () => {
    expect(oracles(await leaksOf('sort', 'p1', /GET \S+\/boats$/, 160))).toContain('non-interference')
  })

  test('records that may not be read: they are counted, and their canaries told', async () => {
    expect(oracles(await leaksOf('rows', 'p1', /yards/)).sort()).toEqual(['canaries', 'non-interference'])
  })

  test('a field that may not be read', async () => {
    expect(oracles(await leaksOf('read', 'p1', /GET \S+\/boats/))).toContain('canaries')
  })

  test('a field that may not be written', async () => {
    expect(oracles(await leaksOf('update', 'p1', /PATCH \S+\/boats/))).toContain('integrity')
  })

  test('a value that may not be given', async () => {
    expect(oracles(await leaksOf('only', 'p1', /PATCH \S+\/jobs/))).toContain('integrity')
  })

  test('a line of the log that says what was answered', async () => {
    const leaks = await leaksOf('log', 'p1', /GET \S+\/boats/)
    expect(leaks.map(({ what }) => what).join()).toContain('in the log')
  })

  test('a route that does not say who may call it', () => {
    const app = fastify()
    guardRoutes(app, [], 'http://127.0.0.1:3000', newMetrics())
    expect(() => app.get('/api/open', () => 'x')).toThrow('does not say who may call it')
  })
})
