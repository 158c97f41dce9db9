import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantAccess } from '../../engine/access/grant.ts'
import { writtenFields } from '../../engine/access/writing.ts'
import { load } from '../../engine/load.ts'
import { ProblemsFound } from '../../engine/problems/collect.ts'
import { onBothDatabases } from '../support/databases.ts'
import { shelfFiles } from '../support/shelf.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'

const shelfWith = (permissions: string): Record<string, string> => ({
  ...shelfFiles,
  'tabs/books.yaml': shelfFiles['tabs/books.yaml'].replace(
    'sort: [title] }',
    'sort: [title], actions: [create, update] }',
  ),
  'permissions/desk.yaml': permissions,
  'entities/clerks.yaml': `${shelfFiles['entities/clerks.yaml']}  grade: { type: decimal, decimals: 3 }\n`,
  'entities/rules.yaml': `${shelfFiles['entities/rules.yaml']}  most: { type: money, currency: EUR }\n  weight: { type: decimal, decimals: 3 }\n`,
})

const permissions = `
area: desk
always:
  - { on: [tags, towns], allow: [read] }
pages:
  books:
    look:
      - { on: [books, notes], allow: [read] }
      - on: books
        allow: [create, update]
        fields: [title, kind, lent, tags]
        only: { kind: [audio] }
        set: { owner: $user, seen: $now, printed: $today, note: Seen, secret: $user.name }
    lend:
      - on: notes
        allow: [create, update]
        fields: [text, kind, why]
        where: { text: { startsWith: mine } }
        only: { kind: [open, shut] }
      - { on: notes, allow: [update], fields: [kind, why], where: { text: { startsWith: ours } }, only: { kind: [held] } }
    rule:
      - { on: [books, authors, notes, tags, clerks, duties], allow: [read, create, update, delete] }
  town:
    look: [{ on: towns, allow: [read] }]
  own:
    look:
      - { on: notes, allow: [update], fields: [kind], where: { text: { startsWith: mine } } }
`

