import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeBasics } from './kills.ts'
import { signIn, type Client } from './support/client.ts'
import { startEngine, type Engine } from './support/engine.ts'
import { openGround, type Ground } from './support/ground.ts'
import { must, script, type Figures } from './support/script.ts'
import { audit } from './support/whole.ts'
import { startWriters, type Wish } from './support/writers.ts'

export interface Restarts {
  readonly rounds: number
  readonly writers: number
}

/**
 * PostgreSQL ends without finishing anything (`-m immediate`) while many write and read, and starts again. The engine stays:
 * it answers 503 meanwhile, says so in few lines, and goes on by itself.
 */
export async function restarts(ground: Ground, { rounds, writers }: Restarts): Promise<Figures> {
  const cluster = await ground.cluster()
  const database = await ground.database('postgres')
  const engine = await startEngine({ built: ground.built, database })
  try {
    const client = await signIn(engine)
    const { partner, role } = await makeBasics(client)
    const wishes: Wish[] = []
    const seen = { refused: 0, slowest: 0 }
    let recovery = 0
    let handles = 0
    for (let round = 1; round <= rounds; round++) {
      const writing = startWriters(client, {
        partner,
        role,
        many: writers,
        from: round,
        whenRefused: 'ask again',
      })
      const reading = startReading(client, seen)
      try {
        await sleep(100 + Math.random() * 400)
        await cluster.crash()
        await sleep(200 + Math.random() * 300)
        await cluster.start()
        recovery = Math.max(recovery, await untilReady(client))
        await sleep(200)
      } finally {
        await Promise.all([reading.stop(), writing.stop()])
      }
      wishes.push(...writing.wishes)
      await audit(database, wishes)
      must(engine.isAlive(), `the engine is gone:\n${engine.said()}`)
      if (round === 1) handles = await handlesAtRest(engine)
    }
    const lines = engine.complaints().length
    must(lines <= 10 * rounds, `${lines} lines were logged in ${rounds} restarts:\n${engine.said()}`)
    const more = (await handlesAtRest(engine)) - handles
    must(more < 5, `${more} handles more after ${rounds} restarts than after one`)
    const acknowledged = wishes.filter(({ answer }) => answer !== null).length
    return {
      rounds,
      acknowledged,
      lost: 0,
      'by half': 0,
      'refused with 503 and Retry-After': seen.refused,
      'slowest answer, ms': Math.round(seen.slowest),
      'ready again after, ms': Math.round(recovery),
      'lines logged': lines,
    }
  } catch (error) {
    throw new Error(`the engine ${engine.isAlive() ? 'is there' : 'is gone'}:\n${engine.said()}`, {
      cause: error,
    })
  } finally {
    await engine.kill()
  }
}

/** Nothing but a list or a 503 is ever answered. */
function startReading(client: Client, seen: { refused: number; slowest: number }) {
  let stopped = false
  const read = async (): Promise<void> => {
    while (!stopped) {
      const startedAt = performance.now()
      const { status, headers, body } = await client.send('GET', '/api/customer_users?fields=name')
      seen.slowest = Math.max(seen.slowest, performance.now() - startedAt)
      must([200, 503].includes(status), `a list: ${status} ${JSON.stringify(body)}`)
      if (status !== 503) continue
      must(headers.get('retry-after') !== null, 'a 503 without Retry-After')
      seen.refused++
      await sleep(5)
    }
  }
  const ended = Promise.all(Array.from({ length: 8 }, read))
  // Told where it is awaited.
  ended.catch(() => undefined)
  return {
    async stop() {
      stopped = true
      await ended
    },
  }
}

async function untilReady(client: Client): Promise<number> {
  const startedAt = performance.now()
  while ((await client.send('GET', '/readyz')).status !== 200) await sleep(10)
  return performance.now() - startedAt
}

/** Without the connections of those who ask it: they keep them open for a next time. */
async function handlesAtRest(engine: Engine): Promise<number> {
  await sleep(500)
  const port = `:${engine.port.toString(16).toUpperCase().padStart(4, '0')}`
  const connections = readFileSync(`/proc/${engine.pid}/net/tcp`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(port) && state === '01').length
  return handlesOf(engine) - connections
}

export function handlesOf({ pid }: Pick<Engine, 'pid'>): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return 0
  }
}

await script(import.meta.url, async (option) => {
  const ground = await openGround()
  try {
    return await restarts(ground, { rounds: option('rounds', 20), writers: option('writers', 16) })
  } finally {
    await ground.clear()
  }
})
