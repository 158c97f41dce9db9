import { METHODS } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'

/** `safety.md`, 'Input and output': each of its sentences. What is hidden from whom, the oracles show. */
onBothDatabases('input and output', (databases) => {
  let portal: TestPortal
  let admin: Client

  beforeAll(async () => {
    portal = await testPortal({
      config: 'test/fixtures/portals/library/config',
      samples: true,
      database: await databases.address(),
    })
    admin = await portal.admin()
  })
  afterAll(() => portal.close())

  const book = (more: object) => admin.post('/api/books', { title: 'A', author: 1, ...more })
  const codes = ({ body }: { body: { errors?: { field: string; code: string }[] } }) =>
    body.errors?.map(({ field, code }) => `${field} ${code}`)

  test('unknown properties are not dropped, null is no empty text, a text is no number', async () => {
    expect(codes(await book({ nothing: 1 }))).toEqual(['nothing unknown'])
    expect(codes(await book({ title: null }))).toEqual(['title required'])
    expect(codes(await book({ pages: '12' }))).toEqual(['pages integer'])
    const { body } = await book({ isbn: null })
    expect(body.isbn).toBeNull()
  })

  test('bytes that are no text are refused, and not made another text', async () => {
    const body = (title: string) => Buffer.from(`{"title":"${title}","author":1}`, 'latin1')
    const { status, body: told } = await admin.send('POST', '/api/books', body('Caf\xe9'))
    expect({ status, code: told.code }).toEqual({ status: 400, code: 'bad-json' })
    expect((await admin.send('POST', '/api/books', body('Caf\xc3\xa9'))).body.title).toBe('Café')
  })

  test('a method that nothing here takes is no fault of the portal', async () => {
    for (const method of METHODS.filter((name) => name !== 'CONNECT')) {
      const { statusCode } = await portal.app.inject({ method: method as 'GET', url: '/nothing' })
      expect(statusCode, method).toBeLessThan(500)
    }
  })

  test('a refusal has no raw text of a library or a database', async () => {
    for (const answer of [
      await admin.send('POST', '/api/books', '{"title":'),
      await admin.send('POST', '/api/books', '{}', { 'content-type': 'text/plain' }),
      await admin.send('POST', '/api/books', 'x'.repeat(1_100_000)),
      await admin.get('/api/books?filter[title]=%00'),
    ]) {
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(JSON.stringify(answer.body)).not.toMatch(
        /FST_|SQLITE|JSON\.parse|position \d|syntax|Unexpected/i,
      )
    }
  })

  test.each([
    'sort=title%20as%20x',
    'sort=title%20desc',
    'sort=books.title',
    'fields=title%20as%20x',
    'fields=**',
    'filter[title%20as%20x]=1',
    'filter[books.title]=A',
    'filter[title"]=A',
    'limit=1%3B',
  ])('no name of a request reaches the database: %s', async (query) => {
    expect((await admin.get(`/api/books?${query}`)).status).toBe(400)
  })

  test('nothing in a list of nothing, and everything but nothing', async () => {
    const count = async (query: string) => (await admin.get(`/api/books?${query}`)).body.page.count.value
    expect(await count('filter[title][in]=')).toBe(0)
    expect(await count('filter[title][nin]=')).toBe(await count('limit=1'))
    expect((await admin.get('/api/books?filter[pages][nin]=')).status).toBe(400)
  })

  test('what users type stands in no statement, only in its bindings', async () => {
    const asked: string[] = []
    const { db } = portal
    const { read } = db
    const spied = Object.assign(db, {
      read: (sql: string, bindings: Parameters<typeof read>[1]) => {
        // The audit trail is sealed meanwhile.
        if (!sql.includes('lintel_audit')) asked.push(sql)
        return read.call(db, sql, bindings)
      },
    })
    for (const canary of ['zebra-one', "zebra'two"]) {
      const text = encodeURIComponent(canary)
      await admin.get(`/api/books?filter[title][contains]=${text}&search=${text}&filter[isbn][in]=${text},b`)
      await admin.get(`/api/books?filter[or][0][title]=${text}&sort=-title&limit=1`)
    }
    Object.assign(spied, { read })
    expect(asked.length).toBeGreaterThan(2)
    expect(asked.filter((sql) => sql.includes('zebra'))).toEqual([])
    // Other texts of the same shape are the same statements.
    const half = asked.length / 2
    expect(new Set(asked.slice(0, half))).toEqual(new Set(asked.slice(half)))
  })

  test.each([
    ['NUL in a text', { title: 'a\0b' }, 'title characters'],
    ['half a character', { title: 'a\ud800b' }, 'title characters'],
    ['a day that does not exist', { published: '2023-02-30' }, 'published date'],
    ['a year that no database has', { published: '0000-01-01' }, 'published too-low'],
    ['a number too large', { pages: 1e21 }, 'pages too-high'],
    ['a record too far away', { author: 2 ** 53 }, 'author too-high'],
    ['more decimals than are kept', { price: 0.001 }, 'price decimals'],
  ])('%s is refused before a driver sees it', async (_, given, said) => {
    const answer = await book(given)
    expect([answer.status, codes(answer)]).toEqual([422, [said]])
  })

  test('a pattern of a thousand wildcards is a text like others', async () => {
    const text = encodeURIComponent('%_\\'.repeat(333))
    for (const operator of ['contains', 'startsWith'])
      expect((await admin.get(`/api/books?filter[title][${operator}]=${text}`)).body.data).toEqual([])
  })

  describe('sizes are capped', () => {
    test.each([
      ['a body of more than a megabyte', 413, () => book({ title: 'x'.repeat(1_048_577) })],
      ['a body of brackets', 400, () => admin.send('POST', '/api/books', '['.repeat(100_000))],
      ['a page of more than 200', 400, () => admin.get('/api/books?limit=201')],
      ['more than 30 terms', 400, () => admin.get(`/api/books?${terms(31)}`)],
      ['more than 5 sorts', 400, () => admin.get('/api/books?sort=id,title,pages,price,medium,isbn')],
      [
        'more than 3 relations deep',
        400,
        () => admin.get('/api/books?fields=author.books.author.books.title'),
      ],
      ['more than 12 brackets', 400, () => admin.get(`/api/books?filter${'[not]'.repeat(12)}[id]=1`)],
      ['an address of more than 8,000', 400, () => admin.get(`/api/books?search=${'x'.repeat(9_000)}`)],
    ])('%s', async (_, status, ask) => {
      expect((await ask()).status).toBe(status)
    })

    test('up to there all is well', async () => {
      expect((await admin.get('/api/books?limit=200')).status).toBe(200)
      expect((await admin.get(`/api/books?${terms(30)}`)).status).toBe(200)
      expect((await admin.get('/api/books?sort=id,title,pages,price,medium')).status).toBe(200)
      expect((await admin.get('/api/books?fields=author.books.author.name')).status).toBe(200)
    })
  })

  test('a cell that a spreadsheet would run as a formula is made harmless', async () => {
    for (const title of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])
      expect((await book({ title })).status, title).toBe(201)
    const { body } = await admin.get('/api/books?fields=title&sort=-id&filter[title][ne]=A', {
      accept: 'text/csv',
    })
    expect(body).not.toMatch(/^"?[=+\-@\t]/m)
    expect(body).toContain("'=1+1")
  })
})

const terms = (count: number): string =>
  Array.from({ length: count }, (_, at) => `filter[or][${at}][title]=a`).join('&')
