import { beforeAll, expect, test } from 'vitest'
import type { Reader } from '../../engine/access/access.ts'
import { listStatement } from '../../engine/database/records/list-statement.ts'
import type { ListShape } from '../../engine/database/records/list-shape.ts'
import { sortKeys } from '../../engine/database/records/order.ts'
import { walkOf } from '../../engine/database/records/walk.ts'
import { fold } from '../../engine/words/fold.ts'
import { onBothDatabases } from '../support/databases.ts'
import { openShelf, paths, shelfDefinitions, shelfFiles, sort, type Shelf } from '../support/shelf.ts'

/** Copies of books: each of one book. */
const definitions = shelfDefinitions({
  'entities/copies.yaml': `
entity: copies
display: '{number}'
softDelete: true
fields:
  number: { type: text, required: true }
  place: { type: integer }
  book: { type: relation, to: books, required: true, inverse: copies }
  lender: { type: relation, to: clerks }
`,
  'tabs/copies.yaml': `
tab: copies
title: Copies
views: [{ view: list, entity: copies, columns: [number, place, book, book.pages] }]
`,
  'portal.yaml': shelfFiles['portal.yaml'].replace('tabs: [books]', 'tabs: [books, copies]'),
  'permissions/desk.yaml': shelfFiles['permissions/desk.yaml'].replace(
    '- { on: tags, allow: [read] }',
    '- { on: [tags, copies], allow: [read] }',
  ),
})

const books = 60
const copies = 400
/** Several books of one title, and of one number of pages or of none. */
const titleOf = (book: number): string => `Title ${(book * 7) % 20}`
const pagesOf = (book: number): number | null => (book % 3 === 0 ? null : book % 10)
const bookOf = (copy: number): number => 1 + ((copy * 13) % books)
const placeOf = (copy: number): number | null => (copy % 4 === 0 ? null : copy % 6)

type Key = string | number | null
const keys: Readonly<Record<string, (copy: number) => Key>> = {
  'book.title': (copy) => fold(titleOf(bookOf(copy))),
  book: (copy) => fold(titleOf(bookOf(copy))),
  'book.pages': (copy) => pagesOf(bookOf(copy)),
  place: placeOf,
  number: (copy) => `c${copy}`,
}

function sorted(
  by: string,
  keyOf = (name: string, copy: number): Key => keys[name]?.(copy) ?? null,
): number[] {
  const parts = by
    .split(',')
    .map((part) => ({ name: part.replace(/^-/, ''), way: part.startsWith('-') ? -1 : 1 }))
  return Array.from({ length: copies }, (_, index) => index + 1).sort((a, b) => {
    for (const { name, way } of parts) {
      const [one, other] = [keyOf(name, a), keyOf(name, b)]
      if (one !== other) return way * (one === null ? -1 : other === null ? 1 : one < other ? -1 : 1)
    }
    return (parts[0]?.way ?? 1) * (a - b)
  })
}

onBothDatabases('a list sorted by what another record says', (databases) => {
  let shelf: Shelf
  beforeAll(async () => {
    shelf = await openShelf(await databases.open(), definitions)
    await shelf.db.write(async (transaction) => {
      for (let book = 1; book <= books; book++) {
        const values = { title: titleOf(book), pages: pagesOf(book), owner: null }
        await shelf.records.insert(transaction, shelf.engine, 'books', values)
      }
      for (let copy = 1; copy <= copies; copy++) {
        const values = { number: `C${copy}`, place: placeOf(copy), book: bookOf(copy) }
        await shelf.records.insert(transaction, shelf.engine, 'copies', values)
      }
    })
  }, 60_000)

  async function pages(by: string, reader?: Reader): Promise<readonly (readonly number[])[]> {
    const query = { sort: sort(by), fields: paths('id'), limit: 90 }
    const ids = (data: readonly Record<string, unknown>[]): number[] => data.map(({ id }) => Number(id))
    const seen: number[][] = []
    let page = await shelf.list('copies', query, reader)
    seen.push(ids(page.data))
    while (page.next !== null) {
      const before = seen.at(-1)
      page = await shelf.list('copies', { ...query, after: page.next }, reader)
      if (page.data.length === 0) break
      seen.push(ids(page.data))
      const back = await shelf.list('copies', { ...query, before: page.previous }, reader)
      expect(ids(back.data)).toEqual(before)
    }
    return seen
  }

  const sorts = ['book.title', '-book.title', 'book', 'book.pages', '-book.pages', 'place,book.title']
  const all = [...sorts, '-place,number', 'book.pages,-place', '-book.title,place']

  test.each(all)('by %s goes forth and back, page by page', async (by) => {
    expect((await pages(by)).flat()).toEqual(sorted(by))
  })

  test('does so where most of the others have none of these', async () => {
    await shelf.db.write(async (transaction) => {
      for (let more = 0; more < copies; more++)
        await shelf.records.insert(transaction, shelf.engine, 'books', { title: 'A title of nothing' })
    })
    for (const by of all) expect((await pages(by)).flat()).toEqual(sorted(by))
  }, 60_000)

  test('puts those first whose record may not be read, and does not say more of it', async () => {
    const reader = shelf.reader({ own: 'look' }, 1)
    expect((await pages('book.title', reader)).flat()).toEqual(sorted('book.title', () => null))
    expect((await pages('-book.title', reader)).flat()).toEqual(sorted('-book.title', () => null))
  })

  test('goes by what an account may read of it', () => {
    const walk = (by: string, reader: Reader, more: Partial<ListShape> = {}): unknown =>
      walkOf({ ...shapeOf(by, reader), ...more })
    expect(walk('book.title', shelf.engine)).toMatchObject({ field: { name: 'book' } })
    expect(walk('book', shelf.reader({ books: 'look' }))).toMatchObject({ field: { name: 'book' } })
    expect(walk('place,number', shelf.engine)).toMatchObject({ index: expect.stringContaining('place') })
    expect(walk('book.title', shelf.reader({ own: 'look' }, 1))).toBe(null)
    expect(walk('book.title', shelf.reader({ town: 'look' }, 1))).toBe(null)
    expect(walk('lender.name', shelf.engine)).toBe(null)
    expect(walk('book.secret', shelf.reader({ books: 'look' }))).toBe(null)
    expect(walk('book.title', shelf.engine, { filter: { path: ['place'], op: 'gt', value: 1 } })).toBe(null)
  })

  function shapeOf(by: string, { access }: Reader): ListShape {
    return {
      plan: shelf.plan,
      dialect: shelf.db.dialect,
      access,
      accounts: 'clerks',
      entity: 'copies',
      fields: paths('id'),
      search: null,
      byTrigrams: false,
      keys: sortKeys(shelf.plan, 'copies', sort(by)),
      direction: 'onward',
      cursor: null,
      limit: 25,
      filter: null,
      count: 'none',
      deleted: 'exclude',
      exports: false,
      within: null,
      seen: null,
    }
  }

  test('does not look at all of them', async () => {
    if (shelf.db.dialect !== 'sqlite') return
    for (const by of ['book.title', '-book.pages', 'place,number', 'book.title,place']) {
      const { sql, fill } = listStatement(shapeOf(by, shelf.engine))
      const rows = await shelf.db.read(`explain query plan ${sql}`, fill({ user: 1, leaves: [], given: {} }))
      const steps = rows.map(({ detail }) => String(detail))
      expect(steps, by).toContainEqual(expect.stringMatching(/LAST (\d )?TERMS? OF ORDER BY/))
    }
  })
})
