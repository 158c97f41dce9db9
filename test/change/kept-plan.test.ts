import { beforeEach, expect, test, vi } from 'vitest'
import { applyDefinitions } from '../../engine/apply.ts'
import { openData } from '../../engine/data.ts'
import type { Database } from '../../engine/database/database.ts'
import { loadKept } from '../../engine/kept-plan.ts'
import { load, type Loaded } from '../../engine/load.ts'
import { readConfig } from '../../engine/source/read.ts'
import { openBench, shelf } from '../support/changes.ts'
import { onBothDatabases } from '../support/databases.ts'

const changed = (title: string) => shelf({ 'tabs/books.yaml': tabCalled(title) })
const tabCalled = (title: string): string =>
  `tab: books\ntitle: ${title}\nviews: [{ view: list, entity: clerks, columns: [name] }]\n`

const called = (title: string) => ({ byLanguage: { en: title } })

function builtOf(digest: string): void {
  vi.stubGlobal('ENGINE_DIGEST', digest)
}

/** What is kept says so: whoever goes by it did not read the files. */
async function mark(db: Database): Promise<void> {
  await db.write((transaction) =>
    transaction.query(
      `update lintel_applied set value = replace(value, '"Shelf"', '"Kept"') where name like 'plan %'`,
      [],
    ),
  )
}

const plansIn = (db: Database) => db.read(`select name from lintel_applied where name like 'plan %'`, [])

onBothDatabases('the plan of definitions', (databases) => {
  beforeEach(() => builtOf('one'))

  async function applied(): Promise<Database> {
    const { db, apply } = await openBench(await databases.open())
    await apply(shelf({}))
    await mark(db)
    return db
  }
  const titleBy = async (db: Database, { files } = shelf({})) =>
    (await loadKept(db, files)).plan.title as unknown

  test('is kept for the next start on the same files', async () => {
    expect(await titleBy(await applied())).toEqual(called('Kept'))
  })

  test('is made anew of other files, and kept instead', async () => {
    const db = await applied()
    const other = changed('Others')
    expect(await loadKept(db, other.files)).toStrictEqual(other)
    await applyDefinitions(db, other, 'test')
    await mark(db)
    expect(await titleBy(db, other)).toEqual(called('Kept'))
    expect(await titleBy(db)).toEqual(called('Shelf'))
    expect(await plansIn(db)).toHaveLength(1)
  })

  test('is made anew by another engine, and kept instead', async () => {
    const db = await applied()
    builtOf('other')
    expect(await titleBy(db)).toEqual(called('Shelf'))
    await applyDefinitions(db, shelf({}), 'test')
    await mark(db)
    expect(await titleBy(db)).toEqual(called('Kept'))
    expect(await plansIn(db)).toHaveLength(1)
  })

  test('is not kept by an engine that runs from its sources', async () => {
    vi.unstubAllGlobals()
    const { db, apply } = await openBench(await databases.open())
    await apply(shelf({}))
    expect(await plansIn(db)).toEqual([])
    expect(await titleBy(db)).toEqual(called('Shelf'))
  })

  test('is made anew where samples are still to be loaded', async () => {
    const definitions = await loadFolder('config')
    const { db } = await openData(definitions, await databases.address(), 'test', ['samples'])
    expect((await loadKept(db, definitions.files)).samples).toEqual(definitions.samples)
    expect(await plansIn(db)).toHaveLength(1)
    await db.close()
  })
})

test.each(['config', ...['harbour', 'library', 'tickets', 'words'].map(fixture)])(
  'the plan of %s is the same when it was kept as a text',
  async (folder) => {
    const { plan } = await loadFolder(folder)
    expect(JSON.parse(JSON.stringify(plan))).toStrictEqual(plan)
  },
)

function fixture(portal: string): string {
  return `test/fixtures/portals/${portal}/config`
}

async function loadFolder(folder: string): Promise<Loaded> {
  return load(await readConfig(folder, ({ message }) => expect.fail(message)))
}
