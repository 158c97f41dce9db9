import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../engine/database/connect.ts'
import type { Database } from '../../engine/database/database.ts'
import { openSqlite } from '../../engine/database/sqlite.ts'
import { ensureSystemTables, type SystemTable } from '../../engine/database/tables.ts'
import { onBothDatabases } from '../support/databases.ts'

const counters: SystemTable = {
  name: 'lintel_counters',
  kind: 'records',
  columns: [
    { name: 'name', storage: { kind: 'text', folded: false }, nullable: false, references: null },
    { name: 'value', storage: { kind: 'integer' }, nullable: true, references: null },
    { name: 'at', storage: { kind: 'dateTime' }, nullable: true, references: null },
  ],
  indexes: [{ name: 'lintel_counters$name', columns: ['name'], unique: true }],
  search: [],
}

const put = 'insert into lintel_counters (name, value) values (?, ?)'
const names = async (db: Database): Promise<unknown[]> =>
  (await db.read('select name from lintel_counters order by name', [])).map(({ name }) => name)

onBothDatabases('a database', (databases) => {
  let db: Database
  beforeAll(async () => {
    db = await databases.open()
    await ensureSystemTables(db, [counters])
  })

  test("makes the engine's own tables once", async () => {
    await ensureSystemTables(db, [counters])
    expect(db.dialect).toBe(databases.dialect)
  })

  test('gives back numbers as numbers, also large ones', async () => {
    await db.write((transaction) => transaction.query(put, ['large', 1_700_000_000_123]))
    expect(await db.read('select value from lintel_counters where name = ?', ['large'])).toEqual([
      { value: 1_700_000_000_123 },
    ])
  })

  test('a job that throws leaves nothing behind and throws where it was asked for', async () => {
    const failed = db.write(async (transaction) => {
      await transaction.query(put, ['undone', 1])
      throw new Error('never mind')
    })
    await expect(failed).rejects.toThrow('never mind')
    expect(await names(db)).not.toContain('undone')
  })

  test('what jobs append is there after the commit, once, and nothing of those that fail', async () => {
    const jobs = Array.from({ length: 30 }, (_, index) =>
      db.write(async (transaction) => {
        transaction.append('lintel_counters', { name: `appended ${index}`, value: index, at: null })
        await transaction.query(put, [`beside ${index}`, index])
        if (index % 4 === 1) throw new Error(`job ${index}`)
      }),
    )
    const outcomes = await Promise.allSettled(jobs)
    const done = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []))
    expect(done).toEqual(Array.from({ length: 30 }, (_, index) => index).filter((index) => index % 4 !== 1))
    const rows = await db.read(
      "select name, value from lintel_counters where name like 'appended %' order by value",
      [],
    )
    expect(rows).toEqual(done.map((index) => ({ name: `appended ${index}`, value: index })))
  })

  test('a statement sees what was appended before it, by its own job and by others', async () => {
    const count = "select count(*) as found from lintel_counters where name like 'seen %'"
    const seen = Array.from({ length: 5 }, (_, index) =>
      db.write(async (transaction) => {
        transaction.append('lintel_counters', { name: `seen ${index}`, value: index, at: null })
        const [row] = await transaction.query(count, [])
        return Number(row?.['found'])
      }),
    )
    const found = await Promise.all(seen)
    expect(Math.min(...found)).toBeGreaterThanOrEqual(1)
    expect(await db.read(count, [])).toEqual([{ found: 5 }])
  })

  test('of jobs that run at once, those that fail take nothing of the others with them', async () => {
    const jobs = Array.from({ length: 40 }, (_, index) =>
      db.write(async (transaction) => {
        await transaction.query(put, [`job ${index}`, index])
        if (index % 3 === 0) throw new Error(`job ${index}`)
        return index
      }),
    )
    const settled = await Promise.allSettled(jobs)
    expect(settled.map(({ status }) => status === 'rejected')).toEqual(
      settled.map((_, index) => index % 3 === 0),
    )
    const kept = (await names(db)).filter((name) => String(name).startsWith('job'))
    expect(kept).toHaveLength(26)
  })

  test('a statement that fails is undone with its job, and the next job runs', async () => {
    const twice = db.write(async (transaction) => {
      await transaction.query(put, ['first', 1])
      await transaction.query(put, ['first', 2])
    })
    await expect(twice).rejects.toThrow()
    await db.write((transaction) => transaction.query(put, ['second', 1]))
    expect(await names(db)).toEqual(expect.not.arrayContaining(['first']))
    expect(await names(db)).toContain('second')
  })

  test('what comes after a commit comes after it, in order, and not at all without it', async () => {
    const seen: unknown[] = []
    await db.write(async (transaction) => {
      await transaction.query(put, ['committed', 1])
      transaction.afterCommit(() => seen.push('one'))
      transaction.afterCommit(() => seen.push('two'))
      expect(seen).toEqual([])
    })
    const failed = db.write(async (transaction) => {
      transaction.afterCommit(() => seen.push('never'))
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(seen).toEqual(['one', 'two'])
  })

  test('nobody reads what is not committed', async () => {
    await db.write(async (transaction) => {
      await transaction.query(put, ['unseen', 1])
      expect(await names(db)).not.toContain('unseen')
    })
    expect(await names(db)).toContain('unseen')
  })

  test('increments by forty at once are all counted', async () => {
    await db.write((transaction) => transaction.query(put, ['count', 0]))
    const increment = () =>
      db.write((transaction) =>
        transaction.query('update lintel_counters set value = value + 1 where name = ?', ['count']),
      )
    await Promise.all(Array.from({ length: 40 }, increment))
    expect(await db.read('select value from lintel_counters where name = ?', ['count'])).toEqual([
      { value: 40 },
    ])
  })

  test('a transaction that is over takes no more statements', async () => {
    const kept = await db.write(async (transaction) => transaction)
    await expect(kept.query(put, ['late', 1])).rejects.toThrow('after the end')
  })

  test('a statement that is wrong fails each time, and is not waited for', async () => {
    for (let time = 0; time < 2; time++)
      await expect(db.read('select nothing from nowhere', [])).rejects.toThrow()
  })

  test('more statements than are kept prepared', async () => {
    for (let number = 0; number < 600; number++)
      expect(await db.read(`select ${number} as number`, [])).toEqual([{ number }])
  })
})

