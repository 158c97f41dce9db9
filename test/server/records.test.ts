import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallPortal } from '../support/definitions.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { onBothDatabases } from '../support/databases.ts'
import { mails, newNames } from './people.ts'

onBothDatabases('records', (databases) => {
  let portal: TestPortal
  let admin: Client
  let author: number
  let branch: number
  const next = newNames()

  beforeAll(async () => {
    portal = await testPortal({
      config: 'test/fixtures/portals/library/config',
      database: await databases.address(),
    })
    admin = await portal.admin()
    author = (await admin.post('/api/authors', { name: 'Jane Austen' })).body.id
    branch = (await admin.post('/api/branches', { name: 'North', town: 'York', order: 1 })).body.id
  })
  afterAll(() => portal.close())

  const newBook = async (more: object = {}) =>
    (await admin.post('/api/books', { title: next(), author, ...more })).body
  const errorsOf = (body: { errors: { field: string; code: string }[] }) =>
    body.errors.map(({ field, code }) => `${field} ${code}`)

  describe('read', () => {
    test('a record comes with its version as ETag', async () => {
      const book = await newBook({ price: 19.99, weight: 0.125, published: '1815-12-23', branch })
      const { status, headers, body } = await admin.get(`/api/books/${book.id}`)
      expect({ status, etag: headers['etag'] }).toEqual({ status: 200, etag: '"1"' })
      expect(body).toMatchObject({
        id: book.id,
        display: book.title,
        version: 1,
        price: 19.99,
        weight: 0.125,
        published: '1815-12-23',
        author: { id: author, display: 'Jane Austen' },
        branch: { id: branch, display: 'North (York)' },
        subjects: { data: [], count: { value: 0, more: false } },
        medium: 'paper',
        lendable: true,
        select: false,
        summary: null,
      })
      expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    })

    test('only what is asked for, and always its id', async () => {
      const { id, title } = await newBook()
      expect((await admin.get(`/api/books/${id}?fields=title`)).body).toEqual({ id, title })
    })

    test.each(['0', '-1', '1.5', 'one', '01', '999999999999', '9'.repeat(40), '%00', '__proto__'])(
      'books/%s is not there',
      async (id) => {
        expect((await admin.get(`/api/books/${id}`)).status).toBe(404)
      },
    )

    test('parameters that it does not have are refused', async () => {
      const { id } = await newBook()
      expect((await admin.get(`/api/books/${id}?limit=1`)).body.code).toBe('unknown-parameter')
      expect((await admin.get(`/api/books/${id}?fields=nothing`)).body.code).toBe('unknown-field')
    })
  })

  describe('bodies', () => {
    test('a value that another has already is told by its field, whatever else is given', async () => {
      const subject = (await admin.post('/api/subjects', { name: next(), group: 'facts' })).body.id
      const given = { title: 'Emma', author, isbn: '978-0-14-143958-7', subjects: [subject] }
      expect((await admin.post('/api/books', given)).status).toBe(201)
      const again = await admin.post('/api/books', given)
      expect(again).toMatchObject({ status: 409, body: { code: 'unique' } })
      expect(errorsOf(again.body)).toEqual(['isbn unique'])
    })

    test.each<[string, object, string[]]>([
      ['a field that does not exist', { nothing: 1 }, ['nothing unknown']],
      ['names of JavaScript', { constructor: 1, toString: 1 }, ['constructor unknown', 'toString unknown']],
      ['what the engine writes', { id: 1, version: 1 }, ['id read-only', 'version read-only']],
      ['the other end of a relation', { loans: [1] }, ['loans read-only']],
      ['a number for a text', { title: 12 }, ['title text']],
      ['a text for a number', { pages: '12' }, ['pages integer']],
      ['a fraction for a whole number', { pages: 1.5 }, ['pages integer']],
      ['a text for yes or no', { select: 'true' }, ['select boolean']],
      ['a list for a text', { title: ['x'] }, ['title text']],
      ['an object for a relation', { author: { id: 1 } }, ['author integer']],
      ['a text for a relation', { author: '1' }, ['author integer']],
      ['what is too long', { title: 'x'.repeat(201) }, ['title too-long']],
      ['what is too low', { pages: 0 }, ['pages too-low']],
      ['what is too high', { weight: 51 }, ['weight too-high']],
      ['a digit too many', { price: 0.001 }, ['price decimals']],
      ['what does not fit the pattern', { isbn: '123' }, ['isbn pattern']],
      ['what is no day', { published: '2023-02-30' }, ['published date']],
      ['what is no web address', { cover: 'javascript:alert(1)' }, ['cover pattern']],
      ['what is no option', { medium: 'stone' }, ['medium option']],
      ['nothing where something is required', { title: null }, ['title required']],
      ['blanks where something is required', { title: ' \t\n' }, ['title required']],
      ['NUL', { title: 'a\0b' }, ['title characters']],
      ['half a character', { title: 'a\ud800' }, ['title characters']],
      ['a record that is not there', { author: 999_999 }, ['author reference']],
      ['a number beyond exactness', { pages: 1e300 }, ['pages too-high']],
      ['several mistakes', { title: 1, pages: 'x', y: 1 }, ['y unknown', 'title text', 'pages integer']],
    ])('%s: 422, and nothing is written', async (_, given, expected) => {
      const book = await newBook({ pages: 10 })
      const created = await admin.post('/api/books', { title: next(), author, ...given })
      expect({ status: created.status, errors: errorsOf(created.body) }).toEqual({
        status: 422,
        errors: expected,
      })
      const patched = await admin.patch(`/api/books/${book.id}`, given)
      expect({ status: patched.status, errors: errorsOf(patched.body) }).toEqual({
        status: 422,
        errors: expected,
      })
      expect((await admin.get(`/api/books/${book.id}`)).body).toEqual(book)
    })

    test.each<[string, string, string, number]>([
      ['no JSON', '{"title":', 'application/json', 400],
      ['nothing', '', 'application/json', 400],
      ['a list', '[]', 'application/json', 400],
      ['a text', '"x"', 'application/json', 400],
      ['null', 'null', 'application/json', 400],
      ['a prototype', '{"__proto__":{"title":"x"}}', 'application/json', 400],
      ['a form', 'title=x', 'application/x-www-form-urlencoded', 415],
      ['plain text', '{}', 'text/plain', 415],
      ['a patch of another kind', '{}', 'application/merge-patch+json', 415],
      ['too much', `{"title":"${'x'.repeat(1_100_000)}"}`, 'application/json', 413],
    ])('%s as a body is refused: %s', async (_, body, type, status) => {
      const answer = await admin.post('/api/books', body, { 'content-type': type })
      expect(answer.status).toBe(status)
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    })

    test('errors are in the language of who asks', async () => {
      const { body } = await admin.post('/api/books', { author }, { 'accept-language': 'fr' })
      // The portal speaks English and German, the server not German: English stands in for both.
      expect(body.errors[0].message).toBe('This is required.')
    })
  })

  describe('changed', () => {
    test('only what is named changes, and null empties', async () => {
      const book = await newBook({ pages: 10, summary: 'Long' })
      const { status, headers, body } = await admin.patch(`/api/books/${book.id}`, { summary: null })
      expect({ status, etag: headers['etag'] }).toEqual({ status: 200, etag: '"2"' })
      expect(body).toEqual({ ...book, summary: null, version: 2, updated_at: body.updated_at })
    })

    test('what hides a field also empties it', async () => {
      const book = await newBook({ pages: 10 })
      const { body } = await admin.patch(`/api/books/${book.id}`, { medium: 'film' })
      expect(body.pages).toBeNull()
      const audio = await admin.patch(`/api/books/${book.id}`, { medium: 'audio' })
      expect(errorsOf(audio.body)).toEqual(['length required'])
    })

    test('without a version it is refused', async () => {
      const { id } = await newBook()
      expect((await admin.patch(`/api/books/${id}`, { pages: 1 }, {})).body).toMatchObject({
        status: 428,
        code: 'precondition',
      })
      expect((await admin.delete(`/api/books/${id}`, {})).status).toBe(428)
    })

    test('with a stale one it is refused, and told how the record is now', async () => {
      const { id } = await newBook()
      await admin.patch(`/api/books/${id}`, { pages: 2 }, { 'if-match': '"1"' })
      const late = await admin.patch(`/api/books/${id}`, { pages: 3 }, { 'if-match': '"1"' })
      expect(late.body).toMatchObject({ status: 412, code: 'stale', current: { id, pages: 2, version: 2 } })
      const deleted = await admin.delete(`/api/books/${id}`, { 'if-match': '"1"' })
      expect(deleted.body).toMatchObject({ status: 412, current: { version: 2 } })
    })

    test.each(['2', 'W/"2"', '"two"', '', '"1", "2"'])('If-Match: %s is malformed', async (version) => {
      const { id } = await newBook()
      expect((await admin.patch(`/api/books/${id}`, { pages: 2 }, { 'if-match': version })).status).toBe(400)
    })

    test('forty increments at once end at forty', async () => {
      const { id } = await newBook({ pages: 1 })
      const increment = async (): Promise<void> => {
        for (;;) {
          const { body, headers } = await admin.get(`/api/books/${id}`)
          const version = { 'if-match': String(headers['etag']) }
          const { status } = await admin.patch(`/api/books/${id}`, { pages: body.pages + 1 }, version)
          if (status === 200) return
          expect(status).toBe(412)
        }
      }
      await Promise.all(Array.from({ length: 40 }, increment))
      expect((await admin.get(`/api/books/${id}`)).body).toMatchObject({ pages: 41, version: 41 })
    })

    test('what is the same already changes nothing', async () => {
      const book = await newBook({ pages: 10 })
      const { body } = await admin.patch(`/api/books/${book.id}`, { pages: 10 })
      expect(body).toEqual(book)
    })

    test('several links are given at creation, later each by itself', async () => {
      const subject = (await admin.post('/api/subjects', { name: next(), group: 'facts' })).body.id
      const book = await newBook({ subjects: [subject] })
      expect(book.subjects.data).toMatchObject([{ id: subject }])
      expect(errorsOf((await admin.patch(`/api/books/${book.id}`, { subjects: [] })).body)).toEqual([
        'subjects read-only',
      ])
    })

    test('a record that is used stays, and says by how many', async () => {
      const used = (await admin.post('/api/authors', { name: next() })).body.id
      await newBook({ author: used })
      const other = (await admin.post('/api/subjects', { name: next(), group: 'facts' })).body.id
      await newBook({ subjects: [other] })
      expect((await admin.delete(`/api/subjects/${other}`)).status).toBe(204)
    })
  })

  describe('single', () => {
    test('it is read and changed without an id', async () => {
      const { headers, body } = await admin.get('/api/settings')
      expect(body).toMatchObject({ loan_days: 21, reminders: false, opening: 'Every day from ten to six' })
      const { body: changed } = await admin.patch(
        '/api/settings',
        { loan_days: 14 },
        { 'if-match': String(headers['etag']) },
      )
      expect(changed).toMatchObject({ loan_days: 14, version: body.version + 1 })
      expect((await admin.patch('/api/settings', { loan_days: 1 }, {})).status).toBe(428)
    })

    test('there is no second, and no way to delete it', async () => {
      expect((await admin.post('/api/settings', {})).status).toBe(404)
      expect((await admin.delete('/api/settings')).status).toBe(404)
      expect((await admin.get('/api/settings/1')).status).toBe(404)
    })
  })

  describe('linked', () => {
    test('links are listed as lists are', async () => {
      const subjects = await Promise.all(
        ['One', 'Two', 'Three'].map(
          async (name) =>
            (await admin.post('/api/subjects', { name: `${name} ${next()}`, group: 'facts' })).body.id,
        ),
      )
      const { id } = await newBook({ subjects })
      const path = `/api/books/${id}/subjects`
      const { body } = await admin.get(`${path}?limit=2&sort=-name&fields=name`)
      expect(body.data).toHaveLength(2)
      expect(body.page).toMatchObject({ count: { value: 3, more: false }, next: expect.any(String) })
      expect(
        (await admin.get(`${path}?linked=false&filter[id][in]=${subjects.join(',')}`)).body.data,
      ).toEqual([])
      expect((await admin.get(`${path}?linked=perhaps`)).body.code).toBe('bad-value')
      expect((await admin.get(`${path}?nothing=1`)).body.code).toBe('unknown-parameter')
    })

    test('what is not there cannot be linked', async () => {
      const { id } = await newBook()
      expect((await admin.put(`/api/books/${id}/subjects/999999`)).status).toBe(404)
      expect((await admin.put(`/api/books/999999/subjects/1`)).status).toBe(404)
      expect((await admin.get(`/api/books/999999/subjects`)).status).toBe(404)
      expect((await admin.put(`/api/books/${id}/nothing/1`)).status).toBe(404)
    })
  })

  describe('after a create', () => {
    test('the definitions ensure a record and send a mail, in the language of the account', async () => {
      const membership = (await admin.post('/api/memberships', { name: next() })).body.id
      const username = next()
      const reader = { name: 'Ann {link}', username, email: `${username}@example.org`, membership, branch }
      const { status, body } = await admin.post('/api/readers', { ...reader, language: 'de' })
      expect({ status, body }).toMatchObject({ status: 201, body: { status: 'invited', language: 'de' } })
      const cards = await admin.get(`/api/cards?filter[reader]=${body.id}`)
      expect(cards.body.data).toMatchObject([{ home: { id: branch }, branches: { data: [{ id: branch }] } }])
      const [mail] = await mails(portal, reader.email)
      expect(mail?.text).toContain('Ann {link}')
      expect(mail?.text).toContain('/reading-room/set-password#token=')
      expect(mail?.subject).toBe('Welcome to the Bibliothek am Fluss')
    })

    test('a mail without a link goes to whoever has none to sign in with', async () => {
      const email = `${next()}@example.org`
      const order = { number: next(), from: 'Hatchards\r\nBcc: all@example.org', to: branch, email }
      const { status } = await admin.post('/api/order', order)
      expect(status).toBe(201)
      const [mail] = await mails(portal, email)
      expect(mail?.subject).not.toMatch(/[\r\n]/)
      expect((await admin.post('/api/order', { ...order, number: next(), email: null })).status).toBe(201)
    })
  })
})

test('a write that takes a record out of its writer’s sight says nothing of its version', async () => {
  const permissions = `area: staff
pages:
  lending:
    normal:
      - { on: books, allow: [read], where: { status: available } }
      - { on: books, allow: [update], fields: [status] }
    admin:
      - { on: [loans, books, authors, librarians, staff_roles], allow: [read, create, update] }
`
  const portal = await testPortal({
    config: Object.fromEntries(smallPortal({ 'permissions/staff.yaml': permissions })),
  })
  const admin = await portal.admin()
  const { body } = await admin.post('/api/books', { title: 'Emma' })
  await admin.patch(`/api/books/${body.id}`, { title: 'Emma, again' })
  await admin.post('/api/staff_roles', { name: 'Helper', levels: { lending: 'normal' } })
  const helper = await portal.account('helper', 'Helper')
  const { status, headers, body: after } = await helper.patch(`/api/books/${body.id}`, { status: 'lost' })
  expect({ status, body: after }).toEqual({ status: 200, body: { id: body.id } })
  expect(headers).not.toHaveProperty('etag')
  await portal.close()
})
