import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildEngine, type Built } from './engine.ts'
import { startCluster, type Cluster } from './postgres.ts'
import type { Figures } from './script.ts'

/** The engine as built, a folder, and a PostgreSQL that is started when it is first asked for. */
export interface Ground {
  readonly built: Built
  readonly folder: string
  cluster(): Promise<Cluster>
  /** The address of an empty database. */
  database(dialect: Dialect): Promise<string>
  clear(): Promise<void>
}

export type Dialect = 'sqlite' | 'postgres'

export async function openGround(): Promise<Ground> {
  const built = await buildEngine()
  const folder = await mkdtemp(join(tmpdir(), 'lintel-faults-'))
  let cluster: Promise<Cluster> | null = null
  let count = 0
  const ground: Ground = {
    built,
    folder,
    cluster: () => (cluster ??= startCluster()),
    async database(dialect) {
      const name = `faults_${++count}`
      if (dialect === 'sqlite') return `sqlite:${join(folder, `${name}.db`)}`
      return (await ground.cluster()).createDatabase(name)
    },
    async clear() {
      await (await cluster)?.stop()
      await built.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return ground
}

/** Figures of both databases, each named. */
export async function onBoth(act: (ground: Ground, dialect: Dialect) => Promise<Figures>): Promise<Figures> {
  const ground = await openGround()
  try {
    const sqlite = await act(ground, 'sqlite')
    const postgres = await act(ground, 'postgres')
    return { ...named('SQLite', sqlite), ...named('PostgreSQL', postgres) }
  } finally {
    await ground.clear()
  }
}

export function named(what: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([key, value]) => [`${what}: ${key}`, value]))
}
