import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { handlesOf } from './restarts.ts'
import { must2xx, signIn, type Client } from './support/client.ts'
import { startEngine, type Engine } from './support/engine.ts'
import { onBoth, type Dialect, type Ground } from './support/ground.ts'
import { must, script, type Figures } from './support/script.ts'

/** Lists, searches, records made, changed and deleted, for so long: what the engine holds at the end is what it held early on. */
export async function memory(ground: Ground, dialect: Dialect, seconds: number): Promise<Figures> {
  const engine = await startEngine({ built: ground.built, database: await ground.database(dialect) })
  try {
    const client = await signIn(engine)
    const until = Date.now() + seconds * 1000
    const load = Promise.all(Array.from({ length: 8 }, (_, at) => work(client, at, until)))
    // Told where it is awaited.
    load.catch(() => undefined)
    const samples: Sample[] = []
    while (Date.now() < until) {
      await sleep(Math.max(200, seconds * 10))
      samples.push({ megabytes: residentOf(engine), handles: handlesOf(engine) })
    }
    const requests = (await load).reduce((sum, one) => sum + one, 0)
    // The first third is code that becomes warm, and caches that fill.
    const third = Math.floor(samples.length / 3)
    const early = samples.slice(third, 2 * third)
    const late = samples.slice(2 * third)
    const [before, after] = [most(early, 'megabytes'), most(late, 'megabytes')]
    const [fewer, more] = [most(early, 'handles'), most(late, 'handles')]
    must(after < before * 1.1 + 10, `${after} MB at the end, ${before} MB early on`)
    must(more <= fewer + 5, `${more} handles at the end, ${fewer} early on`)
    must(engine.complaints().length === 0, `it logged:\n${engine.said()}`)
    return {
      requests,
      'MB at most, second third': before,
      'MB at most, last third': after,
      'handles, second third': fewer,
      'handles, last third': more,
    }
  } finally {
    await engine.kill()
  }
}

interface Sample {
  readonly megabytes: number
  readonly handles: number
}

function most(samples: readonly Sample[], of: keyof Sample): number {
  return Math.max(0, ...samples.map((sample) => sample[of]))
}

/** How many requests it made. What it makes it deletes: the tables stay as small as they are. */
async function work(client: Client, worker: number, until: number): Promise<number> {
  let requests = 0
  for (let turn = 0; Date.now() < until; turn++) {
    const number = `${worker}-${turn}`
    const key = { 'idempotency-key': randomUUID() }
    const made = await must2xx(
      client,
      'POST',
      '/api/partners',
      { name: `Mill ${number}`, number, country: 'BE' },
      key,
    )
    const path = `/api/partners/${made.id}`
    await must2xx(client, 'GET', `/api/partners?search=${number}&sort=-name&limit=10`)
    await must2xx(client, 'GET', `/api/partners?filter[name][contains]=${turn}&count=exact`)
    await must2xx(client, 'PATCH', path, { city: `City ${turn}` }, { 'if-match': '"1"' })
    const stale = await client.send('PATCH', path, { city: 'Other' }, { 'if-match': '"1"' })
    must(stale.status === 412, `a stale change: ${stale.status}`)
    await must2xx(client, 'GET', path)
    await must2xx(client, 'DELETE', path, undefined, { 'if-match': '*' })
    requests += 7
  }
  return requests
}

function residentOf({ pid }: Engine): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes ?? 0) / 1024)
}

await script(import.meta.url, (option) =>
  onBoth((ground, dialect) => memory(ground, dialect, 60 * option('minutes', 30))),
)
