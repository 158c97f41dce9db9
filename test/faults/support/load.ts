import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from './client.ts'
import type { Engine } from './engine.ts'

export interface Seen {
  readonly path: string
  readonly status: number
  readonly revision: number
  readonly milliseconds: number
  readonly body?: unknown
}

export interface Load {
  readonly answers: readonly Seen[]
}

const paths = [
  '/api/customer_users?fields=name,partner.name&limit=10',
  '/api/partners?search=a&limit=10',
  '/api/screens',
  '/api/screens/customer-portal/accounts',
  '/api/session',
]

/** So many requests a second, whether or not those before have been answered. */
export function startLoad(
  engine: Pick<Engine, 'isAlive'>,
  client: Client,
  rate: number,
): { stop(): Promise<Load> } {
  const answers: Seen[] = []
  const underWay = new Set<Promise<void>>()
  let stopped = false

  async function one(path: string): Promise<void> {
    const startedAt = performance.now()
    try {
      const { status, headers, body } = await client.send('GET', path)
      answers.push({
        path,
        status,
        revision: Number(headers.get('lintel-revision')),
        milliseconds: performance.now() - startedAt,
        ...(status >= 400 && { body }),
      })
    } catch (error) {
      answers.push({
        path,
        status: 599,
        revision: 0,
        milliseconds: performance.now() - startedAt,
        body: String(error),
      })
    }
  }

  const running = (async () => {
    const startedAt = performance.now()
    for (let count = 0; !stopped && engine.isAlive(); count++) {
      const due = startedAt + (count * 1000) / rate
      const wait = due - performance.now()
      if (wait > 1) await sleep(wait)
      const asked = one(paths[count % paths.length] ?? '')
      underWay.add(asked)
      void asked.finally(() => underWay.delete(asked))
    }
  })()
  return {
    async stop() {
      stopped = true
      await running
      await Promise.all(underWay)
      return { answers }
    },
  }
}

/** In milliseconds, to a tenth. */
export function percentile({ answers }: Load, percent: number): number {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))
  return Math.round((sorted[at] ?? 0) * 10) / 10
}
