import { expect, test } from 'vitest'
import { renamesAmong } from '../../engine/change/renames.ts'
import { openDatabase } from '../../engine/database/connect.ts'
import { books, entity, openBench, shelf, type Bench } from '../support/changes.ts'

const text = 'type: text'

async function bench(work: (bench: Bench) => Promise<void>): Promise<void> {
  const db = await openDatabase('sqlite::memory:')
  await work(await openBench(db)).finally(() => db.close())
}

const named = (name: string, was: string | null = null) => ({ name, was })

test('a former name counts where it is there, and what it became is not, or goes too', () => {
  expect(renamesAmong([named('a')], [named('b', 'a')]).names).toEqual({ b: 'a' })
  expect(renamesAmong([named('b', 'a')], [named('b', 'a')]).names).toEqual({})
  expect(renamesAmong([named('c')], [named('b', 'a')]).names).toEqual({})
  expect(renamesAmong([named('a'), named('b')], [named('a', 'b'), named('b', 'a')]).names).toEqual({
    a: 'b',
    b: 'a',
  })
  expect(renamesAmong([named('a', 'b'), named('b', 'a')], [named('a', 'b'), named('b', 'a')]).names).toEqual(
    {},
  )
  expect(renamesAmong([named('a'), named('b')], [named('b', 'a'), named('c', 'b')]).names).toEqual({
    b: 'a',
    c: 'b',
  })
  expect(renamesAmong([named('a'), named('b')], [named('b', 'a')])).toEqual({
    names: {},
    clashes: [{ name: 'b', was: 'a' }],
  })
})

test('two fields that are both there are not made one', () =>
  bench(async ({ apply, refused }) => {
    await apply(shelf(books({ title: text, fax: text, phone: text })))
    expect(await refused(shelf(books({ title: text, phone: `${text}, was: fax` })))).toEqual([
      'books.phone: Both are there: `fax` and `phone`, each with what it holds.',
    ])
  }))

test('an entity that went and one that came with the same fields look like one', () =>
  bench(async ({ apply, add, refused, steps }) => {
    const fields = { title: text, pages: 'type: integer', isbn: text }
    await apply(shelf(books(fields)))
    await add('books', { title: 'Emma' })
    expect(await refused(shelf({ 'entities/volumes.yaml': entity('volumes', fields) }))).toEqual([
      'books: It looks as if `books` were called `volumes` from now on, which would leave its records behind.',
    ])
    expect(await steps(shelf({ 'entities/shops.yaml': entity('shops', { street: text }) }))).toEqual([
      'add-entity shops',
      'remove-entity books, 1 of 1',
    ])
  }))

test('pages and levels that look renamed are asked about while roles hold them', () =>
  bench(async ({ apply, run, refused }) => {
    const portal = (levels: string, page: string) =>
      shelf({
        'portal.yaml': `portal: shelf
title: Shelf
languages: [en]
areas:
  desk:
    title: Desk
    path: /
    accounts: clerks
    roles: duties
    levels: [${levels}]
    pages:
      ${page}: { title: Books, tabs: [books] }
`,
        'permissions/desk.yaml': `area: desk
pages:
  ${page}:
    look:
      - { on: clerks, allow: [read] }
`,
      })
    await apply(portal('look, lend', 'books'))
    await run(
      `insert into duties (version, created_at, updated_at, name, "name$folded", levels) values (1, '', '', 'x', 'x', '{"books":"lend"}')`,
    )
    expect(await refused(portal('look, borrow', 'shelves'))).toEqual([
      'desk.page.books: It looks as if `books` were called `shelves` from now on, and roles would lose their levels on it.',
      'desk.level.lend: It looks as if `lend` were called `borrow` from now on, and roles that have it would lose it.',
    ])
    await apply(portal('look', 'books'))
    expect(await run('select levels from duties')).toEqual([{ levels: '{}' }])
    await apply(portal('look, lend', 'books'))
    expect(await run('select levels from duties')).toEqual([{ levels: '{}' }])
  }))
