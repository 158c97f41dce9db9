import fastify from 'fastify'
import { request, type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { boundCrowd } from '../../engine/server/crowd.ts'
import { Failure } from '../../engine/server/failures.ts'
import type { Served } from '../../engine/server/app.ts'
import { openDispatcher } from '../../engine/server/dispatcher.ts'
import { sparingly } from '../../engine/server/sparingly.ts'
import { freePort } from '../support/free-port.ts'

describe('a crowd', () => {
  async function crowded() {
    const app = fastify({ forceCloseConnections: true })
    boundCrowd(app, 3)
    app.setErrorHandler((error, _request, reply) =>
      reply.code(error instanceof Failure ? error.status : 500).send(),
    )
    let goOn = (): void => undefined
    const released = new Promise<void>((resolve) => (goOn = resolve))
    app.get('/slow', async () => {
      await released
      return 'at last'
    })
    app.get('/healthz', async () => 'well')
    app.get('/api/events', async () => {
      await released
      return 'streamed'
    })
    const ask = async (url: string) => (await app.inject(url)).statusCode
    return { app, ask, goOn: () => goOn() }
  }

  test('of more than is bearable is refused, and told when to come again', async () => {
    const { app, ask, goOn } = await crowded()
    const first = [ask('/slow'), ask('/slow'), ask('/slow')]
    expect(await ask('/slow')).toBe(503)
    expect(await ask('/healthz')).toBe(200)
    goOn()
    expect(await Promise.all(first)).toEqual([200, 200, 200])
    expect(await ask('/slow')).toBe(200)
    await app.close()
  })

  test('is not made of pages that listen to events', async () => {
    const { app, ask, goOn } = await crowded()
    const listening = Array.from({ length: 5 }, () => ask('/api/events'))
    const slow = ask('/slow')
    goOn()
    expect(await slow).toBe(200)
    await Promise.all(listening)
    await app.close()
  })

  test('does not count those who have gone away', async () => {
    const { app, ask, goOn } = await crowded()
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    for (let times = 0; times < 6; times++) {
      await new Promise<void>((resolve) => {
        const gone = request(`${address}/slow`).on('error', () => resolve())
        gone.end()
        setTimeout(() => gone.destroy(), 30)
      })
    }
    const slow = ask('/slow')
    goOn()
    expect(await slow).toBe(200)
    await app.close()
  })
})

describe('a change that waits for what is under way', () => {
  /** Answers `GET` when `goOn` is called, and whatever has a body once it is there. */
  async function dispatching() {
    const held: (() => void)[] = []
    const served = {
      app: {
        routing(asked: IncomingMessage, response: ServerResponse) {
          if (asked.method === 'GET') return void held.push(() => response.end('at last'))
          asked.resume().on('end', () => response.end('heard'))
        },
      },
      streams: { end: () => undefined, close: () => undefined },
      revision: () => 1,
      settled: async () => undefined,
    }
    const dispatcher = openDispatcher(served as unknown as Served)
    const port = await freePort()
    await dispatcher.listen({ host: '127.0.0.1', port })
    const ask = (path: string, method = 'GET') => {
      const headers = method === 'GET' ? {} : { 'content-length': '10' }
      const asked = request({ port, host: '127.0.0.1', path, method, headers })
      const outcome = new Promise<string>((resolve) => {
        asked.on('error', () => resolve('cut off'))
        asked.on('response', (response) => response.on('data', (part) => resolve(String(part))))
      })
      asked.flushHeaders()
      return { outcome, finish: (body?: string) => asked.end(body) }
    }
    return { dispatcher, ask, goOn: () => held.splice(0).forEach((answer) => answer()), held }
  }

  test('waits for none whose body never comes, as often as they may come', async () => {
    const { dispatcher, ask, goOn, held } = await dispatching()
    const [never, slow, whole] = [ask('/api/session', 'POST'), ask('/api/session', 'POST'), ask('/api/books')]
    whole.finish()
    await expect.poll(() => held.length).toBe(1)
    expect(await dispatcher.hold(50)).toBe(false)
    slow.finish('0123456789')
    expect(await slow.outcome).toBe('heard')
    const holding = dispatcher.hold(2_000, 'whole')
    expect(await never.outcome).toBe('cut off')
    goOn()
    expect(await holding).toBe(true)
    expect(await whole.outcome).toBe('at last')
    dispatcher.release()
    await dispatcher.close()
  })

  test('does not wait for what asks nothing of the tables, and lets nothing else by', async () => {
    const { dispatcher, ask, goOn, held } = await dispatching()
    const picture = ask('/assets/logo.png')
    picture.finish()
    await expect.poll(() => held.length).toBe(1)
    expect(await dispatcher.hold(1_000)).toBe(true)
    const [metrics, other] = [ask('/metrics?now'), ask('/metrics-of-books/api/books')]
    metrics.finish()
    other.finish()
    await expect.poll(() => held.length).toBe(2)
    goOn()
    expect(await metrics.outcome).toBe('at last')
    dispatcher.release()
    await expect.poll(() => held.length).toBe(1)
    goOn()
    expect(await other.outcome).toBe('at last')
    await dispatcher.close()
  })
})

test('of a trouble that many meet, one line in a while is told, and how many it stands for', () => {
  let now = 0
  const lines: string[] = []
  const tell = sparingly(1000, () => now)
  const meet = (kind: string) => tell(kind, (before) => lines.push(`${kind} after ${before}`))
  for (now = 0; now <= 2000; now += 10) meet('away')
  meet('full')
  expect(lines).toEqual(['away after 0', 'away after 99', 'away after 99', 'full after 0'])
})
