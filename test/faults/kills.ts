import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../engine/database/connect.ts'
import { must2xx, signIn, type Client } from './support/client.ts'
import { startEngine } from './support/engine.ts'
import { onBoth, type Dialect, type Ground } from './support/ground.ts'
import { must, script, type Figures } from './support/script.ts'
import { audit } from './support/whole.ts'
import { send, startWriters, type Wish } from './support/writers.ts'

export interface Kills {
  readonly rounds: number
  readonly writers: number
}

/**
 * `kill -9` while many write. After each: whatever was acknowledged is there, everything is there whole or not at all, and
 * whoever got no answer asks again with the same key, and has it done once.
 */
export async function kills(ground: Ground, dialect: Dialect, { rounds, writers }: Kills): Promise<Figures> {
  const database = await ground.database(dialect)
  let engine = await startEngine({ built: ground.built, database })
  const { port } = engine
  try {
    const client = await signIn(engine)
    const { partner, role } = await makeBasics(client)
    const wishes: Wish[] = []
    const figures = { acknowledged: 0, 'without an answer': 0, 'of these had happened': 0 }
    for (let round = 1; round <= rounds; round++) {
      const writing = startWriters(client, { partner, role, many: writers, from: round, whenRefused: 'stop' })
      for (let waited = 0; writing.acknowledged() < 5 && waited < 10_000; waited += 10) await sleep(10)
      await sleep(Math.random() * 500)
      await engine.kill()
      await writing.stop()
      wishes.push(...writing.wishes)
      await gone(database)
      const { happenedUntold } = await audit(database, wishes)

      engine = await startEngine({ built: ground.built, database, port })
      const untold = writing.wishes.filter(({ answer }) => answer === null)
      figures.acknowledged += writing.wishes.length - untold.length
      figures['without an answer'] += untold.length
      figures['of these had happened'] += happenedUntold
      must((await askAgain(client, untold)) === happenedUntold, 'what had happened was done again')
      await audit(database, wishes)
    }
    return { rounds, ...figures, lost: 0, 'by half': 0, 'done twice': 0 }
  } finally {
    await engine.kill()
  }
}

/** PostgreSQL finishes what it was asked for before it looks whether anybody is still there. */
async function gone(address: string): Promise<void> {
  const db = await openDatabase(address, { connections: 1 })
  const others = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  while (db.dialect === 'postgres' && (await db.read(others, [])).length > 0) await sleep(10)
  await db.close()
}

export async function makeBasics(client: Client): Promise<{ partner: number; role: number }> {
  const partner = await must2xx(client, 'POST', '/api/partners', {
    name: 'Mill',
    number: 'P-1',
    country: 'BE',
  })
  const role = await must2xx(client, 'POST', '/api/customer_roles', { name: 'Reader' })
  return { partner: partner.id, role: role.id }
}

/** How many were answered by what was kept of the first time. */
async function askAgain(client: Client, wishes: readonly Wish[]): Promise<number> {
  let kept = 0
  for (const wish of wishes) {
    const answer = await send(client, wish)
    const expected = wish.method === 'POST' ? 201 : 200
    must(answer?.status === expected, `asked again: ${answer?.status} ${JSON.stringify(answer?.body)}`)
    if (answer.headers.get('idempotency-replayed') === 'true') kept++
    wish.answer = answer
  }
  return kept
}

await script(import.meta.url, (option) =>
  onBoth((ground, dialect) =>
    kills(ground, dialect, { rounds: option('rounds', 50), writers: option('writers', 16) }),
  ),
)