onBothDatabases('a database of which two are open', (databases) => {
  test('is made once by those who open it at the same time', async () => {
    for (let time = 0; time < 20; time++) {
      const address = await databases.address()
      const opened = await Promise.all([openDatabase(address), openDatabase(address), openDatabase(address)])
      for (const db of opened) await db.close()
    }
  })

  test('can be opened again while somebody writes', async () => {
    const address = await databases.address()
    const writing = await openDatabase(address)
    await ensureSystemTables(writing, [counters])
    let isOver = false
    const written = (async () => {
      for (let index = 0; !isOver; index++)
        await writing.write((transaction) => transaction.query(put, [`name ${index}`, index]))
    })()
    try {
      for (let time = 0; time < 10; time++) await (await openDatabase(address)).close()
    } finally {
      isOver = true
      await written
      await writing.close()
    }
  })

  test('each sees what the other has committed, and both can write', async () => {
    const address = await databases.address()
    const [one, other] = await Promise.all([openDatabase(address), openDatabase(address)])
    try {
      await Promise.all([ensureSystemTables(one, [counters]), ensureSystemTables(other, [counters])])
      await Promise.all(
        [one, other].flatMap((db, which) =>
          Array.from({ length: 10 }, (_, index) =>
            db.write((transaction) => transaction.query(put, [`${which} ${index}`, index])),
          ),
        ),
      )
      expect(await names(one)).toHaveLength(20)
      expect(await names(other)).toHaveLength(20)
    } finally {
      await one.close()
      await other.close()
    }
  })
})

