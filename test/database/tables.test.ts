import { expect, test } from 'vitest'
import { applyDefinitions } from '../../engine/apply.ts'
import { readAppliedTables } from '../../engine/database/change/state.ts'
import { openDatabase } from '../../engine/database/connect.ts'
import type { Database } from '../../engine/database/database.ts'
import { onBothDatabases } from '../support/databases.ts'
import { openShelf, shelfDefinitions, shelfFiles, sort } from '../support/shelf.ts'

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
  const definitions = shelfDefinitions()

  test('are made as planned, and once', async () => {
    const db = await databases.open()
    await applyDefinitions(db, definitions, 'test')
    const made = await objects(db)
    expect(made).toEqual(
      expect.arrayContaining([
        'table books',
        'table books$tags',
        'table lintel_applied',
        'index books$title',
      ]),
    )
    const applied = await readAppliedTables(db)
    expect(applied.map(({ name }) => name)).toEqual(definitions.plan.tables.map(({ name }) => name))
    await applyDefinitions(db, definitions, 'test')
    expect(await objects(db)).toEqual(made)
  })

  test('are made once by four who start at the same time', async () => {
    const address = await databases.address()
    const opened = await Promise.all(
      Array.from({ length: 4 }, () => openDatabase(address, { connections: 2 })),
    )
    const revisions = await Promise.all(opened.map((db) => applyDefinitions(db, definitions, 'test')))
    expect(new Set(revisions).size).toBe(1)
    await Promise.all(opened.map((db) => db.close()))
  })

  test('take new fields, entities, indexes and searches, and keep what they hold', async () => {
    const db = await databases.open()
    const before = await openShelf(db)
    await before.add('books', { title: 'Kept', note: 'as it was' })
    const more = shelfDefinitions({
      'entities/books.yaml': `${shelfFiles['entities/books.yaml'].trimEnd()}\n  subtitle: { type: text }\n`,
      'tabs/books.yaml': shelfFiles['tabs/books.yaml'].replace(
        'search: [title, note], sort: [title]',
        'search: [title, note, subtitle], sort: [pages]',
      ),
      // Words of SQL are names as any others.
      'entities/order.yaml':
        'entity: order\nfields: { select: { type: text }, from: { type: text, required: true } }\n',
      'permissions/desk.yaml': `${shelfFiles['permissions/desk.yaml'].trimEnd()}\n      - { on: order, allow: [read] }\n`,
    })
    const shelf = await openShelf(db, more)
    expect(await db.read('select title, note, subtitle, "subtitle$folded" as folded from books', [])).toEqual(
      [{ title: 'Kept', note: 'as it was', subtitle: null, folded: null }],
    )
    expect(await shelf.ids('books', { search: 'kept', sort: sort('title') })).toEqual([1])
    await shelf.add('books', { title: 'Added', subtitle: 'Thereafter' })
    expect(await shelf.ids('books', { search: 'thereafter' })).toEqual([2])
    await shelf.add('order', { select: 'x', from: 'y' })
    expect(await shelf.ids('order')).toEqual([1])
  })

  test('that cannot be made whole are not made at all', async () => {
    const db = await databases.open()
    await db.write((transaction) => transaction.query('create table tags (other text)', []))
    await expect(applyDefinitions(db, definitions, 'test')).rejects.toThrow(/tags/)
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
