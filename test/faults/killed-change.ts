import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killChange } from './killed-change/rounds.ts'
import { named } from './support/ground.ts'
import { startCluster } from './support/postgres.ts'
import { must, script, type Figures } from './support/script.ts'

/** Kills a change of twelve steps after each of its statements; or after so many of them, spread over all. */
export async function killedChange(address: () => Promise<string>, points: number): Promise<Figures> {
  const { statements, rounds, old, new: wanted, broken } = await killChange(address, points)
  must(broken.length === 0, broken.join('\n'))
  return {
    'statements of the change': statements,
    'killed after': rounds,
    'found the old schema, every row there': old,
    'found the new schema, every row there': wanted,
    'finished by the next apply': rounds,
  }
}

await script(import.meta.url, async (option) => {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-killed-'))
  const cluster = await startCluster()
  const points = option('points', Infinity)
  let count = 0
  try {
    const files = () => Promise.resolve(`sqlite:${join(folder, `${++count}.db`)}`)
    const databases = () => cluster.createDatabase(`killed_${++count}`)
    return {
      ...named('SQLite', await killedChange(files, points)),
      ...named('PostgreSQL', await killedChange(databases, points)),
    }
  } finally {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
