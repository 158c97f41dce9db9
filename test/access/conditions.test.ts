import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Access } from '../../engine/access/access.ts'
import type { Condition } from '../../engine/words/condition.ts'
import { conditions, holds, type Comparable, type World } from '../support/conditions.ts'
import { onBothDatabases } from '../support/databases.ts'
import { openShelf, type Shelf } from '../support/shelf.ts'

const texts = [
  'a',
  'A',
  'é',
  'E',
  'ab',
  'aB',
  'b%',
  '%',
  '_',
  '\\',
  "'",
  '"',
  'É',
  'ß',
  'x y',
  '\u{1F600}',
  'ﬁ',
  '?',
  '$1',
]
const numbers = [-1, 0, 1, 2, 10, 1850]
const amounts = [0, 0.01, 1, 10, 19.99, 20, -5.1, 1850.5]
const dates = ['2026-01-01', '2026-01-02', '1999-12-31']
const moments = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2027-05-05T10:00:00.000Z']

const pickers = {
  title: fc.constantFrom(...texts),
  note: fc.option(fc.constantFrom(...texts)),
  pages: fc.option(fc.constantFrom(...numbers)),
  price: fc.option(fc.constantFrom(...amounts)),
  lent: fc.option(fc.boolean()),
  printed: fc.option(fc.constantFrom(...dates)),
  seen: fc.option(fc.constantFrom(...moments)),
  kind: fc.option(fc.constantFrom('paper', 'audio')),
  author: fc.option(fc.integer({ min: 1, max: 6 })),
  owner: fc.option(fc.integer({ min: 1, max: 3 })),
  tags: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
}

const bookFields: readonly Comparable[] = [
  { path: 'id', kind: 'equal', values: [1, 2, 3, 30, 999] },
  { path: 'title', kind: 'text', values: [...texts, ''] },
  { path: 'note', kind: 'text', values: [...texts, ''] },
  { path: 'pages', kind: 'ordered', values: numbers },
  { path: 'price', kind: 'ordered', values: amounts },
  { path: 'lent', kind: 'equal', values: [true, false] },
  { path: 'printed', kind: 'ordered', values: dates },
  { path: 'seen', kind: 'ordered', values: moments },
  { path: 'kind', kind: 'equal', values: ['paper', 'audio'] },
  { path: 'author', kind: 'equal', values: [1, 2, 6, 99] },
  { path: 'author.name', kind: 'text', values: texts },
  { path: 'author.born', kind: 'ordered', values: [1800, 1900] },
  { path: 'author.town', kind: 'equal', values: [1, 2] },
  { path: 'author.town.name', kind: 'text', values: texts },
]
const authorFields: readonly Comparable[] = [
  { path: 'id', kind: 'equal', values: [1, 2] },
  { path: 'name', kind: 'text', values: texts },
  { path: 'born', kind: 'ordered', values: [1800, 1900] },
]
const tagFields: readonly Comparable[] = [
  { path: 'name', kind: 'text', values: texts },
  { path: 'open', kind: 'equal', values: [true, false] },
]
const some = { tags: tagFields, 'author.books': bookFields.slice(0, 8), 'author.town.authors': authorFields }

/** With what only the YAML can say. */
const yamlFields: readonly Comparable[] = [
  ...bookFields,
  { path: 'owner', kind: 'equal', values: [1, 2], operands: [{ user: [] }, { user: ['id'] }] },
  {
    path: 'id',
    kind: 'equal',
    values: [1],
    lists: [{ user: ['owned'] }, { user: ['town', 'authors', 'books'] }],
  },
  { path: 'author.town', kind: 'equal', values: [1], operands: [{ user: ['town'] }] },
  {
    path: 'pages',
    kind: 'ordered',
    values: [1],
    operands: [{ record: ['author', 'born'] }, { record: ['price'] }],
  },
  // Stored as 1250 where it is 12.50, and meets what is stored as it is.
  {
    path: 'price',
    kind: 'ordered',
    values: [1],
    operands: [{ record: ['author', 'born'] }, { record: ['pages'] }],
  },
  {
    path: 'author',
    kind: 'equal',
    values: [1],
    operands: [{ record: ['author'] }],
    lists: [{ record: ['tags'] }],
  },
]

const relations: World['relations'] = {
  'books.author': { to: 'authors', many: false },
  'books.owner': { to: 'clerks', many: false },
  'books.tags': { to: 'tags', many: true },
  'authors.books': { to: 'books', many: true, back: 'author' },
  'authors.town': { to: 'towns', many: false },
  'towns.authors': { to: 'authors', many: true, back: 'town' },
  'clerks.town': { to: 'towns', many: false },
  'clerks.owned': { to: 'books', many: true, back: 'owner' },
}

// The same records in every run: chosen at random, once.
const [books = []] = fc.sample(fc.array(fc.record(pickers), { minLength: 40, maxLength: 40 }), {
  numRuns: 1,
  seed: 7,
})
const people = (names: readonly string[], more: (index: number) => object) =>
  names.map((name, index) => ({ name, ...more(index) }))
