import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { onBothDatabases } from '../support/databases.ts'

interface Book {
  readonly id: number
  readonly title: string
  readonly pages: number | null
  readonly price: number | null
  readonly medium: string
  readonly published: string | null
  readonly lendable: boolean
  readonly branch: { readonly id: number; readonly display: string } | null
  readonly author: { readonly id: number; readonly display: string }
  readonly subjects: { readonly data: readonly { readonly id: number }[] }
}

onBothDatabases('lists', (databases) => {
  let portal: TestPortal
  let admin: Client
  let books: readonly Book[]

  beforeAll(async () => {
    portal = await testPortal({
      config: 'test/fixtures/portals/library/config',
      samples: true,
      database: await databases.address(),
    })
    admin = await portal.admin()
    books = (await admin.get('/api/books?limit=200')).body.data
  })
  afterAll(() => portal.close())

  const ids = async (query: string, client = admin) => {
    const { status, body } = await client.get(`/api/books?limit=200&${query}`)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return (body.data as Book[]).map(({ id }) => id)
  }
  const those = (holds: (book: Book) => boolean) => books.filter(holds).map(({ id }) => id)

  test('a list without parameters gives a first page, with every field that may be read', async () => {
    const { status, headers, body } = await admin.get('/api/books')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(headers['cache-control']).toBe('no-store')
    expect(body.page).toEqual({
      limit: 25,
      next: books.length > 25 ? expect.any(String) : null,
      previous: null,
      count: { value: books.length, more: false },
    })
    expect(Object.keys(body.data[0])).toEqual(
      expect.arrayContaining(['id', 'display', 'version', 'title', 'author']),
    )
  })

  test.each<[string, (book: Book) => boolean]>([
    ['filter[medium]=audio', ({ medium }) => medium === 'audio'],
    ['filter[medium][ne]=paper', ({ medium }) => medium !== 'paper'],
    ['filter[medium][in]=audio,film', ({ medium }) => medium !== 'paper'],
    ['filter[medium][in]=audio&filter[medium][in]=film', ({ medium }) => medium !== 'paper'],
    ['filter[medium][nin]=audio,film', ({ medium }) => medium === 'paper'],
    ['filter[pages][gte]=300', ({ pages }) => pages !== null && pages >= 300],
    ['filter[pages][lt]=300', ({ pages }) => pages !== null && pages < 300],
    ['filter[pages][ne]=300', ({ pages }) => pages !== 300],
    ['filter[pages][empty]=true', ({ pages }) => pages === null],
    [
      'filter[pages][gt]=100&filter[pages][lte]=300',
      ({ pages }) => pages !== null && pages > 100 && pages <= 300,
    ],
    ['filter[price][gt]=12.5', ({ price }) => price !== null && price > 12.5],
    ['filter[published][lt]=1950-01-01', ({ published }) => published !== null && published < '1950-01-01'],
    ['filter[lendable]=false', ({ lendable }) => !lendable],
    ['filter[branch][empty]=true', ({ branch }) => branch === null],
    ['filter[branch]=1', ({ branch }) => branch?.id === 1],
    ['filter[branch.id]=1', ({ branch }) => branch?.id === 1],
    ['filter[title][contains]=THE', ({ title }) => title.toLowerCase().includes('the')],
    ['filter[title][startsWith]=the', ({ title }) => title.toLowerCase().startsWith('the')],
    [
      'filter[or][0][medium]=film&filter[or][1][pages][gt]=400',
      ({ medium, pages }) => medium === 'film' || (pages ?? 0) > 400,
    ],
    ['filter[not][medium]=paper', ({ medium }) => medium !== 'paper'],
    [
      'filter[and][0][not][medium]=film&filter[and][1][lendable]=true',
      ({ medium, lendable }) => medium !== 'film' && lendable,
    ],
    [
      'filter[not][pages][gte]=100&filter[medium]=paper',
      ({ medium, pages }) => medium === 'paper' && !((pages ?? 0) >= 100),
    ],
    ['filter[subjects][some][id]=1', ({ subjects }) => subjects.data.some(({ id }) => id === 1)],
  ])('%s', async (query, holds) => {
    expect(await ids(query)).toEqual(those(holds))
  })

  test('a filter goes through relations', async () => {
    const [{ author }] = books as [Book]
    const name = encodeURIComponent(author.display)
    expect(await ids(`filter[author.name]=${name}`)).toEqual(those((book) => book.author.id === author.id))
  })

  test('a list is sorted both ways, and by what a relation is called', async () => {
    const ascending = await ids('sort=title')
    expect(await ids('sort=-title,id')).toEqual([...ascending].reverse())
    const byAuthor = (await admin.get('/api/books?limit=200&sort=author,-id')).body.data as Book[]
    const byName = (await admin.get('/api/books?limit=200&sort=author.name,-id')).body.data as Book[]
    expect(byAuthor).toEqual(byName)
  })

  test('its pages are walked to the end and back, each record once', async () => {
    const onward: number[] = []
    const pages: string[] = []
    let query = 'limit=3&sort=title'
    for (;;) {
      const { body } = await admin.get(`/api/books?${query}`)
      onward.push(...(body.data as Book[]).map(({ id }) => id))
      pages.push(query)
      if (body.page.next === null) break
      query = `limit=3&sort=title&after=${encodeURIComponent(body.page.next)}`
    }
    expect(onward).toEqual(await ids('sort=title'))
    const last = await admin.get(`/api/books?${pages.at(-1)}`)
    const before = await admin.get(
      `/api/books?limit=3&sort=title&before=${encodeURIComponent(last.body.page.previous)}`,
    )
    expect(before.body.data).toEqual((await admin.get(`/api/books?${pages.at(-2)}`)).body.data)
  })

  test('only the fields that are asked for come, and those of relations beside their name', async () => {
    const { body } = await admin.get('/api/books?fields=title,author.born,branch&limit=1')
    expect(Object.keys(body.data[0]).sort()).toEqual(['author', 'branch', 'id', 'title'])
    expect(Object.keys(body.data[0].author).sort()).toEqual(['born', 'display', 'id'])
  })

  test.each(['none', 'exact', 'capped'])('count=%s', async (count) => {
    const { body } = await admin.get(`/api/books?limit=1&count=${count}`)
    expect(body.page.count).toEqual(count === 'none' ? null : { value: books.length, more: false })
  })

  test.each(
    (
      [
        ['nothing=1', 'unknown-parameter'],
        ['deleted=only', 'unknown-parameter'],
        ['linked=false', 'unknown-parameter'],
        ['Filter[title]=x', 'unknown-parameter'],
        ['filter=x', 'bad-value'],
        ['filter[nothing]=1', 'unknown-field'],
        ['filter[__proto__]=1', 'unknown-field'],
        ['filter[constructor]=1', 'unknown-field'],
        ['filter[author.nothing]=1', 'unknown-field'],
        ['filter[title.length]=1', 'unknown-field'],
        ['filter[display]=x', 'unknown-field'],
        ['filter[title][like]=x', 'unknown-operator'],
        ['filter[title][__proto__]=x', 'unknown-operator'],
        ['filter[title][some][id]=1', 'unknown-operator'],
        ['filter[subjects]=1', 'unknown-operator'],
        ['filter[subjects.name]=x', 'unknown-operator'],
        ['filter[lendable][contains]=t', 'unknown-operator'],
        ['filter[lendable]=yes', 'bad-value'],
        ['filter[pages]=many', 'bad-value'],
        ['filter[pages]=1.5', 'bad-value'],
        ['filter[pages]=99999999999999999999', 'bad-value'],
        ['filter[price]=1e3', 'bad-value'],
        ['filter[price]=0.001', 'bad-value'],
        ['filter[published]=2023-02-30', 'bad-value'],
        ['filter[published]=yesterday', 'bad-value'],
        ['filter[created_at][gt]=2023-02-30T00:00:00Z', 'bad-value'],
        ['filter[medium]=stone', 'bad-value'],
        ['filter[medium][in]=paper,stone', 'bad-value'],
        ['filter[branch]=north', 'bad-value'],
        ['filter[branch][empty]=perhaps', 'bad-value'],
        ['filter[title]=a&filter[title]=b', 'repeated-parameter'],
        ['filter[title][eq][ne]=a', 'bad-value'],
        ['filter[or][x][title]=a', 'bad-value'],
        ['filter[or][0]=a', 'bad-value'],
        ['filter[not]=a', 'bad-value'],
        [`filter[title]=${'x'.repeat(1001)}`, 'bad-value'],
        [Array.from({ length: 31 }, (_, at) => `filter[or][${at}][title]=a`).join('&'), 'too-many'],
        [`filter[id][in]=${Array.from({ length: 201 }, (_, at) => at).join(',')}`, 'too-many'],
        ['sort=nothing', 'unknown-field'],
        ['sort=-', 'unknown-field'],
        ['sort=subjects', 'unsortable-field'],
        ['sort=title,id,pages,price,medium,published', 'too-many'],
        ['sort=title&sort=id', 'repeated-parameter'],
        ['sort[0]=title', 'unknown-parameter'],
        ['fields=nothing', 'unknown-field'],
        ['fields=title,', 'unknown-field'],
        ['fields=author.books.author.books.author', 'unknown-field'],
        ['limit=0', 'bad-value'],
        ['limit=201', 'bad-value'],
        ['limit=-1', 'bad-value'],
        ['limit=ten', 'bad-value'],
        ['limit=1&limit=2', 'repeated-parameter'],
        ['count=all', 'bad-value'],
        ['after=nonsense', 'bad-cursor'],
        ['after=', 'bad-cursor'],
        ['after=a&before=b', 'repeated-parameter'],
        [`search=${'x'.repeat(201)}`, 'bad-value'],
        ['search=%00', 'malformed'],
        ['search=%ff', 'malformed'],
        ['search=%', 'malformed'],
      ] as const
    ).map(([query, code]) => [query.slice(0, 60), code, query] as const),
  )('%s is refused: %s', async (_, code, query) => {
    const { status, headers, body } = await admin.get(`/api/books?${query}`)
    expect({ status, code: body.code }).toEqual({ status: 400, code })
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  test('a cursor of another order is refused', async () => {
    const { body } = await admin.get('/api/books?limit=1&sort=title')
    const after = encodeURIComponent(body.page.next)
    expect((await admin.get(`/api/books?limit=1&sort=-pages&after=${after}`)).body.code).toBe('bad-cursor')
  })

  test('what is odd, but a text, finds nothing and breaks nothing', async () => {
    for (const text of [
      "'",
      '"',
      '%',
      '_',
      '\\',
      '%25%5F',
      "x' or '1'='1",
      '𝒳',
      'ı',
      '(*)',
      'a AND b',
      'NEAR(',
    ]) {
      const word = encodeURIComponent(text)
      for (const query of [`search=${word}`, `filter[title][contains]=${word}`, `filter[title]=${word}`]) {
        expect((await admin.get(`/api/books?${query}`)).status).toBe(200)
      }
    }
  })

  describe('of a narrower account', () => {
    let clerk: Client
    beforeAll(async () => {
      await admin.post('/api/duties', { name: 'Looks', levels: { lending: 'reader' } })
      clerk = await portal.account('looker', 'Looks')
    })

    test('a field that is hidden and one that does not exist get the same answer', async () => {
      for (const query of [
        'filter[NAME]=1',
        'filter[NAME][gt]=1',
        'sort=NAME',
        'sort=-NAME',
        'fields=NAME',
        'fields=title,NAME',
      ]) {
        const answers = await Promise.all(
          ['price', 'prize'].map((name) => clerk.get(`/api/books?${query.replace('NAME', name)}`)),
        )
        const [hidden, none] = answers.map(({ status, body }) => ({
          status,
          // Each refusal has a reference of its own, whatever is behind it.
          text: JSON.stringify({ ...body, instance: '' }).replaceAll(/price|prize/g, ''),
        }))
        expect(hidden).toEqual(none)
        expect(hidden?.status).toBe(400)
      }
    })

    test('a hidden field is in no record', async () => {
      const { body } = await clerk.get('/api/books')
      expect(Object.keys(body.data[0])).not.toContain('price')
      expect(body.data[0]).toHaveProperty('title')
    })

    test('an entity of which nothing may be seen is not there', async () => {
      const [hidden, none] = await Promise.all([clerk.get('/api/cards'), clerk.get('/api/nothing')])
      expect({ ...hidden.body, instance: '' }).toEqual({ ...none.body, instance: '' })
    })

    test('a list without export is no CSV', async () => {
      expect((await clerk.get('/api/books', { accept: 'text/csv' })).status).toBe(403)
    })
  })

  describe('as CSV', () => {
    const csv = async (query: string, headers: object = {}) => {
      const {
        status,
        headers: given,
        body,
      } = await admin.get(`/api/books?${query}`, {
        accept: 'text/csv',
        ...headers,
      })
      return { status, headers: given, text: String(body) }
    }

    test('all of the list comes, with labels for headers and names for relations', async () => {
      const { status, headers, text } = await csv('fields=title,author,medium,price&sort=title&limit=2')
      expect(status).toBe(200)
      expect(headers['content-type']).toMatch(/^text\/csv; charset=utf-8/)
      expect(headers['content-disposition']).toBe('attachment; filename="books.csv"')
      const lines = text.split('\r\n')
      expect(lines[0]).toBe('\ufeffTitle,Author,Medium,Price')
      expect(lines).toHaveLength(books.length + 2)
    })

    test('headers that are alike say which field each is', async () => {
      const { text } = await csv('fields=title,author.name,branch.name')
      expect(text).toMatch(/^\ufeffTitle,Name \(author\.name\),Name \(branch\.name\)\r\n/)
    })

    test('in the language of who asks', async () => {
      const { text } = await csv('fields=title,medium&filter[medium]=audio', { 'accept-language': 'de' })
      expect(text).toMatch(/^\ufeffTitel,Medium\r\n/)
      expect(text).toContain(',Hörbuch\r\n')
    })

    test('a cell that a spreadsheet would run is neutralised', async () => {
      const [{ author }] = books as [Book]
      for (const title of ['=HYPERLINK("http://x")', '+1', '-1', '@x', '\t=1']) {
        const { id } = (await admin.post('/api/books', { title, author: author.id })).body
        const { text } = await csv(`fields=title&filter[id]=${id}`)
        expect(text.split('\r\n')[1]?.replace(/^"/, '')).toMatch(/^'/)
      }
    })
  })
})
