import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renewRecoveryCodes, startSecondFactor } from '../../engine/accounts/second-factor.ts'
import { secretBox } from '../../engine/accounts/secret-box.ts'
import { accountTables } from '../../engine/accounts/tables.ts'
import { backup } from '../../engine/commands/backup/backup.ts'
import { restoreBackup } from '../../engine/commands/backup/restore-backup.ts'
import { openDatabase } from '../../engine/database/connect.ts'
import { ensureSystemTables } from '../../engine/database/tables.ts'
import { onBothDatabases } from '../support/databases.ts'
import { said as saidWhole } from '../support/said.ts'
import { openShelf, shelfDefinitions, shelfFiles, type Shelf } from '../support/shelf.ts'

const env = process.env
const otherPortal = shelfDefinitions({
  'portal.yaml': shelfFiles['portal.yaml'].replace('portal: shelf', 'portal: other'),
})
let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lintel-backup-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

const said = async (act: () => Promise<unknown>): Promise<string> =>
  (await saidWhole(act)).replaceAll(folder, '…')

async function library(address: string, definitions = shelfDefinitions()): Promise<Shelf> {
  const db = await openDatabase(address, { connections: 3 })
  await ensureSystemTables(db, accountTables)
  return openShelf(db, definitions)
}

/** Two books at once, ever again: whoever sees one of them alone sees a moment that never was. */
async function addPairs(shelf: Shelf, until: () => boolean): Promise<number> {
  let pairs = 0
  while (!until()) {
    await shelf.db.write(async (transaction) => {
      for (const side of ['left', 'right'])
        await shelf.records.insert(transaction, shelf.engine, 'books', { title: `${side} ${pairs}` })
    })
    pairs++
  }
  return pairs
}

async function titles(address: string): Promise<string[]> {
  const db = await openDatabase(address, { connections: 1 })
  const rows = await db.read('select title from books order by id', [])
  await db.close()
  return rows.map(({ title }) => String(title))
}

onBothDatabases('a backup', (databases) => {
  const isSqlite = databases.dialect === 'sqlite'

  test('holds one moment, while sixteen write', async () => {
    const address = await databases.address()
    const shelf = await library(address)
    const file = join(await mkdtemp(join(folder, 'under-load-')), databases.dialect)
    let over = false
    let begun = 0
    const isOver = () => {
      begun++
      return over
    }
    const writing = Promise.all(Array.from({ length: 16 }, () => addPairs(shelf, isOver)))
    // Sixteen pairs begun by sixteen writers say nothing yet; the seventeenth follows one that is written.
    await expect.poll(() => begun, { timeout: 20_000 }).toBeGreaterThan(16)
    const line = await said(() => backup(file, { database: address, env }))
    over = true
    const written = (await writing).reduce((sum, pairs) => sum + pairs, 0)
    await shelf.db.close()
    expect(written).toBeGreaterThan(16)
    if (!isSqlite && !line.includes('holds')) return expect(line).toMatch(tooOld)
    expect(line).toMatch(
      /^….under-load-.+ holds revision 1 with [\d,]+ records in \d+ tables, in [\d,.]+ [kM]B.$/,
    )
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const target = await databases.address()
    expect(await said(() => restoreBackup(file, { database: target, env, replace: false }))).toContain(
      'Everybody signs in again.',
    )
    const found = await titles(target)
    expect(found.length).toBeGreaterThan(0)
    expect(found.length % 2).toBe(0)
    expect(found.filter((title) => title.startsWith('left'))).toHaveLength(found.length / 2)
  })

  test('lets nobody in who was signed in when it was made', async () => {
    const address = await databases.address()
    const shelf = await library(address)
    await shelf.db.write((transaction) =>
      transaction.query(
        'insert into lintel_sessions (token_hash, entity, account, created_at, seen_at) values (?, ?, 1, 1, 1)',
        ['x', 'clerks'],
      ),
    )
    const clerk = { entity: 'clerks', id: 1 }
    const secret = 'a secret of a portal, and long enough'
    await shelf.db.write(async (transaction) => {
      await startSecondFactor(transaction, clerk, { issuer: '', account: '' }, secretBox(secret))
      await transaction.query('update lintel_second_factors set since = 1', [])
      await renewRecoveryCodes(transaction, clerk)
    })
    await shelf.db.close()
    const file = join(folder, `sessions-${databases.dialect}`)
    const own = { ...env, LINTEL_SECRET: secret }
    const line = await said(() => backup(file, { database: address, env: own }))
    if (!isSqlite && !line.includes('holds')) return expect(line).toMatch(tooOld)
    expect(line).toMatch(
      /^The key of its second factors, LINTEL_SECRET, is not in it: keep that elsewhere\.$/m,
    )
    const target = await databases.address()
    const elsewhere = await said(() => restoreBackup(file, { database: target, env, replace: false }))
    expect(elsewhere).toContain('1 of its second factors cannot be read: give the portal the key')
    expect(elsewhere).toContain('recovery code')
    const here = await databases.address()
    expect(await said(() => restoreBackup(file, { database: here, env: own, replace: false }))).not.toContain(
      'second factor',
    )
    const db = await openDatabase(target)
    expect(await db.read('select count(*) as n from lintel_sessions', [])).toEqual([{ n: 0 }])
    // Whoever had a second factor has it still.
    expect(await db.read('select count(*) as n from lintel_second_factors', [])).toEqual([{ n: 1 }])
    expect(await db.read('select count(*) as n from lintel_recovery_codes', [])).toEqual([{ n: 10 }])
    await db.close()
  })

  test('never takes the place of records unasked', async () => {
    const address = await databases.address()
    const shelf = await library(address)
    await shelf.add('books', { title: 'Emma' })
    const file = join(folder, `place-${databases.dialect}`)
    const line = await said(() => backup(file, { database: address, env }))
    if (!isSqlite && !line.includes('holds')) return expect(line).toMatch(tooOld)
    await shelf.add('books', { title: 'Written later' })
    await shelf.db.close()
    const again = await said(() => restoreBackup(file, { database: address, env, replace: false }))
    expect(again).toMatch(isSqlite ? /holds revision 1 with 3 records .* --replace: / : /empty database/)
    expect(await titles(address)).toEqual(['Emma', 'Written later'])
    if (!isSqlite) return
    const replaced = await said(() => restoreBackup(file, { database: address, env, replace: true }))
    expect(await titles(address)).toEqual(['Emma'])
    const kept = /is in (.*)\.$/.exec(replaced)?.[1] ?? ''
    expect(await titles(`sqlite:${kept}`)).toEqual(['Emma', 'Written later'])
  })
})

