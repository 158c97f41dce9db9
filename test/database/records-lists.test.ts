import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { BadCursor } from '../../engine/database/records/cursor.ts'
import type { ListQuery, Values } from '../../engine/database/records.ts'
import { fold } from '../../engine/words/fold.ts'
import { onBothDatabases } from '../support/databases.ts'
import { openShelf, paths, sort, type Shelf } from '../support/shelf.ts'

const amount = 1100
const authors = ['Zoë', 'adam', 'Bea', 'ADAM', 'Émile']
const starts = ['Emma', 'emma', 'Émile', 'Zazie', 'Ää', 'ab%', 'x_y', '“q”', 'Straße', 'O’Neil']

/** Book number n: a function of n, so that tests can tell what a list must hold. */
function book(index: number) {
  const n = index + 1
  return {
    title: `${starts[(n * 7) % starts.length]} ${(n * 37) % 101}`,
    author: n % 6 === 0 ? null : 1 + (n % authors.length),
    pages: n % 4 === 0 ? null : (n * 13) % 50,
    price: n % 5 === 0 ? null : ((n * 17) % 300) / 100,
    lent: n % 3 === 0 ? null : n % 2 === 0,
    printed: n % 7 === 0 ? null : `20${10 + (n % 20)}-01-0${1 + (n % 9)}`,
    seen: n % 4 === 1 ? null : `2026-01-01T0${n % 10}:00:00.000Z`,
    kind: n % 50 === 0 ? 'audio' : 'paper',
    note: n === 77 ? 'the only one with a needle' : null,
  }
}

const books = Array.from({ length: amount }, (_, index) => ({ id: index + 1, ...book(index) }))
type Book = (typeof books)[number]

const filters: readonly { readonly filter: ListQuery['filter']; readonly test: (book: Book) => boolean }[] = [
  { filter: null, test: () => true },
  { filter: { path: ['kind'], op: 'eq', value: 'audio' }, test: ({ kind }) => kind === 'audio' },
  { filter: { path: ['kind'], op: 'eq', value: 'paper' }, test: ({ kind }) => kind === 'paper' },
  { filter: { path: ['author'], op: 'eq', value: 2 }, test: ({ author }) => author === 2 },
  {
    filter: { path: ['author', 'name'], op: 'startsWith', value: 'ad' },
    test: ({ author }) => author === 2 || author === 4,
  },
  { filter: { path: ['pages'], op: 'empty', value: true }, test: ({ pages }) => pages === null },
  {
    filter: { not: { path: ['pages'], op: 'gt', value: 3 } },
    test: ({ pages }) => pages === null || pages <= 3,
  },
]
const searches = [
  '',
  'emma',
  'EMILE',
  'b%',
  'x_y',
  'needle',
  'ss',
  'zazie 1',
  '1 ZA',
  '%',
  'none at all',
  '“',
  "o'",
  'straße',
]

function found({ title, note }: Book, search: string): boolean {
  const words = search.split(/\s+/u).filter(Boolean).map(fold)
  return words.every((word) => fold(title).includes(word) || fold(note ?? '').includes(word))
}

const sorts: Readonly<Record<string, (book: Book) => string | number | boolean | null>> = {
  id: ({ id }) => id,
  title: ({ title }) => fold(title),
  pages: ({ pages }) => pages,
  price: ({ price }) => price,
  lent: ({ lent }) => lent,
  printed: ({ printed }) => printed,
  seen: ({ seen }) => seen,
  author: ({ author }) => (author === null ? null : fold(authors[author - 1] ?? '')),
}

function compare(a: string | number | boolean | null, b: string | number | boolean | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)))
  return Number(a) - Number(b)
}

