import { expect, test } from 'vitest'
import type { ColumnPlan, TablePlan } from '../../engine/plan/plan.ts'
import type { Database } from '../../engine/database/database.ts'
import { connect } from '../../engine/database/sqlite-connection.ts'
import { expectedTable, hasTrigrams } from '../../engine/database/schema/expected.ts'
import { buildIndexes, settleIndexes } from '../../engine/database/schema/indexes.ts'
import { observeTables } from '../../engine/database/schema/observe.ts'
import { asking } from '../../engine/database/schema/rows.ts'
import { reshape } from '../../engine/database/schema/reshape.ts'
import { addColumns, createTables, renameColumn, renameTable } from '../../engine/database/schema/tables.ts'
import { readValues, writeValues } from '../../engine/database/schema/values.ts'
import { onBothDatabases } from '../support/databases.ts'

const text = (name: string, more: Partial<ColumnPlan> = {}): ColumnPlan => ({
  name,
  storage: { kind: 'text', folded: true },
  nullable: true,
  references: null,
  ...more,
})
const whole = (name: string, more: Partial<ColumnPlan> = {}): ColumnPlan => ({
  ...text(name),
  storage: { kind: 'integer' },
  ...more,
})
const to = (
  name: string,
  table: string,
  onDelete: 'restrict' | 'cascade' | 'clear' = 'cascade',
): ColumnPlan => ({
  ...text(name),
  storage: { kind: 'reference' },
  references: { table, onDelete },
})
const table = (name: string, columns: readonly ColumnPlan[], more: Partial<TablePlan> = {}): TablePlan => ({
  name,
  kind: 'records',
  columns,
  indexes: [],
  search: [],
  ...more,
})

const authors = table('authors', [text('name', { nullable: false })])
const books = table(
  'books',
  [text('title', { nullable: false }), to('author', 'authors'), to('sequel', 'books')],
  {
    indexes: [
      { name: 'books$title', columns: ['title$folded', 'id'], unique: false },
      { name: 'books$author', columns: ['author', 'id'], unique: false },
    ],
    search: ['title$folded'],
  },
)
const loans = table('loans', [to('book', 'books'), whole('days')])
const bookTags: TablePlan = {
  ...table(
    'books$tags',
    [to('record', 'books'), to('other', 'authors')].map((one) => ({ ...one, nullable: false })),
  ),
  kind: 'links',
}
const all = [authors, books, loans, bookTags]

async function make(db: Database): Promise<void> {
  await db.alter(async (transaction) => {
    if (transaction.dialect === 'postgres')
      await transaction.query('create extension if not exists pg_trgm', [])
    await createTables(transaction, all)
    await settleIndexes(transaction, all)
    for (const name of ['Emma Austen', 'Émile Zola'])
      await transaction.query('insert into authors (name, "name$folded") values (?, ?)', [
        name,
        name.toLowerCase(),
      ])
    for (const [title, author] of [
      ['Emma', 1],
      ['Germinal', 2],
      ['Sanditon', 1],
    ] as const)
      await transaction.query('insert into books (title, "title$folded", author) values (?, ?, ?)', [
        title,
        title.toLowerCase(),
        author,
      ])
    await transaction.query('insert into loans (book, days) values (1, 7)', [])
    await transaction.query('insert into loans (book, days) values (3, 14)', [])
    await transaction.query('insert into "books$tags" ("record", "other") values (1, 2)', [])
  })
  await db.write((transaction) => transaction.query('delete from books where id = 3', []))
}

async function differences(db: Database, tables: readonly TablePlan[]): Promise<unknown[]> {
  const observed = await observeTables(db)
  const trigrams = await hasTrigrams(db.dialect, asking(db))
  return tables.flatMap((one) => {
    const sorted = (found: ReturnType<typeof expectedTable> | undefined): unknown =>
      found && {
        ...found,
        columns: [...found.columns].sort((a, b) => (a.name < b.name ? -1 : 1)),
        indexes: [...found.indexes].sort((a, b) => (a.name < b.name ? -1 : 1)),
      }
    const [is, shall] = [sorted(observed.get(one.name)), sorted(expectedTable(db.dialect, one, trigrams))]
    return JSON.stringify(is) === JSON.stringify(shall) ? [] : [is, shall]
  })
}

