import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operators } from '../../engine/words/condition.ts'
import { startPostgres } from '../support/databases.ts'
import { testPortal, type Answer, type Client, type TestPortal } from '../support/test-portal.ts'

/** Queries of lists, right ones and wrong ones. */
const path = fc.constantFrom(
  'title',
  'author',
  'author.name',
  'author.born',
  'branch.town',
  'branch',
  'subjects',
  'medium',
  'pages',
  'price',
  'weight',
  'published',
  'lendable',
  'select',
  'created_at',
  'id',
  'display',
  'nothing',
  'author.books.title',
  '__proto__',
)
const operator = fc.constantFrom(...operators, 'some', 'like')
const value = fc.oneof(
  fc.constantFrom(
    '',
    'true',
    'false',
    '1',
    '2',
    '0',
    '-1',
    '12.5',
    '300',
    'paper',
    'audio',
    'paper,film',
    'e',
    'The',
  ),
  fc.constantFrom(
    '1950-01-01',
    '2023-02-30',
    '2020-01-01T00:00:00Z',
    '99999999999999999999',
    'ß',
    'é',
    'İ',
    '%',
    '_',
  ),
  fc.constantFrom("'", '"', '\\', 'a\0b', '\u2028', '𝒳𝒴', '*', '(', 'NaN', '1e5', '0x10', ' ', ','),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const term = fc.oneof(
  fc.tuple(path, operator, value).map(([p, o, v]) => `filter[${p}][${o}]=${encodeURIComponent(v)}`),
  fc.tuple(path, value).map(([p, v]) => `filter[${p}]=${encodeURIComponent(v)}`),
  fc.tuple(path, value).map(([p, v]) => `filter[not][${p}]=${encodeURIComponent(v)}`),
  fc
    .tuple(path, operator, value, path)
    .map(
      ([p, o, v, q]) => `filter[or][0][${p}][${o}]=${encodeURIComponent(v)}&filter[or][1][${q}][empty]=true`,
    ),
  fc
    .tuple(fc.constantFrom('id', 'name', 'group'), operator, value)
    .map(([p, o, v]) => `filter[subjects][some][${p}][${o}]=${encodeURIComponent(v)}`),
)
const part = fc.oneof(
  { weight: 4, arbitrary: term },
  { weight: 1, arbitrary: value.map((v) => `search=${encodeURIComponent(v)}`) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('', '-'), path).map(([sign, p]) => `sort=${sign}${p}`) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 210 }).map((limit) => `limit=${limit}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('count=none', 'count=exact', 'count=all', 'after=x', 'deleted=only'),
  },
)
const query = fc.uniqueArray(part, { maxLength: 4, selector: (text) => text.split('=')[0] ?? '' })

const names = fc.constantFrom(
  'title',
  'author',
  'pages',
  'price',
  'medium',
  'length',
  'isbn',
  'published',
  'cover',
  'nothing',
)
const anything = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    1,
    -1,
    1.5,
    1e300,
    19.99,
    'x',
    '',
    ' ',
    'audio',
    'film',
    '2020-02-30',
    '1999-12-31',
  ),
  fc.constantFrom('https://x.example', '978-1-2345678-9-0', 'a\0b', '\ud800', 'x'.repeat(300)),
  fc.jsonValue({ maxDepth: 2 }),
)
const body = fc.dictionary(names, anything, { maxKeys: 5 })

describe('the two databases', () => {
  let stop: () => Promise<void> = async () => undefined
  const portals: TestPortal[] = []
  const clients: Client[] = []

  beforeAll(async () => {
    const postgres = await startPostgres()
    stop = () => postgres.stop()
    for (const database of [undefined, await postgres.createDatabase('differential')]) {
      const config = 'test/fixtures/portals/library/config'
      const portal = await testPortal({ config, samples: true, ...(database !== undefined && { database }) })
      portals.push(portal)
      clients.push(await portal.admin())
    }
  })
  afterAll(async () => {
    await Promise.all(portals.map((portal) => portal.close()))
    await stop()
  })

  const both = (ask: (client: Client) => Promise<Answer>) => Promise.all(clients.map(ask))
  const plain = ({ status, body: answered }: Answer) => ({
    status,
    body: JSON.parse(
      JSON.stringify(answered ?? null)
        .replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"moment"')
        // A refusal's reference is its own.
        .replaceAll(/urn:lintel:refusal:[\w-]+/g, 'urn')
        // A cursor is for whoever made it.
        .replaceAll(/"(next|previous)":"[\w-]+"/g, '"$1":"cursor"'),
    ) as unknown,
  })

  test('answer lists alike, and no query makes either fail', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (parts) => {
        // Moments of creation differ between the two.
        if (parts.some((text) => text.includes('created_at') && !text.includes('empty'))) return
        const [one, other] = (await both((client) => client.get(`/api/books?${parts.join('&')}`))).map(plain)
        expect(one?.status).toBeLessThan(500)
        expect(other).toEqual(one)
      }),
      { numRuns: 400 },
    )
  })

  test('answer writes alike, and no body makes either fail', async () => {
    await fc.assert(
      fc.asyncProperty(body, fc.integer({ min: 1, max: 8 }), async (given, id) => {
        const made = (
          await both((client) => client.post('/api/books', { title: 'A', author: 1, ...given }))
        ).map(plain)
        expect(made[0]?.status).toBeLessThan(500)
        expect(made[1]?.status).toBe(made[0]?.status)
        const changed = (await both((client) => client.patch(`/api/books/${id}`, given))).map(plain)
        expect(changed[0]?.status).toBeLessThan(500)
        expect(changed[1]).toEqual(changed[0])
      }),
      { numRuns: 200 },
    )
  })
})
