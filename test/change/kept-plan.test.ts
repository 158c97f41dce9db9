import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { applyDefinitions } from '../../engine/apply.ts'
import { openData } from '../../engine/data.ts'
import { appliedTable } from '../../engine/database/change/state.ts'
import type { Database } from '../../engine/database/database.ts'
import { isOwed, takeDuty } from '../../engine/database/duties.ts'
import { ensureSystemTables } from '../../engine/database/tables.ts'
import { loadKept } from '../../engine/kept-plan.ts'
import { load, type Loaded } from '../../engine/load.ts'
import { ProblemsFound } from '../../engine/problems/collect.ts'
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

/** Puts another plan in the place of the one that is kept: whoever goes by it did not read the files. */
async function exchange(db: Database, change: (text: string) => string): Promise<void> {
  const [row] = await db.read(`select value from lintel_applied where name like 'plan %'`, [])
  const text = change(String(row?.['value']).slice(64))
  const sum = createHash('sha256').update(text).digest('hex')
  await replaceKept(db, sum + text)
}

async function replaceKept(db: Database, value: string): Promise<void> {
  await db.write((transaction) =>
    transaction.query(`update lintel_applied set value = ? where name like 'plan %'`, [value]),
  )
}

const mark = (db: Database) => exchange(db, (text) => text.replace('"Shelf"', '"Kept"'))
const plansIn = (db: Database) => db.read(`select name from lintel_applied where name like 'plan %'`, [])

onBothDatabases('the plan of definitions', (databases) => {
  beforeEach(() => builtOf('one'))
  afterEach(() => vi.unstubAllGlobals())

  /** As a portal starts. */
  async function start(db: Database, { files } = shelf({})): Promise<Loaded> {
    const definitions = await loadKept(db, files)
    await applyDefinitions(db, definitions, 'test')
    return definitions
  }
  async function started(): Promise<Database> {
    const { db } = await openBench(await databases.open())
    await ensureSystemTables(db, [appliedTable])
    await start(db)
    return db
  }
  const titleBy = async (db: Database, { files } = shelf({})) =>
    (await loadKept(db, files)).plan.title as unknown

  test('is kept for the next start on the same files', async () => {
    const db = await started()
    await mark(db)
    expect(await titleBy(db)).toEqual(called('Kept'))
  })

  test('is made anew of other files, and kept instead', async () => {
    const db = await started()
    await mark(db)
    const other = changed('Others')
    expect(await start(db, other)).toStrictEqual(other)
    await mark(db)
    expect(await titleBy(db, other)).toEqual(called('Kept'))
    expect(await titleBy(db)).toEqual(called('Shelf'))
    expect(await plansIn(db)).toHaveLength(1)
  })

  test('is made anew by another engine, and kept instead', async () => {
    const db = await started()
    await mark(db)
    builtOf('other')
    expect(await titleBy(db)).toEqual(called('Shelf'))
    await mark(db)
    expect(await titleBy(db)).toEqual(called('Kept'))
    expect(await plansIn(db)).toHaveLength(1)
  })

  test('is not kept by an engine that runs from its sources', async () => {
    vi.unstubAllGlobals()
    const db = await started()
    expect(await plansIn(db)).toEqual([])
    expect(await titleBy(db)).toEqual(called('Shelf'))
  })

  test('is not what an engine takes that does not accept its files', async () => {
    const db = await started()
    const broken = new Map([...shelf({}).files, ['tabs/books.yaml', 'tab: [']])
    await expect(loadKept(db, broken)).rejects.toThrow(ProblemsFound)
    await expect(loadKept(db, broken), 'nor the next time').rejects.toThrow(ProblemsFound)
  })

  test.each(['', '{"a":', 'null', '{}'])(
    'is made anew where what is kept is %j, and mended',
    async (value) => {
      const db = await started()
      await replaceKept(db, value)
      expect(await titleBy(db)).toEqual(called('Shelf'))
      await mark(db)
      expect(await titleBy(db)).toEqual(called('Kept'))
    },
  )

  test('is made anew where it is not what was kept', async () => {
    const db = await started()
    await db.write((transaction) =>
      transaction.query(
        `update lintel_applied set value = replace(value, '"Shelf"', '"Other"') where name like 'plan %'`,
        [],
      ),
    )
    expect(await titleBy(db)).toEqual(called('Shelf'))
  })

  test('is no reason not to start where it cannot be kept', async () => {
    const db = await started()
    const write = vi.spyOn(db, 'write').mockRejectedValue(new Error('the disk is full'))
    builtOf('other')
    expect(await titleBy(db)).toEqual(called('Shelf'))
    expect(write).toHaveBeenCalledOnce()
    write.mockRestore()
  })

  test('is made anew where samples are still to be loaded', async () => {
    const config = await readConfig('config', ({ message }) => expect.fail(message))
    const owing = await openData((db) => loadKept(db, config), await databases.address(), 'test', ['samples'])
    expect(await plansIn(owing.db)).toHaveLength(1)
    expect((await loadKept(owing.db, config)).samples).toEqual(owing.definitions.samples)
    expect(owing.definitions.samples).not.toEqual([])
    await owing.db.write((transaction) => takeDuty(transaction, 'samples'))
    expect((await loadKept(owing.db, config)).samples).toEqual([])
    await owing.db.close()
  })

  test('is understood before anybody asks whether a database is new: another may be faster meanwhile', async () => {
    const address = await databases.address()
    const whileAnotherStarts = async (): Promise<Loaded> => {
      const other = await openData(shelf({}), address, 'test')
      await other.db.close()
      return shelf({})
    }
    const { db } = await openData(whileAnotherStarts, address, 'test', ['samples'])
    expect(await isOwed(db, 'samples')).toBe(false)
    await db.close()
  })

  test('is made anew where its tables are not made yet: samples may be wanted', async () => {
    const db = await databases.open()
    await ensureSystemTables(db, [appliedTable])
    await loadKept(db, shelf({}).files)
    await mark(db)
    expect(await titleBy(db)).toEqual(called('Shelf'))
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