function sorted(list: readonly Book[], by: ListQuery['sort']): number[] {
  const last = by[0]?.descending ? -1 : 1
  return [...list]
    .sort((a, b) => {
      for (const { path, descending } of by) {
        const key = sorts[path[0] ?? ''] ?? (() => null)
        const order = compare(key(a), key(b))
        if (order !== 0) return descending ? -order : order
      }
      return last * (a.id - b.id)
    })
    .map(({ id }) => id)
}

onBothDatabases('a list', (databases) => {
  let shelf: Shelf
  beforeAll(async () => {
    shelf = await openShelf(await databases.open())
    for (const name of authors) await shelf.add('authors', { name })
    await shelf.db.write(async (transaction) => {
      for (const one of books) {
        const { id, ...values } = one
        expect(await shelf.records.insert(transaction, shelf.engine, 'books', values)).toBe(id)
      }
    })
  }, 120_000)

  test('of any filter, search and sort is the same, page by page, forth and back', async () => {
    const sorting = fc.uniqueArray(
      fc.record({
        path: fc.constantFrom(...Object.keys(sorts)).map((name) => [name]),
        descending: fc.boolean(),
      }),
      { maxLength: 3, selector: ({ path }) => path[0] },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...filters),
        fc.constantFrom(...searches),
        sorting,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 2 }),
        async ({ filter, test }, search, by, limit, start) => {
          const all = books.filter((one) => test(one) && found(one, search))
          const order = sorted(all, by)
          const count = { value: Math.min(all.length, 1000), more: all.length > 1000 }
          const query = { filter, search, sort: by, limit, fields: paths('id') }
          const listed = async (more: Partial<ListQuery>) => {
            const page = await shelf.list('books', { ...query, ...more })
            expect(page.count).toEqual(count)
            return { ...page, ids: page.data.map(({ id }) => Number(id)) }
          }
          let page = await listed({})
          expect(page.ids).toEqual(order.slice(0, limit))
          expect(page.previous).toBe(null)
          for (let number = 1; number <= start + 1 && page.next !== null; number++) {
            page = await listed({ after: page.next })
            expect(page.ids).toEqual(order.slice(number * limit, (number + 1) * limit))
            const back = await listed({ before: page.previous })
            expect(back.ids).toEqual(order.slice((number - 1) * limit, number * limit))
            expect(back.previous === null).toBe(number === 1)
          }
          expect(page.next === null).toBe(page.ids.length === 0 || page.ids.at(-1) === order.at(-1))
        },
      ),
      { numRuns: 120, seed: 5 },
    )
  }, 120_000)

  test.each(['title', '-title', 'pages', '-pages', 'author', 'lent,-printed', '-seen,title'])(
    'walked to its end has every record once, sorted by %s',
    async (by) => {
      const seen: number[] = []
      let after: string | null = null
      do {
        const page = await shelf.list('books', { sort: sort(by), after, fields: paths('id'), limit: 150 })
        seen.push(...page.data.map(({ id }) => Number(id)))
        after = page.next
      } while (after !== null)
      expect(seen).toEqual(sorted(books, sort(by)))
    },
  )

  test('counts all when asked to, and nothing when asked not to', async () => {
    expect((await shelf.list('books', { count: 'exact', limit: 1 })).count).toEqual({
      value: amount,
      more: false,
    })
    expect((await shelf.list('books', { count: 'none', limit: 1 })).count).toBe(null)
    expect((await shelf.list('books', { count: 'exact', search: 'emma', limit: 1 })).count?.value).toBe(
      books.filter((one) => found(one, 'emma')).length,
    )
  })

  test('gives what was asked for, and always the id', async () => {
    const { data } = await shelf.list('books', { fields: paths('price', 'author.name'), limit: 1 })
    expect(data).toEqual([{ id: 1, price: 0.17, author: { id: 2, display: 'adam', name: 'adam' } }])
  })

  test('of all records comes in parts', async () => {
    const query: ListQuery = {
      filter: null,
      sort: sort('-id'),
      fields: paths('id'),
      search: '',
      limit: 5,
      after: null,
      before: null,
      count: 'capped',
      deleted: 'exclude',
    }
    const seen: unknown[] = []
    for await (const part of shelf.records.all(shelf.engine, 'books', query)) {
      expect(part.length).toBeLessThanOrEqual(200)
      seen.push(...part.map(({ id }) => id))
    }
    expect(seen).toEqual(books.map(({ id }) => id).reverse())
  })

  describe('goes on where it was', () => {
    test('whatever is added or removed meanwhile', async () => {
      const query: Partial<ListQuery> = { sort: sort('name'), limit: 2, fields: paths('name') }
      const first = await shelf.list('authors', query)
      expect(first.data.map(({ name }) => name)).toEqual(['adam', 'ADAM'])
      const added = await shelf.add('authors', { name: 'Aaron' })
      const second = await shelf.list('authors', { ...query, after: first.next })
      expect(second.data.map(({ name }) => name)).toEqual(['Bea', 'Émile'])
      await shelf.db.write((transaction) =>
        shelf.records.remove(transaction, shelf.engine, 'authors', added, null),
      )
    })

    const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    test.each([
      ['nothing', ''],
      ['no base64', 'ä#'],
      ['no JSON', Buffer.from('[1').toString('base64url')],
      ['another shape', encoded({ id: 1 })],
      ['another sort', encoded(['-printed', '2026-01-01', 1])],
      ['too few keys', encoded(['printed', 1])],
      ['too many keys', encoded(['printed', null, null, 1])],
      ['a key of another kind', encoded(['printed', 5, 1])],
      ['no date', encoded(['printed', '2026-02-30', 1])],
      ['an id of none', encoded(['printed', null, 0])],
      ['an id too large', encoded(['printed', null, 1e300])],
      ['an id of text', encoded(['printed', null, '1'])],
    ])('and knows its own cursors only: %s', async (_, after) => {
      await expect(shelf.list('books', { sort: sort('printed'), after })).rejects.toThrow(BadCursor)
    })

    test('with texts in it that no database holds', async () => {
      for (const text of ['a\0b', '\ud800']) {
        const after = encoded(['title', text, 1])
        await expect(shelf.list('books', { sort: sort('title'), after })).rejects.toThrow(BadCursor)
      }
    })
  })

  test('is searched in what names its records where nothing else is said, and only where the reader may read', async () => {
    const reader = shelf.reader({ town: 'look' })
    expect(await shelf.ids('books', { search: 'emma' }, reader)).toEqual([])
    const looking = shelf.reader({ books: 'look' })
    expect(await shelf.ids('books', { search: 'needle' }, looking)).toEqual([77])
    expect(await shelf.ids('tags', { search: 'none' })).toEqual([])
  })
})