onBothDatabases('what a level gives', (databases) => {
  let portal: TestPortal
  let clerk: Client
  let lender: Client
  let admin: Client
  beforeAll(async () => {
    portal = await testPortal({
      config: shelfWith(permissions),
      database: await databases.address(),
    })
    admin = await portal.admin()
    await admin.post('/api/duties', { name: 'look', levels: { books: 'look' } })
    await admin.post('/api/duties', { name: 'lend', levels: { books: 'lend' } })
    clerk = await portal.account('ann', 'look')
    lender = await portal.account('bob', 'lend')
  })
  afterAll(() => portal.close())
  const id = async (client: Client): Promise<number> => (await client.get('/api/session')).body.account.id

  test('on a create: what it sets is there, and nobody else can give it', async () => {
    const made = await clerk.post('/api/books', { title: 'Emma', kind: 'audio' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ note: 'Seen', secret: 'ann', kind: 'audio', owner: null })
    expect(made.body.printed).toBe(new Date().toISOString().slice(0, 10))
    const [row] = await portal.db.read('select owner, "secret$folded" as folded from books where id = ?', [
      made.body.id,
    ])
    expect({ owner: Number(row?.['owner']), folded: row?.['folded'] }).toEqual({
      owner: await id(clerk),
      folded: 'ann',
    })
    const refused = await clerk.post('/api/books', { title: 'Emma', kind: 'audio', secret: 'bob' })
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toMatchObject([{ field: 'secret', code: 'read-only' }])
  })

  test('a value that is not among those a level may give is refused where it stands, and so is a default that is not', async () => {
    const other = await clerk.post('/api/books', { title: 'Emma', kind: 'paper' })
    expect(other.body.errors).toMatchObject([{ field: 'kind', code: 'option' }])
    const none = await clerk.post('/api/books', { title: 'Emma' })
    expect(none.body.errors).toMatchObject([{ field: 'kind', code: 'required' }])
    expect((await admin.post('/api/books', { title: 'Emma', kind: 'paper' })).status).toBe(201)
  })

  test('on an update and on a link: what it sets is given again, but not where nothing is written', async () => {
    const { body } = await admin.post('/api/books', { title: 'Persuasion', kind: 'paper', note: 'Own' })
    await clerk.patch(`/api/books/${body.id}`, { title: 'Persuasion' })
    expect((await clerk.get(`/api/books/${body.id}`)).body.note).toBe('Own')
    expect((await clerk.patch(`/api/books/${body.id}`, { lent: true })).body).toMatchObject({
      note: 'Seen',
      secret: 'ann',
    })
    const free = await admin.patch(`/api/books/${body.id}`, { note: 'Free', lent: false })
    expect(free.body).toMatchObject({ note: 'Free' })
    await admin.post('/api/tags', { name: 'x' })
    expect((await clerk.put(`/api/books/${body.id}/tags/1`)).status).toBe(204)
    expect((await clerk.get(`/api/books/${body.id}`)).body).toMatchObject({ note: 'Seen' })
  })

  test('of several permissions each gives its values to the records that it reaches', async () => {
    const { body: mine } = await admin.post('/api/notes', { text: 'mine' })
    const { body: ours } = await admin.post('/api/notes', { text: 'ours' })
    const held = { kind: 'held', why: 'Because' }
    expect((await lender.patch(`/api/notes/${mine.id}`, held)).status).toBe(403)
    expect((await lender.patch(`/api/notes/${ours.id}`, held)).status).toBe(200)
    expect((await lender.patch(`/api/notes/${ours.id}`, { kind: 'open' })).status).toBe(403)
    expect((await lender.patch(`/api/notes/${mine.id}`, { kind: 'nothing' })).status).toBe(422)
  })

  test('a record may not be moved out of reach, nor into it', async () => {
    const { body: mine } = await admin.post('/api/notes', { text: 'mine too' })
    const { body: theirs } = await admin.post('/api/notes', { text: 'theirs' })
    expect((await lender.patch(`/api/notes/${mine.id}`, { text: 'theirs now' })).status).toBe(403)
    expect((await lender.patch(`/api/notes/${theirs.id}`, { text: 'mine now' })).status).toBe(403)
    expect((await lender.post('/api/notes', { text: 'theirs' })).status).toBe(403)
    expect((await lender.post('/api/notes', { text: 'mine again' })).status).toBe(201)
  })

  test('screens offer what may be given, and no more', async () => {
    const { body } = await clerk.get('/api/screens/books/books')
    const [list] = body.views as { form: { fields: Record<string, unknown>[] } | null }[]
    const fields = new Map(list?.form?.fields.map((field) => [field['field'], field]))
    expect(fields.get('kind')).toMatchObject({
      only: { create: ['audio'], update: ['audio'] },
      default: null,
    })
    expect(['owner', 'secret', 'seen'].filter((name) => fields.has(name))).toEqual([])
  })
})

