import { chmod, cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { problemFixtures } from './support/broken.ts'
import { signIn, type Client } from './support/client.ts'
import { startEngine } from './support/engine.ts'
import { openGround, type Ground } from './support/ground.ts'
import { percentile, startLoad } from './support/load.ts'
import { must, script, type Figures } from './support/script.ts'

export interface BrokenDefinitions {
  /** Requests a second. */
  readonly rate: number
  /** Seconds of quiet, to compare with. */
  readonly quiet: number
  /** Milliseconds between two saves. */
  readonly between: number
  /** Of the corpus, so many. */
  readonly most: number
}

/**
 * Every broken set of definitions that there is a fixture of, and every way to leave a file behind half done, into the folder
 * of a portal under load. It answers on, by one revision or the next, and never with a fault of its own.
 */
export async function brokenDefinitions(
  ground: Ground,
  { rate, quiet, between, most }: BrokenDefinitions,
): Promise<Figures> {
  const config = join(ground.folder, 'broken', 'config')
  await mkdir(join(ground.folder, 'broken'))
  await cp('config', config, { recursive: true })
  const database = await ground.database('sqlite')
  const engine = await startEngine({ built: ground.built, database, config, samples: true, watch: true })
  try {
    const client = await signIn(engine)
    const calm = startLoad(engine, client, rate)
    await sleep(quiet * 1000)
    const before = await calm.stop()

    const load = startLoad(engine, client, rate)
    const steps = [...ways(config), ...(await problemFixtures(config))].slice(0, most)
    for (const step of steps) {
      await step()
      await sleep(between)
    }
    await rm(config, { recursive: true, force: true })
    await sleep(between)
    await cp('config', config, { recursive: true })
    const under = await load.stop()
    const last = await untilMended(client)

    const faults = under.answers.filter(({ status }) => status >= 500)
    must(faults.length === 0, `${faults.length} answers with a fault, such as ${JSON.stringify(faults[0])}`)
    const [p99, calmly] = [percentile(under, 99), percentile(before, 99)]
    return {
      'ways to leave files behind': steps.length + 1,
      'requests answered': under.answers.length,
      'with 5xx': faults.length,
      revisions: last,
      'p99 when quiet, ms': calmly,
      'p99 meanwhile, ms': p99,
      'slowest answer, ms': percentile(under, 100),
    }
  } catch (error) {
    throw new Error(engine.said(), { cause: error })
  } finally {
    await engine.kill()
  }
}

/** Files half-written, renamed into place, deleted, made unreadable, or turned into something else. */
function ways(config: string): (() => Promise<void>)[] {
  const file = join(config, 'entities/partners.yaml')
  const text = (): Promise<string> => readFile('config/entities/partners.yaml', 'utf8')
  const whole = async (): Promise<void> => writeFile(file, await text())
  return [
    async () => writeFile(file, ''),
    async () => writeFile(file, (await text()).slice(0, 200)),
    async () => writeFile(file, (await text()).slice(0, -40)),
    whole,
    async () => {
      for (const part of (await text()).match(/[^]{1,150}/g) ?? []) {
        await writeFile(file, part, { flag: part === '' ? 'w' : 'a' })
        await sleep(20)
      }
    },
    async () => {
      await writeFile(`${file}.new`, await text())
      await rename(`${file}.new`, file)
    },
    async () => rename(file, `${file}.away`),
    async () => rename(`${file}.away`, file),
    async () => rm(file),
    whole,
    async () => chmod(file, 0),
    async () => chmod(file, 0o644),
    async () => writeFile(file, Buffer.from([0xff, 0xfe, 0, 0x61, 0])),
    async () => {
      await rm(file)
      await symlink('/etc/hostname', file)
    },
    async () => {
      await rm(file)
      await mkdir(file)
    },
    async () => {
      await rm(file, { recursive: true })
      await whole()
    },
    async () => rename(join(config, 'portal.yaml'), join(config, 'portal.yml.off')),
    async () => rename(join(config, 'portal.yml.off'), join(config, 'portal.yaml')),
  ]
}

/** The revision, once what is in the folder is in force again. */
async function untilMended(client: Client): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { body } = await client.send('GET', '/readyz')
    if (body.report === undefined && body.status === 'ready') return Number(body.revision)
    await sleep(100)
  }
  throw new Error('the definitions are whole again, and the portal does not see it')
}

await script(import.meta.url, async (option) => {
  const ground = await openGround()
  try {
    return await brokenDefinitions(ground, {
      rate: option('rate', 200),
      quiet: option('quiet', 10),
      between: option('between', 250),
      most: option('most', 1_000),
    })
  } finally {
    await ground.clear()
  }
})