onBothDatabases('a list of one page', (databases) => {
  let shelf: Shelf
  beforeAll(async () => {
    shelf = await openShelf(await databases.open())
    const town = await shelf.add('towns', { name: 'Leuven', code: 'LV' })
    await shelf.add('towns', { name: 'Gent' })
    for (const [text, on] of [
      ['one', town],
      ['two', null],
      ['three', town],
    ] as const)
      await shelf.add('notes', { text, town: on })
  })

  test('is searched through relations too', async () => {
    expect(await shelf.ids('notes', { search: 'leuv' })).toEqual([1, 3])
    expect(await shelf.ids('notes', { search: 'leuv thr' })).toEqual([3])
    expect(await shelf.ids('notes', { search: 'o\0ne' })).toEqual([])
    expect(await shelf.ids('notes', { search: 'one \ud800' })).toEqual([])
  })

  test('calls records by their names: with every part that there is', async () => {
    const { data } = await shelf.list('notes', { fields: paths('town', 'display') })
    expect(data.slice(0, 2)).toEqual([
      { id: 1, town: { id: 1, display: 'Leuven (LV)' }, display: 'one' },
      { id: 2, town: null, display: 'two' },
    ])
    expect((await shelf.list('towns', { fields: paths('display') })).data[1]).toEqual({
      id: 2,
      display: 'Gent ()',
    })
  })

  test('leaves deleted records out; they are listed to whoever may restore them', async () => {
    const kept = await shelf.add('authors', { name: 'Kept' })
    const gone = await shelf.add('authors', { name: 'Gone' })
    await shelf.db.write((transaction) =>
      shelf.records.remove(transaction, shelf.engine, 'authors', gone, null),
    )
    const reader = shelf.reader({ books: 'rule' })
    const lender = shelf.reader({ books: 'lend' })
    expect(await shelf.ids('authors', {}, reader)).toEqual([kept])
    expect(await shelf.ids('authors', { deleted: 'only' }, reader)).toEqual([gone])
    expect(await shelf.ids('authors', { deleted: 'include' }, reader)).toEqual([kept, gone])
    expect(await shelf.ids('authors', { deleted: 'only' }, lender)).toEqual([])
    expect(await shelf.ids('authors', { deleted: 'include' }, lender)).toEqual([kept])
    expect(await shelf.ids('notes', { deleted: 'only' }, reader)).toEqual([])
    expect(await shelf.get('authors', gone, ['name'], reader)).toEqual({ name: 'Gone' })
    expect(await shelf.get('authors', gone, ['name'], lender)).toBe(null)
  })

  test('with texts of every kind comes back as it was written', async () => {
    const texts = [
      '"quoted"',
      'back\\slash',
      'line\nbreak\ttab',
      '\u2028\u0007',
      'ünïcode 😀',
      "o'neil",
      '{"json":1}',
      '?',
      '$1',
      '%_',
    ]
    const ids: number[] = []
    for (const title of texts) ids.push(await shelf.add('books', { title, note: title }))
    const { data } = await shelf.list('books', { fields: paths('title', 'note'), sort: sort('id') })
    expect(data).toEqual(texts.map((title, index): Values => ({ id: ids[index], title, note: title })))
    for (const [index, title] of texts.entries())
      expect(await shelf.ids('books', { filter: { path: ['title'], op: 'eq', value: title } })).toEqual([
        ids[index],
      ])
  })
})