onBothDatabases('a table that is changed', (databases) => {
  test('is described by the database as it was planned', async () => {
    const db = await databases.open()
    await make(db)
    expect(await differences(db, all)).toEqual([])
  })

  test('keeps its records, and those that refer to it theirs', async () => {
    const db = await databases.open()
    await make(db)
    const before = await db.read('select * from loans', [])
    const after = table('books', [
      text('name', { nullable: false }),
      whole('pages'),
      to('author', 'authors', 'clear'),
      to('sequel', 'books'),
    ])
    await db.alter(async (transaction) => {
      await reshape(transaction, after, (column) => (column === 'name' ? 'title' : column))
      await settleIndexes(transaction, [after])
    })
    expect(await differences(db, [authors, after, loans, bookTags])).toEqual([])
    expect(await db.read('select id, name, "name$folded", pages, author from books order by id', [])).toEqual(
      [
        { id: 1, name: 'Emma', name$folded: 'emma', pages: null, author: 1 },
        { id: 2, name: 'Germinal', name$folded: 'germinal', pages: null, author: 2 },
      ],
    )
    expect(await db.read('select * from loans', [])).toEqual(before)
    expect(await db.read('select * from "books$tags"', [])).toHaveLength(1)
    const numbers = await db.write((transaction) =>
      transaction.query('insert into books (name, "name$folded") values (?, ?) returning id', ['New', 'new']),
    )
    expect(numbers).toEqual([{ id: 4 }])
  })

  test('keeps the columns and indexes that somebody made by hand', async () => {
    const db = await databases.open()
    await make(db)
    const run = (sql: string): Promise<unknown> => db.write((transaction) => transaction.query(sql, []))
    await run(`alter table books add column colour varchar(20) not null default 'red'`)
    await run('alter table books add column printer integer references authors(id) on delete set null')
    await run(`update books set colour = 'blue', printer = 2 where id = 1`)
    await run('create index colours on books (colour)')
    const after = {
      ...books,
      columns: [...books.columns, whole('pages'), { ...text('code'), nullable: true }],
    }
    await db.alter(async (transaction) => {
      await addColumns(transaction, 'books', [text('name$aside')])
      await reshape(transaction, after)
      await settleIndexes(transaction, [after])
    })
    const observed = (await observeTables(db, ['books'])).get('books')
    expect(observed?.columns.map(({ name }) => name)).not.toContain('name$aside')
    expect(observed?.columns.find(({ name }) => name === 'printer')?.references?.onDelete).toBe('clear')
    expect(observed?.indexes.map(({ name }) => name)).toContain('colours')
    expect(await db.read('select colour, printer from books order by id', [])).toEqual([
      { colour: 'blue', printer: 2 },
      { colour: 'red', printer: null },
    ])
  })

  test('takes another name, and what refers to it follows', async () => {
    const db = await databases.open()
    await make(db)
    const writers = { ...authors, name: 'writers', columns: [text('full', { nullable: false })] }
    const after = [
      writers,
      {
        ...books,
        columns: [text('title', { nullable: false }), to('author', 'writers'), to('sequel', 'books')],
      },
      {
        ...bookTags,
        columns: [to('record', 'books'), to('other', 'writers')].map((one) => ({ ...one, nullable: false })),
      },
    ]
    await db.alter(async (transaction) => {
      await renameTable(transaction, 'authors', 'writers')
      await renameColumn(transaction, 'writers', text('name'), 'full')
      for (const one of after) await reshape(transaction, one)
      await settleIndexes(transaction, after)
    })
    expect(await differences(db, [...after, loans])).toEqual([])
    expect(await db.read('select "full" from writers order by id', [])).toEqual([
      { full: 'Emma Austen' },
      { full: 'Émile Zola' },
    ])
  })

  test('lets two columns take each other’s name', async () => {
    const db = await databases.open()
    await make(db)
    await db.write((transaction) => transaction.query('update books set sequel = 2 where id = 1', []))
    const after = {
      ...books,
      columns: [books.columns[0] as ColumnPlan, to('author', 'books'), to('sequel', 'authors')],
    }
    await db.alter(async (transaction) => {
      await reshape(transaction, after, (column) =>
        column === 'author' ? 'sequel' : column === 'sequel' ? 'author' : column,
      )
      await settleIndexes(transaction, [after])
    })
    await buildIndexes(db, [after])
    expect(await differences(db, [after])).toEqual([])
    expect(await db.read('select id, author, sequel from books order by id', [])).toEqual([
      { id: 1, author: 2, sequel: 1 },
      { id: 2, author: null, sequel: 2 },
    ])
  })

  test('is not changed where nothing differs', async () => {
    const db = await databases.open()
    await make(db)
    const asked: string[] = []
    await db.alter(async (transaction) => {
      const listening = {
        ...transaction,
        query: (sql: string, bindings: readonly (string | number | null)[]) => {
          asked.push(sql)
          return transaction.query(sql, bindings)
        },
      }
      for (const one of all) await reshape(listening, one)
      await settleIndexes(listening, all)
    })
    expect(asked.filter((sql) => !sql.startsWith('select'))).toEqual([])
  })

  test('gets new columns, whose values are read and written in portions', async () => {
    const db = await databases.open()
    await make(db)
    await db.alter(async (transaction) => {
      for (let at = 0; at < 2500; at++)
        await transaction.query('insert into loans (book, days) values (1, ?)', [at])
      const note = text('note')
      const seen = { ...whole('seen'), storage: { kind: 'dateTime' } as const }
      const paid = { ...whole('paid'), storage: { kind: 'boolean' } as const }
      const fee = { ...whole('fee'), storage: { kind: 'scaled', scale: 2 } as const }
      await addColumns(transaction, 'loans', [note, seen, paid, fee])
      for await (const rows of readValues(transaction, 'loans', [whole('days')])) {
        const given = (value: (days: number) => unknown): { id: number; value: unknown }[] =>
          rows.map(({ id, values }) => ({ id, value: value(Number(values['days'])) }))
        await writeValues(
          transaction,
          'loans',
          note,
          given((days) => `Été ${days}`),
        )
        await writeValues(
          transaction,
          'loans',
          seen,
          given(() => '2026-11-22T08:00:00.123Z'),
        )
        await writeValues(
          transaction,
          'loans',
          paid,
          given((days) => days % 2 === 0),
        )
        await writeValues(
          transaction,
          'loans',
          fee,
          given((days) => days + 0.05),
        )
      }
      const found = []
      for await (const rows of readValues(transaction, 'loans', [note, seen, paid, fee])) found.push(...rows)
      expect(found).toHaveLength(2502 - 1)
      expect(found[2500]).toEqual({
        id: 2502,
        values: { note: 'Été 2499', seen: '2026-11-22T08:00:00.123Z', paid: false, fee: 2499.05 },
      })
    })
    expect(await db.read('select "note$folded" as folded from loans where id = 3', [])).toEqual([
      { folded: 'ete 0' },
    ])
  })

  test('is as it was where something would refer to nothing', async () => {
    const db = await databases.open()
    await make(db)
    const change = db.alter(async (transaction) => {
      await addColumns(transaction, 'loans', [whole('lender')])
      await transaction.query('update loans set lender = 99', [])
      await reshape(transaction, { ...loans, columns: [...loans.columns, to('lender', 'authors')] })
    })
    await expect(change).rejects.toThrow(/records of loans would refer|foreign key/)
    expect(await differences(db, all)).toEqual([])
    await expect(
      db.write((transaction) => transaction.query('insert into loans (book, days) values (77, 1)', [])),
    ).rejects.toThrow(/foreign key/i)
  })

  test('is changed also where a hand has broken references before', async () => {
    const db = await databases.open()
    await make(db)
    if (databases.dialect === 'postgres') return
    await db.alter(async (transaction) => {
      await transaction.query('create table strays (book integer references books(id))', [])
    })
    const file = (await db.read('select file from pragma_database_list', []))[0]?.['file']
    const careless = await connect(String(file), ['foreign_keys = off'])
    await careless.exec('insert into strays (book) values (99)')
    await careless.close()
    const after = { ...loans, columns: [...loans.columns, whole('fine', { nullable: true })] }
    await db.alter((transaction) => reshape(transaction, after))
    expect(await differences(db, [after])).toEqual([])
    await expect(
      db.alter((transaction) => transaction.query('update loans set book = 98', [])),
    ).rejects.toThrow('records of loans, strays would refer to records that are not there')
  })

  test('has its indexes for speed made while others write, also where that was not finished before', async () => {
    const db = await databases.open()
    await make(db)
    const after = { ...loans, indexes: [{ name: 'loans$days', columns: ['days', 'id'], unique: false }] }
    await db.alter((transaction) => settleIndexes(transaction, [after]))
    if (databases.dialect === 'postgres') {
      expect(await differences(db, [after])).not.toEqual([])
      await db.alone('create index concurrently "loans$days" on loans (days)')
    }
    expect(await buildIndexes(db, [after])).toBe(databases.dialect === 'postgres' ? 1 : 0)
    expect(await differences(db, [after])).toEqual([])
    expect(await buildIndexes(db, [after])).toBe(0)
  })
})
