import { openBalancer } from './support/balancer.ts'
import { signIn } from './support/client.ts'
import { startEngine, type Engine } from './support/engine.ts'
import { openGround, type Ground } from './support/ground.ts'
import { percentile, startLoad } from './support/load.ts'
import { must, script, type Figures } from './support/script.ts'

export interface Rolling {
  /** So many times each of two instances is stopped and started again. */
  readonly rounds: number
  /** Requests a second. */
  readonly rate: number
}

/** Two instances behind something that asks whether they are ready, as a load balancer does: no request fails. */
export async function rolling(ground: Ground, { rounds, rate }: Rolling): Promise<Figures> {
  const database = await ground.database('postgres')
  const start = (port?: number): Promise<Engine> =>
    startEngine({ built: ground.built, database, drain: 1, ...(port !== undefined && { port }) })
  const engines = [await start(), await start()] as [Engine, Engine]
  const balancer = await openBalancer(() => engines.map(({ port }) => port))
  try {
    const { administrator } = engines[0]
    const client = await signIn({ address: balancer.address, administrator })
    const load = startLoad({ isAlive: () => true }, client, rate)
    for (let round = 0; round < rounds; round++) {
      for (const at of [0, 1] as const) {
        const { port } = engines[at]
        const code = await engines[at].stop()
        must(code === 0, `it stopped with ${code}:\n${engines[at].said()}`)
        engines[at] = await start(port)
        // Whoever rolls waits for it, too, before the next one goes.
        await balancer.knows(port)
      }
    }
    const { answers } = await load.stop()
    const failed = answers.filter(({ status }) => status >= 500)
    must(
      failed.length === 0,
      `${failed.length} of ${answers.length} requests failed, such as ${JSON.stringify(failed[0])}`,
    )
    return {
      'instances stopped': rounds * 2,
      'requests answered': answers.length,
      failed: failed.length,
      'p99, ms': percentile({ answers }, 99),
    }
  } finally {
    await balancer.close()
    await Promise.all(engines.map((engine) => engine.kill()))
  }
}

await script(import.meta.url, async (option) => {
  const ground = await openGround()
  try {
    return await rolling(ground, { rounds: option('rounds', 10), rate: option('rate', 100) })
  } finally {
    await ground.clear()
  }
})
