import { describe, expect, test } from 'vitest'
import { applyAdditive, NotAdditive, readAppliedTables } from '../engine/database/apply.ts'
import { compareTables } from '../engine/database/compare.ts'
import { openDatabase } from '../engine/database/connect.ts'
import type { Database } from '../engine/database/database.ts'
import type { ColumnPlan, Plan, TablePlan } from '../engine/plan/plan.ts'
import { onBothDatabases } from './support/databases.ts'
import { openShelf, shelfPlan as plan, sort } from './support/shelf.ts'

const changed = (table: string, change: (table: TablePlan) => TablePlan): Plan => ({
  ...plan,
  tables: plan.tables.map((one) => (one.name === table ? change(one) : one)),
})
const withColumn = (table: TablePlan, column: ColumnPlan): TablePlan => ({
  ...table,
  columns: [...table.columns, column],
})
const text = (name: string, more: Partial<ColumnPlan> = {}): ColumnPlan => ({
  name,
  storage: { kind: 'text', folded: true },
  nullable: true,
  references: null,
  ...more,
})

async function objects(db: Database): Promise<string[]> {
  const rows =
    db.dialect === 'sqlite'
      ? await db.read(
          `select type || ' ' || name as object from sqlite_schema where name not like 'sqlite_%'`,
          [],
        )
      : await db.read(
          `select 'table ' || tablename as object from pg_tables where schemaname = 'public' union all select 'index ' || indexname from pg_indexes where schemaname = 'public'`,
          [],
        )
  return rows.map(({ object }) => String(object)).sort()
}