onBothDatabases('a search that most of many records match', (databases) => {
  test('counts, filters and pages like any other', async () => {
    const shelf = await openShelf(await databases.open())
    const total = 9000
    await shelf.db.write((transaction) =>
      transaction.query(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${total})
         insert into "authors" ("name", "name$folded", "born", "version", "created_at", "updated_at")
         select 'Writer ' || i, 'writer ' || i, i % 3000, 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z' from n`,
        [],
      ),
    )
    const query: Partial<ListQuery> = { search: 'WRIT er', sort: sort('name'), limit: 3, fields: paths('id') }
    const names = Array.from({ length: total }, (_, index) => `writer ${index + 1}`).sort()
    const idsOf = (from: number): number[] => names.slice(from, from + 3).map((name) => Number(name.slice(7)))
    const page = await shelf.list('authors', query)
    expect(page.count).toEqual({ value: 1000, more: true })
    expect(page.data.map(({ id }) => id)).toEqual(idsOf(0))
    const next = await shelf.list('authors', { ...query, after: page.next })
    expect(next.data.map(({ id }) => id)).toEqual(idsOf(3))
    const filtered = await shelf.list('authors', { ...query, filter: { path: ['born'], op: 'eq', value: 7 } })
    expect(filtered).toMatchObject({
      count: { value: 3, more: false },
      data: [{ id: 3007 }, { id: 6007 }, { id: 7 }],
    })
    expect((await shelf.list('authors', { ...query, count: 'exact' })).count?.value).toBe(total)
    expect(await shelf.ids('authors', { ...query, sort: sort('-born'), limit: 2 })).toEqual([8999, 5999])
  })
})
