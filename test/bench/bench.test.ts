import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPath, filters, getPaths, listPath, newPerson, recordPath } from './cases.ts'
import { fillBaseline } from './data-baseline.ts'
import { fillEngine } from './data-engine.ts'
import { loadDriver, missingDriver } from './driver.ts'
import { ask, findDifferences } from './same.ts'
import { engineArguments, startServer, type Server } from './server.ts'

const users = 300
const credentials = { username: 'bench', password: 'a stretch of grey water' }
const driver = loadDriver()
const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-'))
const started: Server[] = []
let engine: Server

beforeAll(async () => {
  const path = join(folder, 'engine.db')
  await fillEngine('config', path, users, credentials)
  engine = await startServer(await engineArguments(process.cwd(), path), credentials)
  started.push(engine)
})

afterAll(async () => {
  await Promise.all(started.map((server) => server.stop()))
  rmSync(folder, { recursive: true, force: true })
})

test.skipIf(driver === null)(
  `the engine and the baseline written by hand give the same answers${driver ? '' : ` (${missingDriver})`}`,
  async () => {
    const path = join(folder, 'baseline.db')
    if (driver) fillBaseline(driver, path, users, credentials)
    const baseline = await startServer(['--import', 'tsx', 'test/bench/baseline-main.ts', path], credentials)
    started.push(baseline)
    expect(await findDifferences(engine, baseline, users)).toEqual([])
  },
)

test('the engine answers whatever the bench asks', async () => {
  const paths = [...filters.map(listPath), listPath({ search: 'er' }), ...getPaths(users, 1, 10)]
  for (const path of paths) expect(await ask(engine, 'GET', path)).toMatchObject({ status: 200 })
  const person = newPerson(users + 500, users)
  const created = await ask(engine, 'POST', createPath, person)
  expect(created).toMatchObject({ status: 201, etag: '"1"', body: { name: person.name, status: 'invited' } })
  const path = recordPath((created.body as { id: number }).id)
  const changed = await ask(engine, 'PATCH', path, { name: 'Changed' }, '"1"')
  expect(changed).toMatchObject({ status: 200, etag: '"2"', body: { name: 'Changed' } })
})