onBothDatabases('tables', (databases) => {
  test('are made as planned, and once', async () => {
    const db = await databases.open()
    const changes = await applyAdditive(db, plan)
    expect(changes.every((change) => change.additive && 'make' in change && change.make === 'table')).toBe(
      true,
    )
    expect(changes).toHaveLength(plan.tables.length)
    const made = await objects(db)
    expect(made).toEqual(
      expect.arrayContaining([
        'table books',
        'table books$tags',
        'table lintel_applied',
        'index books$title',
      ]),
    )
    expect(await applyAdditive(db, plan)).toEqual([])
    expect(await objects(db)).toEqual(made)
  })

  test('are remembered, so that the next comparison finds nothing', async () => {
    const db = await databases.open()
    expect(await readAppliedTables(db)).toEqual([])
    await applyAdditive(db, plan)
    const applied = await readAppliedTables(db)
    expect(applied.map(({ name }) => name)).toEqual(plan.tables.map(({ name }) => name))
    expect(compareTables(applied, applied)).toEqual([])
  })

  test('are made once by four who start at the same time', async () => {
    const address = await databases.address()
    const opened = await Promise.all(
      Array.from({ length: 4 }, () => openDatabase(address, { connections: 2 })),
    )
    const made = await Promise.all(opened.map((db) => applyAdditive(db, plan)))
    expect(made.map(({ length }) => length).sort((a, b) => a - b)).toEqual([0, 0, 0, plan.tables.length])
    await Promise.all(opened.map((db) => db.close()))
  })

  test('take new fields, entities, indexes and searches, and keep what they hold', async () => {
    const db = await databases.open()
    const shelf = await openShelf(db)
    await shelf.add('books', { title: 'Kept', note: 'as it was' })
    const more: Plan = {
      ...changed('books', (table) => ({
        ...withColumn(table, text('subtitle')),
        indexes: [...table.indexes, { name: 'books$pages', columns: ['pages', 'id'], unique: false }],
        search: [...table.search, 'secret$folded'],
      })),
    }
    const extra: TablePlan = {
      name: 'order',
      kind: 'records',
      columns: [text('select'), text('from', { nullable: false })],
      indexes: [{ name: 'order$select', columns: ['select$folded', 'id'], unique: false }],
      search: ['select$folded'],
    }
    const changes = await applyAdditive(db, { ...more, tables: [...more.tables, extra] })
    expect(changes.map(({ sentence }) => sentence)).toEqual([
      `adds the field 'subtitle' to 'books'`,
      `adds the index 'books$pages'`,
      `searches 'books' otherwise`,
      `makes the table 'order'`,
    ])
    expect(await db.read('select title, note, subtitle, "subtitle$folded" as folded from books', [])).toEqual(
      [{ title: 'Kept', note: 'as it was', subtitle: null, folded: null }],
    )
    expect(await shelf.ids('books', { search: 'kept', sort: sort('title') })).toEqual([1])
    await shelf.add('books', { title: 'Added thereafter' })
    expect(await shelf.ids('books', { search: 'thereafter' })).toEqual([2])
  })

  test('do not change where that could lose or refuse what they hold, and say what is in the way', async () => {
    const db = await databases.open()
    await applyAdditive(db, plan)
    const before = await objects(db)
    const other = changed('books', (table) => ({
      ...table,
      columns: [
        ...table.columns
          .filter(({ name }) => name !== 'note')
          .map((column) =>
            column.name === 'pages'
              ? { ...column, storage: { kind: 'date' } as const }
              : column.name === 'lent'
                ? { ...column, nullable: false }
                : column,
          ),
        text('isbn', { nullable: false }),
      ],
    }))
    const refused: unknown = await applyAdditive(db, other).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(NotAdditive)
    expect(String((refused as Error).message).split('\n')).toEqual([
      'the tables that there are do not fit the definitions:',
      `- the field 'note' of 'books' is no longer described`,
      `- the field 'pages' of 'books' is kept in another form`,
      `- the field 'lent' of 'books' has become required`,
      `- the field 'isbn' of 'books' is new and required, and the records there are have no value for it`,
    ])
    expect(await objects(db)).toEqual(before)
    expect(await applyAdditive(db, plan)).toEqual([])
  })

  test('that cannot be made whole are not made at all', async () => {
    const db = await databases.open()
    await db.write((transaction) => transaction.query('create table tags (other text)', []))
    await expect(applyAdditive(db, plan)).rejects.toThrow(/tags/)
    expect(await objects(db)).not.toContain('table books')
    expect(await readAppliedTables(db)).toEqual([])
  })

  test('hold each other: what points to a record cannot outlive it', async () => {
    const db = await databases.open()
    const shelf = await openShelf(db)
    const tag = await shelf.add('tags', { name: 'x' })
    await shelf.add('books', { title: 'x', tags: [tag] })
    const run = (sql: string) => db.write((transaction) => transaction.query(sql, []))
    await expect(run('insert into "books$tags" ("record", "other") values (99, 99)')).rejects.toThrow(
      /foreign key/i,
    )
    await run('delete from tags')
    expect(await db.read('select * from "books$tags"', [])).toEqual([])
  })
})

describe('a comparison of tables', () => {
  const [table] = plan.tables
  if (!table) throw new Error('the plan has tables')
  const sentences = (after: Partial<TablePlan>) =>
    compareTables([table], [{ ...table, ...after }]).map(
      ({ additive, sentence }) => `${additive ? '+' : '!'} ${sentence}`,
    )

  test('says of each change whether it only adds', () => {
    expect(compareTables([table], [])).toMatchObject([{ additive: false }])
    expect(sentences({ columns: [...table.columns, text('new')] })).toEqual([
      `+ adds the field 'new' to '${table.name}'`,
    ])
    expect(sentences({ indexes: [] })).toEqual(table.indexes.map(({ name }) => `+ drops the index '${name}'`))
    expect(
      sentences({ indexes: [...table.indexes, { name: 'x', columns: ['version'], unique: true }] }),
    ).toEqual([`! 'version' of '${table.name}' becomes unique`])
    expect(
      sentences({
        columns: [...table.columns, text('subtitle')],
        indexes: [...table.indexes, { name: 'x', columns: ['subtitle$folded'], unique: true }],
      }),
    ).toEqual([
      `+ adds the field 'subtitle' to '${table.name}'`,
      `+ 'subtitle' of '${table.name}' becomes unique`,
    ])
  })
})