describe('a database that cannot be opened', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-unopened-'))
  writeFileSync(
    join(folder, 'text.db'),
    'this is not a database, but a text that is long enough to be taken for one'.repeat(20),
  )

  test.each([
    [
      'sqlite:/nowhere/at/all/lintel.db',
      /^cannot open the database sqlite:\/nowhere\/at\/all\/lintel\.db: its folder is not there/,
    ],
    [`sqlite:${folder}/text.db`, /: it is no database of SQLite$/],
    [
      'postgres://me:secret@127.0.0.1:1/none',
      /^cannot open the database postgres:\/\/127\.0\.0\.1:1\/none: .*ECONNREFUSED/,
    ],
    [
      'postgres://me:half@secret@127.0.0.1:1/none',
      /^cannot open the database postgres:\/\/127\.0\.0\.1:1\/none: /,
    ],
    ['postgres://me:half/secret@127.0.0.1:1/none', /^cannot open the database postgres:\/\/…: /],
    [
      'mysql://me:secret@localhost/x',
      /^cannot open the database mysql:\/\/localhost\/x: .*starts with neither/,
    ],
  ])('says so in one line, without its password: %s', async (address, line) => {
    const error: unknown = await openDatabase(address).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ message: expect.stringMatching(line) })
    expect(String(error)).not.toMatch(/secret|\n/)
  })
})

test('a database in memory is there as long as it is open', async () => {
  const db = await openDatabase('sqlite::memory:')
  await ensureSystemTables(db, [counters])
  await db.write((transaction) => transaction.query(put, ['one', 1]))
  expect(await names(db)).toEqual(['one'])
  await db.close()
})

describe('a database whose tables have grown', () => {
  const either = 'explain query plan select 1 from seats where number = 1 or guest = 1'
  const how = async (db: Database): Promise<unknown> =>
    (await db.read(either, [])).map(({ detail }) => detail)
  const add = (db: Database, from: number, to: number): Promise<unknown> =>
    db.write((transaction) =>
      transaction.query(
        `with recursive numbers (n) as (select ${from} union all select n + 1 from numbers where n < ${to})
          insert into seats (number, guest) select n, n from numbers`,
        [],
      ),
    )
  /** Looks at its tables twenty times a second. */
  async function small(): Promise<Database> {
    const path = join(mkdtempSync(join(tmpdir(), 'lintel-grown-')), 'lintel.db')
    const first = await openSqlite(path, 1)
    await first.write(async (transaction) => {
      await transaction.query(
        'create table seats (id integer primary key, number integer, guest integer)',
        [],
      )
      await transaction.query('create unique index seats_number on seats (number)', [])
      await transaction.query('create unique index seats_guest on seats (guest)', [])
    })
    await add(first, 1, 1)
    await first.close()
    return openSqlite(path, 1, 50)
  }

  test('learns so while it is open, also where it is only read', async () => {
    const db = await small()
    expect(await how(db)).toEqual(['SCAN seats'])
    await add(db, 2, 5000)
    await expect.poll(() => how(db), { timeout: 5000 }).toContain('MULTI-INDEX OR')
    await db.close()
  })

  test('learns so while others write without a pause; readers go on, and stay readers', async () => {
    const db = await small()
    let last = 1
    let isOver = false
    const writing = Array.from({ length: 4 }, async () => {
      while (!isOver) await add(db, ++last, last)
    })
    await expect
      .poll(async () => last > 2000 && (await how(db)), { timeout: 20_000 })
      .toContain('MULTI-INDEX OR')
    isOver = true
    await Promise.all(writing)
    expect(await db.read('select count(*) as n from seats', [])).toEqual([{ n: last }])
    await expect(db.read('insert into seats (number) values (0) returning id', [])).rejects.toThrow(
      'readonly',
    )
    await db.close()
  })
})
