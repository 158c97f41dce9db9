import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeBasics } from './kills.ts'
import { signIn, type Client } from './support/client.ts'
import { startEngine } from './support/engine.ts'
import { named, openGround, type Ground } from './support/ground.ts'
import { smallDisk, smallFiles, type Room } from './support/room.ts'
import { must, script, type Figures } from './support/script.ts'
import { audit } from './support/whole.ts'
import { startWriters, type Wish } from './support/writers.ts'

const megabyte = 1_048_576

/** Many write until there is no room: they are refused with 507, reads go on, and with room again all goes on by itself. */
export async function fullDisk(
  ground: Ground,
  room: Room,
  rounds: number,
  database = `sqlite:${join(room.folder, 'lintel.db')}`,
): Promise<Figures> {
  const engine = await startEngine({ built: ground.built, database })
  try {
    const client = await signIn(engine)
    const basics = await makeBasics(client)
    const wishes: Wish[] = []
    let refused = 0
    for (let round = 1; round <= rounds; round++) {
      await room.tighten(engine.pid)
      const writing = startWriters(client, { ...basics, many: 8, from: round, whenRefused: 'ask again' })
      await until(() => writing.refused() >= 20, 'nothing is refused')
      await readsGoOn(client)
      await room.widen(engine.pid)
      const before = writing.acknowledged()
      await until(() => writing.acknowledged() > before + 20, 'nothing is taken though there is room again')
      await writing.stop()
      refused += writing.refused()
      wishes.push(...writing.wishes)
      await audit(database, wishes)
    }
    must(engine.isAlive(), 'the engine is gone')
    const lines = engine.complaints().length
    must(lines <= 5 * rounds, `${lines} lines were logged:\n${engine.said()}`)
    const acknowledged = wishes.filter(({ answer }) => answer !== null).length
    return {
      rounds,
      acknowledged,
      'refused with 507': refused,
      lost: 0,
      'by half': 0,
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

/** Its tables are on a disk of their own: where its log finds no room, PostgreSQL ends, which `restarts` tries. */
export async function fullDiskOfPostgres(ground: Ground, rounds: number): Promise<Figures> {
  const disk = await smallDisk(join(ground.folder, 'tables'), 24 * megabyte)
  must(disk !== null, 'no disk may be mounted here')
  const cluster = await ground.cluster()
  try {
    return await fullDisk(ground, disk, rounds, await cluster.createDatabaseIn(disk.folder, 'cramped'))
  } finally {
    await cluster.stop()
    await disk.close()
  }
}

async function until(holds: () => boolean, otherwise: string): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    must(waited < 20_000, otherwise)
    await sleep(20)
  }
}

async function readsGoOn(client: Client): Promise<void> {
  for (const path of ['/api/customer_users?search=w&count=exact', '/api/access_rights', '/readyz']) {
    const { status, body } = await client.send('GET', path)
    must(status === 200, `${path} on a full disk: ${status} ${JSON.stringify(body)}`)
  }
}

await script(import.meta.url, async (option) => {
  const ground = await openGround()
  const rounds = option('rounds', 5)
  try {
    const files = await fullDisk(ground, smallFiles(ground.folder, 2 * megabyte), rounds)
    const disk = await smallDisk(join(ground.folder, 'small'), 3 * megabyte)
    if (!disk) return { ...named('limited files', files), disk: 'none: no tmpfs may be mounted here' }
    try {
      const figures = await fullDisk(ground, disk, rounds)
      const postgres = await fullDiskOfPostgres(ground, rounds)
      return {
        ...named('SQLite, limited files', files),
        ...named('SQLite, a disk of 3 MB', figures),
        ...named('PostgreSQL', postgres),
      }
    } finally {
      await disk.close()
    }
  } finally {
    await ground.clear()
  }
})
