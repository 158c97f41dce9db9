import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../engine/database/connect.ts'
import { brokenDefinitions } from './broken-definitions.ts'
import { rolling } from './rolling.ts'
import { saves } from './saves.ts'
import { launchEngine, startEngine } from './support/engine.ts'
import { openGround, type Ground } from './support/ground.ts'

// In short; `npm run faults` shows the same at length, with figures.
let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.clear())

test('no way to leave definitions behind brings a portal under load to a fault', async () => {
  const figures = await brokenDefinitions(ground, { rate: 50, quiet: 1, between: 120, most: 30 })
  expect(figures).toMatchObject({ 'with 5xx': 0, revisions: 1 })
})

test('of many saves in a row the last is in force', async () => {
  const figures = await saves(ground, { entities: 0, timed: 1, many: 300 })
  expect(figures['revisions']).toBeGreaterThan(1)
})

test('a portal starts on what was applied last where the files are broken, and stops with the report where it is told to', async () => {
  const config = join(ground.folder, 'strict')
  await cp('config', config, { recursive: true })
  const starting = { built: ground.built, config, database: await ground.database('sqlite') }
  await writeFile(join(config, 'tabs/groups.yaml'), 'tab: [')
  await expect(startEngine(starting), 'nothing has been applied yet').rejects.toThrow('tabs/groups.yaml:1')

  await cp('config', config, { recursive: true })
  await (await startEngine(starting)).stop()
  await writeFile(join(config, 'tabs/groups.yaml'), 'tab: [')
  const engine = await startEngine(starting)
  const ready = (await (await fetch(`${engine.address}/readyz`)).json()) as unknown
  expect(ready).toMatchObject({ status: 'ready', revision: 1, report: { kind: 'problems' } })
  expect(engine.said()).toMatch(/tabs\/groups.yaml:1:\d+ +yaml-syntax[^]*Revision 1 goes on\./)
  await engine.stop()
  await expect(startEngine({ ...starting, strict: true })).rejects.toThrow('tabs/groups.yaml:1')
})

test('a portal that starts again goes by the plan it had, and by its files as soon as they are others', async () => {
  const config = join(ground.folder, 'again')
  await cp('config', config, { recursive: true })
  const database = await ground.database('sqlite')
  const starting = { built: ground.built, config, database }
  let said = ''
  const page = async (): Promise<string> => {
    const engine = await startEngine(starting)
    const answer = await fetch(`${engine.address}/`)
    await engine.stop()
    said = engine.said()
    return answer.text()
  }
  await page()
  const db = await openDatabase(database)
  const [row] = await db.read(`select value from lintel_applied where name like 'plan %'`, [])
  const plan = JSON.parse(String(row?.['value']).slice(64)) as { title: { byLanguage: { en: string } } }
  plan.title.byLanguage.en = 'As kept'
  const text = JSON.stringify(plan)
  const value = createHash('sha256').update(text).digest('hex') + text
  await db.write((transaction) =>
    transaction.query(`update lintel_applied set value = ? where name like 'plan %'`, [value]),
  )
  await db.close()
  expect(await page()).toContain('As kept')
  const file = 'tabs/groups.yaml'
  await writeFile(join(config, file), `${await readFile(join('config', file), 'utf8')}# Another.\n`)
  expect(await page()).not.toContain('As kept')
  expect(said).toMatch(/^Revision 2 is in force: .+ was not as revision 1\. What changed: .+ diff 1 2$/m)
})

test('a portal outlives its console, and goes by what was saved while it started', async () => {
  const config = join(ground.folder, 'deaf')
  await cp('config', config, { recursive: true })
  const database = await ground.database('sqlite')
  const engine = await launchEngine({ built: ground.built, config, database, watch: true })
  // It has read its files by then, and does not watch them yet.
  await expect.poll(() => existsSync(database.slice('sqlite:'.length)), { timeout: 30_000 }).toBe(true)
  await writeFile(join(config, 'tabs/groups.yaml'), 'tab: [')
  await engine.ready
  const report = async (): Promise<unknown> => {
    const ready = await fetch(`${engine.address}/readyz`)
    return ((await ready.json()) as { report?: { kind: string } }).report?.kind
  }
  await expect.poll(report, { timeout: 10_000 }).toBe('problems')

  engine.deafen()
  await cp('config', config, { recursive: true })
  await expect.poll(report, { timeout: 10_000 }).toBeUndefined()
  await writeFile(join(config, 'tabs/groups.yaml'), 'tab: {')
  await expect.poll(report, { timeout: 10_000 }).toBe('problems')
  expect(engine.isAlive()).toBe(true)
  expect(await engine.stop()).toBe(0)
})

test('a start that cannot listen makes nothing, and until somebody signs in, each says how', async () => {
  const path = join(ground.folder, 'new', 'first.db')
  const database = `sqlite:${path}`
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const starting = { built: ground.built, database }
  await expect(startEngine({ ...starting, port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use.`)
  expect(existsSync(dirname(path))).toBe(false)
  taken.close()

  const first = await startEngine(starting)
  expect(first.administrator).not.toBeNull()
  for (const made of [dirname(path), path, `${path}-wal`])
    expect((await stat(made)).mode & 0o077, `${made} is for its owner alone`).toBe(0)
  await first.stop()
  const second = await startEngine(starting)
  expect(second.said()).toMatch(
    /Nobody has signed in yet\.[^]+account password-link --area staff --username admin/,
  )
  await second.stop()
})

test('two instances are rolled under load, and no request fails', { timeout: 180_000 }, async () => {
  expect(await rolling(ground, { rounds: 1, rate: 40 })).toMatchObject({ failed: 0 })
})
