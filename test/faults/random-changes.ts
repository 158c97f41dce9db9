import { openDatabase } from '../../engine/database/connect.ts'
import { tryPairs } from '../support/random/pair.ts'
import { startCluster } from './support/postgres.ts'
import { script, type Figures } from './support/script.ts'

/**
 * Random definitions after random definitions, with records under them: each applied, planned again, and looked at; and all
 * the way back. Half of the pairs on each database, unless `--pairs`, or `--postgres`, says otherwise.
 */
async function randomChanges(
  pairs: number,
  onPostgres: number,
  seed: number,
  steps: number,
): Promise<Figures> {
  const sqlite = await tryMany(pairs - onPostgres, seed, steps, () => Promise.resolve('sqlite::memory:'))
  if (onPostgres === 0) return { 'SQLite: pairs': sqlite }
  const cluster = await startCluster()
  try {
    let count = 0
    const postgres = await tryMany(onPostgres, seed, steps, () => cluster.createDatabase(`pairs_${++count}`))
    return { 'SQLite: pairs': sqlite, 'PostgreSQL: pairs': postgres }
  } finally {
    await cluster.stop()
  }
}

async function tryMany(
  pairs: number,
  seed: number,
  steps: number,
  address: () => Promise<string>,
): Promise<number> {
  let tried = 0
  for (let at = seed; tried < pairs; at++) {
    const db = await openDatabase(await address(), { connections: 2 })
    tried += await tryPairs(db, at, steps).finally(() => db.close())
  }
  return tried
}

await script(import.meta.url, (option) => {
  const pairs = option('pairs', 5000)
  return randomChanges(
    pairs,
    option('postgres', Math.floor(pairs / 2)),
    option('seed', 1),
    option('steps', 4),
  )
})