const prepared: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  towns: people(['a', 'É', 'x y'], (index) => ({ code: index === 1 ? null : `C${index}` })),
  duties: people(['all'], () => ({})),
  clerks: people(['Ann', 'Bob', 'Cy'], (index) => ({
    username: `u${index}`,
    email: `u${index}@example.org`,
    duty: 1,
    town: index === 2 ? null : index + 1,
  })),
  authors: people(['a', 'ab', 'É', '%', 'ß', 'B'], (index) => ({
    born: [1800, null, 1850, 1900, 1950, null][index] ?? null,
    town: [1, 2, 3, null, 1, 2][index] ?? null,
  })),
  tags: people(['a', 'B', 'é', '_'], (index) => ({ open: [true, false, null, true][index] ?? null })),
  books,
}
const tables = Object.fromEntries(
  Object.entries(prepared).map(([entity, records]) => [
    entity,
    new Map(records.map((record, index) => [index + 1, record])),
  ]),
)
const ids = books.map((_, index) => index + 1)
const runs = { numRuns: 250, seed: 20_26 }

onBothDatabases('a condition', (databases) => {
  let shelf: Shelf
  beforeAll(async () => {
    shelf = await openShelf(await databases.open())
    for (const [entity, records] of Object.entries(prepared))
      for (const record of records)
        await shelf.add(entity, entity === 'tags' ? { ...record, open: true } : record)
    // Only open ones can be chosen; they close later.
    for (const [index, { open }] of (prepared['tags'] ?? []).entries())
      await shelf.change('tags', index + 1, { open })
  })
  const world = (user: number, sees: World['sees'] = () => true): World => ({
    tables,
    relations,
    user: { entity: 'clerks', id: user },
    sees,
  })
  const expected = (seen: World, condition: Condition): number[] =>
    ids.filter((id) => seen.sees('books', id, null) && holds(seen, 'books', id, condition))

  test('of a request finds what a reader of all would say it finds', async () => {
    await fc.assert(
      fc.asyncProperty(conditions(bookFields, some), async (filter) => {
        expect(await shelf.ids('books', { filter })).toEqual(expected(world(0), filter))
      }),
      runs,
    )
  })

  test('of a permission reaches the records that it says, for each user', async () => {
    let count = 0
    await fc.assert(
      fc.asyncProperty(conditions(yamlFields, some), fc.constantFrom(1, 2, 3), async (where, user) => {
        const access: Access = {
          ...shelf.engine.access,
          key: `permission ${count++}`,
          rows: (entity) => (entity === 'books' ? where : true),
        }
        const found = await shelf.ids('books', {}, { access, account: { entity: 'clerks', id: user } })
        expect(found).toEqual(expected(world(user), where))
      }),
      runs,
    )
  })

  test('of a request finds nothing by what its reader may not see', async () => {
    const seenAuthors: Condition = { path: ['born'], op: 'gte', value: 1850 }
    const seenTags: Condition = { path: ['open'], op: 'eq', value: true }
    const seenPages: Condition = { path: ['kind'], op: 'eq', value: 'paper' }
    const { access: all } = shelf.engine
    const access: Access = {
      ...all,
      key: 'some',
      rows: (entity) => (entity === 'authors' ? seenAuthors : entity === 'tags' ? seenTags : true),
      fields: (entity, operation) => {
        const fields = new Map(all.fields(entity, operation))
        if (entity === 'books') fields.set('pages', seenPages)
        return fields
      },
    }
    const seen = world(0, (entity, id, field) => {
      if (entity === 'authors') return holds(world(0), entity, id, seenAuthors)
      if (entity === 'tags') return holds(world(0), entity, id, seenTags)
      return entity !== 'books' || field !== 'pages' || holds(world(0), entity, id, seenPages)
    })
    await fc.assert(
      fc.asyncProperty(conditions(bookFields, some), async (filter) => {
        const reader = { access, account: { entity: 'clerks', id: 1 } }
        expect(await shelf.ids('books', { filter }, reader)).toEqual(expected(seen, filter))
      }),
      runs,
    )
  })

  test('of one shape is compiled once, whatever its values', async () => {
    const texts = new Set<string>()
    const { db } = shelf
    const watched = await openShelf({
      ...db,
      read: (sql, bindings) => (texts.add(sql), db.read(sql, bindings)),
    })
    texts.clear()
    for (const value of ['a', 'b', "'; drop table books --", 'x'])
      await watched.ids('books', { filter: { path: ['title'], op: 'contains', value } })
    for (const value of [
      [1, 2, 3],
      [4, 5, 6, 7],
      [1, 2, 9],
    ])
      await watched.ids('books', { filter: { path: ['id'], op: 'in', value } })
    expect(texts.size).toBe(2)
    expect([...texts].join()).not.toMatch(/drop table/)
  })
})
