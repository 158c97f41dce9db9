import fastify from 'fastify'
import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { boundCrowd } from '../../engine/server/crowd.ts'
import { Failure } from '../../engine/server/failures.ts'
import { sparingly } from '../../engine/server/sparingly.ts'

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

test('of a trouble that many meet, one line in a while is told, and how many it stands for', () => {
  let now = 0
  const lines: string[] = []
  const tell = sparingly(1000, () => now)
  const meet = (kind: string) => tell(kind, (before) => lines.push(`${kind} after ${before}`))
  for (now = 0; now <= 2000; now += 10) meet('away')
  meet('full')
  expect(lines).toEqual(['away after 0', 'away after 99', 'away after 99', 'full after 0'])
})
