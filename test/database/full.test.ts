import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../engine/database/connect.ts'
import type { Database, Transaction } from '../../engine/database/database.ts'

let folder = ''
let db: Database

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-full-'))
  db = await openDatabase(`sqlite:${join(folder, 'x.db')}`)
  await db.write((transaction) =>
    transaction.query('create table notes (id integer primary key, text text)', []),
  )
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true, force: true })
})

const note = (text: string) => (transaction: Transaction) =>
  transaction.query('insert into notes (text) values (?)', [text])
const texts = async () =>
  (await db.read('select text from notes order by id', [])).map((row) => String(row['text']).slice(0, 9))

test('a write for which there is no room takes none of its neighbours with it', async () => {
  await db.alone('pragma max_page_count = 40')
  const outcomes = await Promise.allSettled([
    db.write(note('before')),
    db.write(async (transaction) => {
      for (let count = 0; count < 100; count++) await note(`large ${count} ${'x'.repeat(4000)}`)(transaction)
    }),
    db.write(note('after')),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(outcomes[1]).toMatchObject({ reason: { code: 'SQLITE_FULL' } })
  expect(await texts()).toEqual(['before', 'after'])
})

test('nor do two of them', async () => {
  const full = (transaction: Transaction) =>
    transaction.query(`insert into notes (text) values (printf('%.400000c', 'x'))`, [])
  const outcomes = await Promise.allSettled([
    db.write(note('one')),
    db.write(full),
    db.write(note('two')),
    db.write(note('three')),
    db.write(full),
    db.write(note('four')),
  ])
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, false, true])
  expect((await texts()).slice(2)).toEqual(['one', 'two', 'three', 'four'])
})

test('one statement that finds no room leaves nothing either', async () => {
  const many = `insert into notes (text) with recursive n(i) as (select 1 union all select i + 1 from n where i < 100)
    select 'many ' || i || printf('%.4000c', 'x') from n`
  const outcomes = await Promise.allSettled([
    db.write(note('third')),
    db.write((transaction) => transaction.query(many, [])),
    db.write(note('fourth')),
  ])
  expect(outcomes[1]).toMatchObject({ reason: { code: 'SQLITE_FULL' } })
  expect((await texts()).slice(6)).toEqual(['third', 'fourth'])
  await db.alone('pragma max_page_count = 100000')
  await db.write((transaction) => transaction.query(many, []))
  expect(await texts()).toHaveLength(108)
})
