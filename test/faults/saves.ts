import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { signIn, type Client } from './support/client.ts'
import { startEngine } from './support/engine.ts'
import { openGround, type Ground } from './support/ground.ts'
import { must, script, type Figures } from './support/script.ts'

export interface Saves {
  /** Entities beside those of the shipped definitions. */
  readonly entities: number
  /** Saves of which the time to the new screens is taken. */
  readonly timed: number
  /** Saves in ten seconds. */
  readonly many: number
}

/** How long it takes from a save to new screens, and that a thousand saves in ten seconds end in the last of them. */
export async function saves(ground: Ground, { entities, timed, many }: Saves): Promise<Figures> {
  const config = join(ground.folder, `saves-${entities}`)
  await cp('config', config, { recursive: true })
  await addEntities(config, entities)
  const database = await ground.database('sqlite')
  const engine = await startEngine({ built: ground.built, database, config, watch: true })
  try {
    const client = await signIn(engine)
    const took: number[] = []
    const worked: number[] = []
    for (let turn = 0; turn < timed; turn++) {
      // The thread that reads definitions has to be there, and the last save's work done.
      await sleep(1_500)
      const [startedAt, before] = [performance.now(), await processorTime(engine.pid)]
      await saveTitle(config, `Title ${turn}`)
      await untilTitle(client, `Title ${turn}`, 60_000)
      took.push(performance.now() - startedAt)
      worked.push((await processorTime(engine.pid)) - before)
    }
    const figures = {
      entities: entities + 12,
      'save to screens, median ms': median(took),
      'save to screens, slowest ms': Math.round(Math.max(...took)),
      // What others do on the machine counts less here.
      'processor time of the engine, median ms': median(worked),
    }
    if (many === 0) return figures
    const startedAt = performance.now()
    for (let turn = 0; turn < many; turn++) {
      await saveTitle(config, `Many ${turn}`)
      await sleep(Math.max(0, startedAt + ((turn + 1) * 10_000) / many - performance.now()))
    }
    const lastAt = performance.now()
    await untilTitle(client, `Many ${many - 1}`, 60_000)
    const { body } = await client.send('GET', '/readyz')
    must(body.report === undefined, `something is wrong with what was saved: ${engine.said()}`)
    return {
      ...figures,
      'saves in 10 s': many,
      'the last in force after, ms': Math.round(performance.now() - lastAt),
      revisions: Number(body.revision),
    }
  } catch (error) {
    throw new Error(engine.said(), { cause: error })
  } finally {
    await engine.kill()
  }
}

function median(numbers: readonly number[]): number {
  return Math.round([...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0)
}

/** Milliseconds that a process has worked, its questions' answers included. */
async function processorTime(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function saveTitle(config: string, title: string): Promise<void> {
  const text = await readFile('config/tabs/accounts.yaml', 'utf8')
  await writeFile(
    join(config, 'tabs/accounts.yaml'),
    text.replace('title: { en: Accounts,', `title: { en: ${title},`),
  )
}

async function untilTitle(client: Client, title: string, patience: number): Promise<void> {
  const until = performance.now() + patience
  while (performance.now() < until) {
    const { status, body } = await client.send('GET', '/api/screens/customer-portal/accounts')
    must(status === 200, `a screen: ${status} ${JSON.stringify(body)}`)
    if (body.title === title) return
    await sleep(10)
  }
  throw new Error(`${title} is not in force`)
}

/** Each with a tab of its own, on pages of ten, and everything allowed. */
export async function addEntities(config: string, count: number): Promise<void> {
  if (count === 0) return
  const names = Array.from({ length: count }, (_, at) => `thing_${at + 1}`)
  const pages = new Map<string, string[]>()
  for (const [at, name] of names.entries()) {
    const page = `things-${Math.floor(at / 10) + 1}`
    pages.set(page, [...(pages.get(page) ?? []), name])
    await writeFile(
      join(config, 'entities', `${name}.yaml`),
      `entity: ${name}
fields:
  name: { type: text, required: true }
  code: { type: text, unique: true }
  amount: { type: money, currency: EUR }
  day: { type: date }
  partner: { type: relation, to: partners }
  state: { type: choice, options: { open: Open, closed: Closed } }
`,
    )
    const tab = name.replaceAll('_', '-')
    await writeFile(
      join(config, 'tabs', `${tab}.yaml`),
      `tab: ${tab}
title: ${name}
views:
  - { view: list, entity: ${name}, columns: [name, code, partner, state], search: [name, code], actions: [create, update, delete] }
`,
    )
  }
  const list = [...pages]
  await insert(
    join(config, 'portal.yaml'),
    '    pages:\n',
    list
      .map(
        ([page, tabs]) =>
          `      ${page}: { title: ${page}, tabs: [${tabs.map((name) => name.replaceAll('_', '-')).join(', ')}] }\n`,
      )
      .join(''),
  )
  await insert(
    join(config, 'permissions/staff.yaml'),
    'pages:\n',
    list
      .map(
        ([page, tabs]) =>
          `  ${page}:\n    normal:\n      - { on: [${tabs.join(', ')}], allow: [read, create, update, delete] }\n`,
      )
      .join(''),
  )
}

async function insert(file: string, after: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8')
  const at = before.indexOf(after) + after.length
  await writeFile(file, before.slice(0, at) + text + before.slice(at))
}

await script(import.meta.url, async (option) => {
  const ground = await openGround()
  try {
    const few = await saves(ground, { entities: 0, timed: option('timed', 7), many: option('many', 1_000) })
    const big = await saves(ground, {
      entities: option('entities', 488),
      timed: option('timed', 5),
      many: 0,
    })
    return {
      ...few,
      ...Object.fromEntries(Object.entries(big).map(([key, value]) => [`large: ${key}`, value])),
    }
  } finally {
    await ground.clear()
  }
})
