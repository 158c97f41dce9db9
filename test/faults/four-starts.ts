import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../engine/database/connect.ts'
import type { Database } from '../../engine/database/database.ts'
import { launchEngine, startEngine, type Launched } from './support/engine.ts'
import { openGround, type Ground } from './support/ground.ts'
import { must, script, type Figures } from './support/script.ts'

/**
 * Four instances are started at once on an empty PostgreSQL. In every other round the one that is making the tables is killed
 * while it does: the others finish. All of them get ready, and what is there is what one alone would have made.
 */
export async function fourStarts(ground: Ground, rounds: number): Promise<Figures> {
  const alone = await ground.database('postgres')
  // Stopped as soon as it says where it is, it seals what it has written.
  const code = await (await startEngine({ built: ground.built, database: alone, samples: true })).stop()
  must(code === 0, `stopped, it ended with ${code}`)
  const expected = await contents(alone)
  const figures = { 'instances that got ready': 0, 'leaders killed midway': 0, 'slowest start, ms': 0 }
  for (let round = 1; round <= rounds; round++) {
    const database = await ground.database('postgres')
    const startedAt = performance.now()
    const all = await Promise.all(names.map((name) => launch(ground, database, name)))
    try {
      const killed = round % 2 === 0 ? await killLeader(database, all) : null
      if (killed) figures['leaders killed midway']++
      const left = all.filter((engine) => engine !== killed)
      for (const engine of left) await engine.ready
      figures['slowest start, ms'] = Math.max(
        figures['slowest start, ms'],
        Math.round(performance.now() - startedAt),
      )
      for (const { address } of left) {
        const { status } = await fetch(`${address}/readyz`)
        must(status === 200, `an instance is not ready: ${status}`)
        figures['instances that got ready']++
      }
      const told = all.filter(({ administrator }) => administrator !== null).length
      must(told === 1 || (killed !== null && told === 0), `the first administrator was told ${told} times`)
      const found = await contents(database)
      must(
        JSON.stringify(found) === JSON.stringify(expected),
        `round ${round}: ${differences(found, expected)}`,
      )
    } finally {
      await Promise.all(all.map((engine) => engine.kill()))
    }
  }
  return { rounds, ...figures }
}

const names = ['one', 'two', 'three', 'four']

/** PostgreSQL knows each by its name. */
function launch({ built }: Ground, database: string, name: string): Promise<Launched> {
  return launchEngine({ built, database: `${database}?application_name=${name}`, samples: true })
}

/** Whoever holds the lock and has begun; null where they were done before anybody could be caught. */
async function killLeader(database: string, all: readonly Launched[]): Promise<Launched | null> {
  const db = await openDatabase(database, { connections: 1 })
  try {
    for (const until = Date.now() + 20_000; Date.now() < until;) {
      const [row] = await db.read(
        `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and a.datname = current_database()`,
        [],
      )
      const leader = all[names.indexOf(String(row?.['name']))]
      if (leader) {
        await sleep(Math.random() * 60)
        await leader.kill()
        return leader
      }
      await sleep(1)
    }
    return null
  } finally {
    await db.close()
  }
}

/** Table → how many rows, once the audit trail is sealed, which is done beside the work. */
async function contents(database: string): Promise<Readonly<Record<string, number>>> {
  const db = await openDatabase(database, { connections: 1 })
  try {
    const entries = await countOf(db, 'lintel_audit')
    for (const until = Date.now() + 10_000; Date.now() < until; await sleep(50))
      if ((await countOf(db, 'lintel_audit_seals')) === entries) break
    const tables = await db.read(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
      [],
    )
    const counts: [string, number][] = []
    for (const { name } of tables) counts.push([String(name), await countOf(db, String(name))])
    return Object.fromEntries(counts.filter(([name]) => !passing.has(name)))
  } finally {
    await db.close()
  }
}

/** Who runs is not what they made. */
const passing = new Set(['lintel_instances'])

async function countOf(db: Database, table: string): Promise<number> {
  const [row] = await db.read(`select count(*) as count from "${table}"`, [])
  return Number(row?.['count'])
}

function differences(
  found: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
): string {
  return [...new Set([...Object.keys(found), ...Object.keys(expected)])]
    .filter((table) => found[table] !== expected[table])
    .map((table) => `${table} has ${found[table] ?? 'no'} rows rather than ${expected[table] ?? 'none'}`)
    .join(', ')
}

await script(import.meta.url, async (option) => {
  const ground = await openGround()
  try {
    return await fourStarts(ground, option('rounds', 20))
  } finally {
    await ground.clear()
  }
})
