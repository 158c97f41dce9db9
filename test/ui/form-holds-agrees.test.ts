import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds } from '../../ui/form/holds.ts'
import { conditions, holds as holdsOnTheServer, type Comparable, type World } from '../support/conditions.ts'

// The same reading of conditions that SQL is held to, on both databases, in access-conditions.test.ts.

const texts = ['a', 'A', 'é', 'ab', 'É', '%', 'ß', 'x y', 'ﬁ']
const numbers = [-1, 0, 1, 2, 10]
const towns = [{ name: 'a' }, { name: 'É' }]
const tags = [
  { name: 'a', open: true },
  { name: 'B', open: null },
  { name: 'é', open: false },
]
const authors = [
  { name: 'ab', born: 1800, town: 1 },
  { name: 'É', born: null, town: 2 },
  { name: '%', born: 1900, town: null },
]
const anyBook = fc.record({
  title: fc.constantFrom(...texts),
  note: fc.option(fc.constantFrom(...texts)),
  pages: fc.option(fc.constantFrom(...numbers)),
  lent: fc.option(fc.boolean()),
  printed: fc.option(fc.constantFrom('2026-01-01', '1999-12-31')),
  author: fc.option(fc.integer({ min: 1, max: 3 })),
  tags: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
})
const clerks = [
  { town: 1, owned: [1] },
  { town: null, owned: [] },
]

const fields: readonly Comparable[] = [
  { path: 'id', kind: 'equal', values: [1, 2], lists: [{ user: ['owned'] }], operands: [{ user: [] }] },
  { path: 'title', kind: 'text', values: texts },
  { path: 'note', kind: 'text', values: texts },
  { path: 'pages', kind: 'ordered', values: numbers, operands: [{ record: ['author', 'born'] }] },
  { path: 'lent', kind: 'equal', values: [true, false] },
  { path: 'printed', kind: 'ordered', values: ['2026-01-01', '1999-12-31'] },
  {
    path: 'author',
    kind: 'equal',
    values: [1, 2],
    operands: [{ record: ['author'] }],
    lists: [{ record: ['tags'] }],
  },
  { path: 'author.name', kind: 'text', values: texts },
  { path: 'author.town', kind: 'equal', values: [1, 2], operands: [{ user: ['town'] }] },
  { path: 'author.town.name', kind: 'text', values: texts },
]
const tagFields: readonly Comparable[] = [
  { path: 'name', kind: 'text', values: texts },
  { path: 'open', kind: 'equal', values: [true, false] },
]

const relations: World['relations'] = {
  'books.author': { to: 'authors', many: false },
  'books.tags': { to: 'tags', many: true },
  'authors.town': { to: 'towns', many: false },
  'clerks.town': { to: 'towns', many: false },
  'clerks.owned': { to: 'books', many: true },
}

function table(rows: readonly object[]): ReadonlyMap<number, Readonly<Record<string, unknown>>> {
  return new Map(rows.map((row, index) => [index + 1, row as Readonly<Record<string, unknown>>]))
}

/** A record as the server gives it: what a relation points to stands within. */
function wire(world: World, entity: string, id: number): { readonly id: number } {
  const row = world.tables[entity]?.get(id) ?? {}
  const values = Object.entries(row).map(([field, value]) => {
    const relation = world.relations[`${entity}.${field}`]
    if (!relation || value === null) return [field, value]
    const members = [value].flat().map((each) => wire(world, relation.to, Number(each)))
    return [
      field,
      relation.many ? { data: members, count: { value: members.length, more: false } } : members[0],
    ]
  })
  return { id, ...Object.fromEntries(values) }
}

test('a condition holds in the browser where it holds on the server', () => {
  fc.assert(
    fc.property(
      anyBook,
      conditions(fields, { tags: tagFields }),
      fc.constantFrom(1, 2),
      (book, condition, user) => {
        const world: World = {
          tables: {
            books: table([book]),
            authors: table(authors),
            towns: table(towns),
            tags: table(tags),
            clerks: table(clerks),
          },
          relations,
          user: { entity: 'clerks', id: user },
          sees: () => true,
        }
        const record = wire(world, 'books', 1)
        const context = { user: wire(world, 'clerks', user), record, now: new Date() }
        expect(holds(condition, record, context)).toBe(holdsOnTheServer(world, 'books', 1, condition))
      },
    ),
    { numRuns: 3000 },
  )
})