describe('permissions', () => {
  const { plan } = load(new Map(Object.entries(shelfWith(permissions))))

  test('of several that give values, the values of all are free to choose; any where one does not say', () => {
    const only = (levels: Record<string, string>) =>
      grantAccess(plan, 'desk', levels).writing('notes', 'update').only.get('kind')
    expect(only({ books: 'lend' })).toEqual(['open', 'shut', 'held'])
    expect(only({ books: 'lend', own: 'look' })).toBeUndefined()
  })

  test('what a write changes is what it is given and what is set with it', () => {
    const writing = grantAccess(plan, 'desk', { books: 'look' }).writing('books', 'update')
    expect(writtenFields(writing, ['title'])).toEqual(['title', 'owner', 'seen', 'printed', 'note', 'secret'])
    expect(writtenFields(writing, ['pages'])).toEqual(['pages'])
  })

  test.each([
    ['a value that is no option', 'allow: [update], only: { kind: [papre] }', '`kind` cannot be `papre`.'],
    [
      'a field that is not among its own',
      'allow: [update], fields: [title], only: { kind: [paper] }',
      'not among the fields',
    ],
    [
      'a grant that writes nothing',
      'allow: [read], only: { kind: [paper] }',
      'says which values may be given',
    ],
    [
      'a grant that writes nothing',
      'allow: [delete], set: { owner: $user }',
      'allows nothing that gives one',
    ],
    ['what is of another kind', 'allow: [create], set: { owner: $user.town }', 'a record of `towns`'],
    [
      'what has more decimals than fit',
      'allow: [create], set: { pages: $user.grade }',
      'This has 3 decimals, and `pages` no decimals: not all of its values would fit.',
    ],
    [
      'the record of an entity whose number has more decimals than fit',
      'allow: [create], where: { price: { lte: $rules.weight } }',
      'This has 3 decimals, and `price` 2 decimals',
    ],
    ['what is of another type', 'allow: [create], set: { pages: many }', '`pages` cannot be `many`'],
    ['a record at hand', 'allow: [create], set: { title: $record.note }', 'no `$record` here'],
    ['what the system writes', 'allow: [create], set: { created_at: $now }', 'is written by the engine'],
    ['several', 'allow: [create], set: { tags: $user }', 'holds no single value'],
    ['a relation', 'allow: [create], only: { author: [1] }', 'cannot be listed here'],
    [
      'what is set too',
      'allow: [create], only: { kind: [paper] }, set: { kind: paper }',
      'nobody chooses it',
    ],
    ['a field that is not there', 'allow: [create], set: { ownr: $user }', 'has no field `ownr`'],
  ])('cannot name %s', (_, grant, message) => {
    const more = `
area: desk
pages:
  books: { look: [{ on: books, allow: [read] }, { on: books, ${grant} }] }
  town: { look: [{ on: towns, allow: [read] }] }
  own: { look: [{ on: books, allow: [read] }] }
`
    let found = ''
    try {
      load(new Map(Object.entries(shelfWith(more))))
    } catch (error) {
      if (error instanceof ProblemsFound) found = error.problems.map((problem) => problem.message).join('\n')
    }
    expect(found).toContain(message)
  })
})

const meeting = `
area: desk
pages:
  books: { look: [{ on: [books, clerks, duties], allow: [read, create, update] }] }
  town:
    look:
      - { on: books, allow: [read], where: { pages: { lte: $user.grade }, price: { lte: $rules.most } } }
  own:
    look:
      - { on: books, allow: [read], where: { price: { lt: $user.grade }, $rules.most: 10.5 } }
`

onBothDatabases('numbers of different decimals', (databases) => {
  test('meet as what they are, whatever they are stored as', async () => {
    const files = shelfWith(meeting)
    for (const file of ['tabs/town.yaml', 'tabs/own.yaml', 'tabs/books.yaml'])
      files[file] =
        `tab: ${file.slice(5, -5)}\ntitle: Books\nviews: [{ view: list, entity: books, columns: [title] }]\n`
    const portal = await testPortal({ config: files, database: await databases.address() })
    try {
      const { id } = (await (await portal.admin()).get('/api/session')).body.account
      await portal.db.write(async (transaction) => {
        const insert = (columns: string, values: string) =>
          transaction.query(
            `insert into books (title, "title$folded", ${columns}, version, created_at, updated_at) values ${values}`,
            [],
          )
        const now = `1, '2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z'`
        await insert(
          'pages, price, weight',
          [
            `'thin', 'thin', 12, 1050, 100`,
            `'thick', 'thick', 13, 1000, 9990`,
            `'dear', 'dear', 12, 1300, 10511`,
          ]
            .map((book) => `(${book}, ${now})`)
            .join(', '),
        )
        await transaction.query('update clerks set grade = 12500 where id = ?', [Number(id)])
        await transaction.query('update rules set most = 1050', [])
      })
      for (const [role, levels] of Object.entries({ t: { town: 'look' }, o: { own: 'look' } }))
        await portal.db.write((transaction) =>
          transaction.query(
            `insert into duties (name, "name$folded", levels, version, created_at, updated_at) values (?, ?, ?, 1, '2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z')`,
            [role, role, JSON.stringify(levels)],
          ),
        )
      const seen = async (role: string): Promise<string[]> => {
        const client = await portal.account(`clerk-${role}`, role)
        await portal.db.write((transaction) => transaction.query('update clerks set grade = 12500', []))
        const { body } = await client.get('/api/books?sort=id')
        return body.data.map(({ title }: { title: string }) => title)
      }
      expect(await seen('t')).toEqual(['thin'])
      expect(await seen('o')).toEqual(['thin', 'thick'])
    } finally {
      await portal.close()
    }
  })
})
