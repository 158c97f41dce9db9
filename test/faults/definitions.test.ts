import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenDefinitions } from './broken-definitions.ts'
import { rolling } from './rolling.ts'
import { saves } from './saves.ts'
import { startEngine } from './support/engine.ts'
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

test('two instances are rolled under load, and no request fails', async () => {
  expect(await rolling(ground, { rounds: 1, rate: 40 })).toMatchObject({ failed: 0 })
})