const tooOld = /^The database is PostgreSQL \d+, and the pg_dump here is of \d+\.|^There is no pg_dump here/

const sqlite = (name: string): string => join(folder, name)

test('a backup is refused where it cannot be made', async () => {
  await (await library(`sqlite:${sqlite('there.db')}`)).db.close()
  await writeFile(sqlite('taken'), 'x')
  const database = `sqlite:${sqlite('there.db')}`
  expect(await said(() => backup(sqlite('taken'), { database, env }))).toBe(
    '…/taken is there already. Name a file that is not.',
  )
  expect(await said(() => backup(sqlite('no/folder'), { database, env }))).toBe(
    'There is no folder …/no to write the backup into.',
  )
  expect(await said(() => backup(sqlite('x'), { database: `sqlite:${sqlite('none.db')}`, env }))).toBe(
    'There is no database …/none.db. Name it with --database.',
  )
})

test('a backup that does not fit is refused, and nothing changes', async () => {
  const shelf = await library(`sqlite:${sqlite('fit.db')}`)
  await shelf.add('books', { title: 'Emma' })
  const database = `sqlite:${sqlite('fit.db')}`
  await backup(sqlite('fit.backup'), { database, env })
  const restore = (name: string, to = 'fit.db'): Promise<string> =>
    said(() => restoreBackup(sqlite(name), { database: `sqlite:${sqlite(to)}`, env, replace: true }))

  expect(await restore('fit.backup')).toBe('…/fit.db is in use. Stop the portal, and try again.')
  await shelf.db.close()
  expect(await restore('none')).toBe('There is no file …/none. Name a file that lintel backup has made.')
  await writeFile(sqlite('letter'), 'Dear all, this is no backup')
  expect(await restore('letter')).toBe('…/letter is no backup. Name a file that lintel backup has made.')
  await writeFile(sqlite('dump'), 'PGDMP and so on')
  expect(await restore('dump')).toBe(
    '…/dump is a backup of a PostgreSQL database, and a SQLite database cannot take it.',
  )
  await copyFile(sqlite('fit.backup'), sqlite('half'))
  await truncate(sqlite('half'), (await stat(sqlite('half'))).size / 2)
  expect(await restore('half')).toMatch(/^….half is not whole, and nothing was changed: /)
  const other = await library(`sqlite:${sqlite('other.db')}`, otherPortal)
  await other.db.close()
  expect(await restore('fit.backup', 'other.db')).toBe(
    '…/fit.backup is a backup of the portal shelf, and …/other.db belongs to the portal other. Name another --database.',
  )
  expect(await titles(database)).toEqual(['Emma'])
  expect((await readdir(folder)).filter((name) => /restoring|partial/.test(name))).toEqual([])
  expect((await readFile(sqlite('fit.db'))).subarray(0, 6).toString()).toBe('SQLite')
})
