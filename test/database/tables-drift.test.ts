import { expect, test } from 'vitest'
import { applyDefinitions } from '../../engine/apply.ts'
import { readAppliedTables } from '../../engine/database/change/state.ts'
import type { Database } from '../../engine/database/database.ts'
import { compareWithDatabase } from '../../engine/database/schema/drift.ts'
import { settleIndexes } from '../../engine/database/schema/indexes.ts'
import { reshape } from '../../engine/database/schema/reshape.ts'
import { onBothDatabases } from '../support/databases.ts'
import { openShelf, shelfDefinitions } from '../support/shelf.ts'

async function drift(db: Database): Promise<string[]> {
  const found = await compareWithDatabase(db, await readAppliedTables(db))
  return found.map(({ weight, sentence }) => `${weight}: ${sentence}`)
}

onBothDatabases('a database', (databases) => {
  const isSqlite = databases.dialect === 'sqlite'
  const run = async (db: Database, ...statements: string[]): Promise<void> => {
    for (const sql of statements) await db.write((transaction) => transaction.query(sql, []))
  }

  test('that nobody touched is in step', async () => {
    const db = await databases.open()
    await applyDefinitions(db, shelfDefinitions(), 'test')
    expect(await drift(db)).toEqual([])
  })

  test('says what somebody made in it by hand', async () => {
    const db = await databases.open()
    await applyDefinitions(db, shelfDefinitions(), 'test')
    await run(
      db,
      'alter table books add column colour text',
      'create table by_hand (id integer primary key)',
      'create index colours on books (colour)',
    )
    expect(await drift(db)).toEqual([
      `extra: The column 'colour' of 'books' was made by hand: the definitions do not have it.`,
      `extra: The index 'colours' of 'books' was made by hand.`,
      `extra: The table 'by_hand' was made by hand: the definitions do not have it.`,
    ])
  })

  test('says what somebody took from it, or made otherwise', async () => {
    const db = await databases.open()
    const shelf = await openShelf(db)
    await shelf.add('books', { title: 'Emma', pages: 12 })
    await run(
      db,
      'drop index "books$title"',
      'drop index "towns$name$unique"',
      'alter table books drop column weight',
      'drop table "books$tags"',
      isSqlite ? 'drop trigger "books$search$update"' : 'drop index "books$title$folded$search"',
    )
    expect(await drift(db)).toEqual(
      isSqlite
        ? [
            `wrong: The index 'towns$name$unique' of 'towns' is missing: nothing keeps its values apart.`,
            `wrong: The column 'weight' of 'books' is missing.`,
            `slow: The index 'books$title' of 'books' is missing: lists and searches are slower.`,
            `wrong: What 'books' is searched by is broken: searches find nothing, or what is no longer there.`,
            `wrong: The table 'books$tags' is missing, and with it all that it held.`,
          ]
        : [
            `wrong: The index 'towns$name$unique' of 'towns' is missing: nothing keeps its values apart.`,
            `wrong: The column 'weight' of 'books' is missing.`,
            `slow: The index 'books$title' of 'books' is missing: lists and searches are slower.`,
            `slow: The index 'books$title$folded$search' of 'books' is missing: lists and searches are slower.`,
            `wrong: The table 'books$tags' is missing, and with it all that it held.`,
          ],
    )
  })

  test('says which columns are of another kind', async () => {
    const db = await databases.open()
    await applyDefinitions(db, shelfDefinitions(), 'test')
    const [books] = (await readAppliedTables(db)).filter(({ name }) => name === 'books')
    if (!books) throw new Error('no books')
    await db.alter(async (transaction) => {
      const columns = books.columns.map((column) =>
        column.name === 'title'
          ? { ...column, nullable: true }
          : column.name === 'author'
            ? { ...column, references: null }
            : column.name === 'pages'
              ? { ...column, storage: { kind: 'text', folded: false } as const }
              : column,
      )
      await reshape(transaction, { ...books, columns })
      await settleIndexes(transaction, [books])
    })
    expect(await drift(db)).toEqual([
      `wrong: The column 'title' of 'books' may be empty, and should not.`,
      `wrong: The column 'title$folded' of 'books' may be empty, and should not.`,
      `wrong: The column 'author' of 'books' refers to nothing instead of to 'authors' (on delete: restrict).`,
      `wrong: The column 'pages' of 'books' is text${isSqlite ? '' : ' collate "C"'} instead of ${isSqlite ? 'integer' : 'bigint'}.`,
    ])
    await db.alter(async (transaction) => {
      await reshape(transaction, books)
      await settleIndexes(transaction, [books])
    })
    expect(await drift(db)).toEqual([])
  })
})
