import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { mails, newNames } from './people.ts'

onBothDatabases('a write that comes with an Idempotency-Key', (databases) => {
  let portal: TestPortal
  let admin: Client
  let author: number
  const next = newNames()

  beforeAll(async () => {
    portal = await testPortal({
      config: 'test/fixtures/portals/library/config',
      database: await databases.address(),
    })
    admin = await portal.admin()
    author = (await admin.post('/api/authors', { name: 'Jane Austen' })).body.id
  })
  afterAll(() => portal.close())

  const newKey = () => ({ 'idempotency-key': crypto.randomUUID() })
  const count = async (title: string) =>
    (await admin.get(`/api/books?filter[title]=${title}&count=exact`)).body.page.count.value
  const kept = () => portal.db.read('select * from lintel_idempotency', [])
  const run = (sql: string, bindings: readonly (string | number)[]) =>
    portal.db.write((transaction) => transaction.query(sql, bindings))

  test('happens once, and is answered twice alike', async () => {
    const [title, key] = [next(), newKey()]
    const first = await admin.post('/api/books', { title, author }, key)
    const second = await admin.post('/api/books', { title, author }, key)
    expect(first).toMatchObject({ status: 201, body: { title }, headers: { etag: '"1"' } })
    expect(second).toMatchObject({
      status: 201,
      body: first.body,
      headers: { location: first.headers['location'], etag: '"1"', 'idempotency-replayed': 'true' },
    })
    expect(await count(title)).toBe(1)
  })

  test('gets the first answer again, whatever has become of the record since', async () => {
    const [title, key] = [next(), newKey()]
    const first = await admin.post('/api/books', { title, author }, key)
    await admin.delete(`/api/books/${first.body.id}`)
    expect(await admin.post('/api/books', { title, author }, key)).toMatchObject({
      status: 201,
      body: first.body,
    })
    expect(await count(title)).toBe(0)
  })

  test('of twenty at once, one is carried out', async () => {
    const [title, key] = [next(), newKey()]
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => admin.post('/api/books', { title, author }, key)),
    )
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1)
    expect(await count(title)).toBe(1)
  })

  test('with the key of another request is refused', async () => {
    const key = newKey()
    const { body: book } = await admin.post('/api/books', { title: next(), author }, key)
    const refusal = { status: 422, body: { code: 'key-used' } }
    expect(await admin.post('/api/books', { title: next(), author }, key)).toMatchObject(refusal)
    expect(await admin.post('/api/authors', { name: next() }, key)).toMatchObject(refusal)
    const insisting = { 'if-match': '*', ...key }
    expect(await admin.delete(`/api/books/${book.id}`, insisting)).toMatchObject(refusal)
  })

  test('of two accounts, each has keys of its own', async () => {
    const key = newKey()
    const other = await portal.account(next(), 'Administrator')
    const first = await admin.post('/api/books', { title: next(), author }, key)
    const second = await other.post('/api/books', { title: next(), author }, key)
    expect([first.status, second.status]).toEqual([201, 201])
  })

  test('that was refused may be mended, and tried with the same key', async () => {
    const [title, key] = [next(), newKey()]
    expect((await admin.post('/api/books', { title }, key)).status).toBe(422)
    expect((await admin.post('/api/books', { title, author: 999_999 }, key)).status).toBe(422)
    expect((await admin.post('/api/books', { title, author }, key)).status).toBe(201)
  })

  test('changes a record once, though its version is no longer the one that was meant', async () => {
    const { body: book } = await admin.post('/api/books', { title: next(), author })
    const headers = { 'if-match': '"1"', ...newKey() }
    const first = await admin.patch(`/api/books/${book.id}`, { price: 5 }, headers)
    const second = await admin.patch(`/api/books/${book.id}`, { price: 5 }, headers)
    expect(first).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { price: 5, version: 2 } })
    expect(second).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: first.body })
    expect((await admin.patch(`/api/books/${book.id}`, { price: 6 }, { 'if-match': '"1"' })).status).toBe(412)
  })

  test('a stale one is told so, and leaves no key', async () => {
    const { body: book } = await admin.post('/api/books', { title: next(), author })
    await admin.patch(`/api/books/${book.id}`, { price: 4 })
    const key = newKey()
    const stale = await admin.patch(`/api/books/${book.id}`, { price: 5 }, { 'if-match': '"1"', ...key })
    expect(stale).toMatchObject({ status: 412, body: { current: { price: 4 } } })
    const fresh = await admin.patch(`/api/books/${book.id}`, { price: 5 }, { 'if-match': '"2"', ...key })
    expect(fresh).toMatchObject({ status: 200, body: { price: 5, version: 3 } })
  })

  test('deletes once', async () => {
    const { body: book } = await admin.post('/api/books', { title: next(), author })
    const headers = { 'if-match': '"1"', ...newKey() }
    expect((await admin.delete(`/api/books/${book.id}`, headers)).status).toBe(204)
    expect((await admin.delete(`/api/books/${book.id}`, headers)).status).toBe(204)
    expect((await admin.delete(`/api/books/${book.id}`)).status).toBe(404)
  })

  test('makes one link to set a password, and one mail; whoever reads the database finds no link', async () => {
    const [name, key] = [next(), newKey()]
    await portal.account(name, 'Administrator')
    const [row] = await portal.db.read('select id from librarians where username = ?', [name])
    const path = `/api/librarians/${String(row?.['id'])}/reset-password`
    const first = await admin.post(path, undefined, key)
    const second = await admin.post(path, undefined, key)
    expect(first.status).toBe(200)
    expect(second.body).toEqual(first.body)
    expect(await mails(portal, `${name}@localhost.invalid`)).toHaveLength(1)
    const token = String(first.body.link).split('=').at(-1) ?? ''
    expect(token.length).toBeGreaterThan(40)
    expect(JSON.stringify(await kept())).not.toContain(token)
    expect(JSON.stringify(await kept())).not.toContain(key['idempotency-key'])
  })

  test('a day later its key is free again', async () => {
    const [title, key] = [next(), newKey()]
    await admin.post('/api/books', { title, author }, key)
    await run('update lintel_idempotency set created_at = ?', [Date.now() - 24 * 3_600_000 - 1000])
    const again = await admin.post('/api/books', { title, author }, key)
    expect(again.status).toBe(201)
    expect(again.headers['idempotency-replayed']).toBeUndefined()
    expect(await count(title)).toBe(2)
  })

  test('what is older than a day is cleared away', { timeout: 60_000 }, async () => {
    await run('update lintel_idempotency set created_at = ?', [Date.now() - 24 * 3_600_000 - 1000])
    const old = (await kept()).length
    for (let turn = 0; turn < 55; turn++) await admin.post('/api/authors', { name: next() }, newKey())
    expect(old).toBeGreaterThan(5)
    expect(await kept()).toHaveLength(55)
  })

  test.each(['', ' ', 'two words', 'x'.repeat(256), 'clé'])(
    'needs one that is a key: %j is none',
    async (key) => {
      const answer = await admin.post('/api/authors', { name: next() }, { 'idempotency-key': key })
      expect(answer).toMatchObject({ status: 400, body: { code: 'bad-value' } })
    },
  )
})
