import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openSession } from '../../engine/accounts/sessions.ts'
import { why } from '../../engine/commands/access/why.ts'
import { mostRefusals } from '../../engine/database/why/refusals.ts'
import { load } from '../../engine/load.ts'
import { answerFailures } from '../../engine/server/answer-failures.ts'
import { securityHeaders } from '../../engine/server/headers.ts'
import { onBothDatabases } from '../support/databases.ts'
import { shelfFiles } from '../support/shelf.ts'
import { origin, testPortal, type Answer, type TestPortal } from '../support/test-portal.ts'

onBothDatabases('why', (databases) => {
  let portal: TestPortal
  let address: string
  let own: number
  let foreign: number
  let cookie: string

  beforeAll(async () => {
    address = await databases.address()
    portal = await testPortal({ samples: true, database: address })
    const [begona] = await rows(
      `select a.id as id, a.partner as partner from customer_users a where username = 'begona.arrieta'`,
    )
    own = Number(
      (await rows('select id from documents where partner = ?', [Number(begona?.['partner'])]))[0]?.['id'],
    )
    foreign = Number(
      (await rows('select id from documents where partner <> ?', [Number(begona?.['partner'])]))[0]?.['id'],
    )
    const token = await portal.db.write((transaction) =>
      openSession(
        transaction,
        { entity: 'customer_users', id: Number(begona?.['id']) },
        { address: '127.0.0.1', browser: null },
      ),
    )
    cookie = `lintel-customer=${token}`
  })
  afterAll(() => portal.close())

  const rows = (sql: string, bindings: (string | number)[] = []) => portal.db.read(sql, bindings)
  const asked = async (
    words: string[],
    more: { as?: string; area?: string; json?: true; database?: string } = {},
  ) => {
    let printed = ''
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text)
      return true
    })
    const code = await why(words, { database: address, ...more }).finally(() => spy.mockRestore())
    return { code, printed }
  }
  const send = (method: 'GET' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Answer> =>
    portal.visitor().send(method, path, body, { cookie, 'if-match': '*' })
  const idOf = ({ body }: Answer): string =>
    /^urn:lintel:refusal:([0-9a-f-]{36})$/.exec(body.instance)?.[1] ?? ''
  const kept = (id: string) =>
    vi.waitFor(async () => {
      const found = await rows('select id from lintel_refusals where refusal = ?', [id])
      expect(found).toHaveLength(1)
    })

  describe('asked for an account and a name', () => {
    test.each([
      [
        'read documents/ID number',
        0,
        /^May read documents\/\d+ number\. permissions\/customer\.yaml:9 allows/,
      ],
      ['read documents', 0, /of records that fulfil its condition/],
      ['open documents', 0, /The role Reader has the level normal on documents/],
      ['update documents/ID status', 1, /^May not update documents\/\d+ status\. No|Levels/],
      ['open inbox', 1, /no level on inbox|has no page inbox/],
      ['delete documents/ID', 1, /No permission allows to delete documents/],
      ['read account_requests', 1, /No permission of the area names account_requests|No permission allows/],
      ['read documents/ID secret', 1, /documents has no field secret/],
      ['read partners/1 notes', 1, /other fields of partners, not notes/],
      ['read shelves', 1, /There is no entity shelves/],
    ])('%s', async (question, code, expected) => {
      const asks = question.replace('ID', String(own)).split(' ')
      const answer = await asked(asks, { as: 'begona.arrieta' })
      expect(answer.printed).toMatch(expected)
      expect(answer.code).toBe(code)
    })

    test('what the definition of a field says of the record, whoever asks', async () => {
      const database = await databases.address()
      const library = await testPortal({
        config: 'test/fixtures/portals/library/config',
        samples: true,
        database,
      })
      const [back] = await library.db.read('select id from loans where returned_at is not null', [])
      const [out] = await library.db.read('select id from loans where returned_at is null', [])
      const as = library.administrator?.username ?? ''
      const ofField = async (id: unknown, field: string) =>
        asked(['update', `loans/${String(id)}`, field], { as, database })
      expect(await ofField(back?.['id'], 'due_on')).toMatchObject({
        code: 1,
        printed: expect.stringMatching(
          /^May not update loans\/\d+ due_on\. due_on is read-only as long as returned_at .*\(readOnlyIf\)/,
        ),
      })
      expect(await ofField(out?.['id'], 'state')).toMatchObject({
        code: 1,
        printed: expect.stringMatching(/state is only there as long as returned_at .*\(visibleIf\)/),
      })
      expect((await ofField(out?.['id'], 'due_on')).code).toBe(0)
      expect((await ofField(back?.['id'], 'state')).code).toBe(0)
      await library.close()
    })

    test('who does not exist, or nothing that can be asked, is one line', async () => {
      await expect(asked(['open', 'documents'], { as: 'nobody' })).rejects.toThrow(
        'Nobody signs in as nobody.',
      )
      await expect(asked(['change', 'it'], { as: 'begona.arrieta' })).rejects.toThrow('update books/12 title')
      await expect(asked(['0'])).rejects.toThrow('There is no refusal 0')
    })
  })

  describe('a refusal', () => {
    test('of a record that is not to be seen leads to the rule and the value on which it failed; its reader sees none of it', async () => {
      const answer = await send('GET', `/portal/api/documents/${foreign}`)
      expect(answer.status).toBe(404)
      expect(Object.keys(answer.body).sort()).toEqual(
        ['code', 'detail', 'errors', 'instance', 'status', 'title', 'type'].sort(),
      )
      await kept(idOf(answer))
      const { code, printed } = await asked([answer.body.instance])
      expect(code).toBe(1)
      expect(printed).toContain(`GET /portal/api/documents/${foreign}  404 not-found`)
      expect(printed).toMatch(
        /Account {2}begona\.arrieta \(customer, \d+\)\n {2}Role {5}Reader\n {2}Levels .*documents: normal/,
      )
      expect(printed).toMatch(
        /✗ permissions\/customer\.yaml:9 {2}documents: normal may read and export documents/,
      )
      expect(printed).toMatch(
        /✗ partner is one of \$user\.access_right\.partners \(it is .+ \(\d+\); asked for: .*Altamira.* \(\d+\)\)/,
      )
      expect(printed).toMatch(
        /✗ permissions\/customer\.yaml:17 {2}documents: admin may update documents\n +does not allow this operation/,
      )
    })

    test('of a record that is not there looks the same, and says that it is not there', async () => {
      const [hidden, none] = await Promise.all([
        send('GET', `/portal/api/documents/${foreign}`),
        send('GET', '/portal/api/documents/987654'),
      ])
      const { instance: first, ...hiddenBody } = hidden.body
      const { instance: second, ...noneBody } = none.body
      expect(hiddenBody).toEqual(noneBody)
      expect(first).not.toBe(second)
      await kept(idOf(none))
      expect((await asked([idOf(none)])).printed).toContain('There is no documents/987654.')
    })

    test('of a write says which level would be needed', async () => {
      const answer = await send('PATCH', `/portal/api/documents/${own}`, { reference: 'mine' })
      expect(answer.status).toBe(403)
      await kept(idOf(answer))
      const { printed } = await asked([idOf(answer)])
      expect(printed).toContain(`May not update documents/${own}. Levels that the role has not would allow`)
      expect(printed).toMatch(/is for the level admin on documents, which the role has not/)
    })

    test('of a field that is hidden, and of a page, are explained too', async () => {
      const field = await send('GET', '/portal/api/partners?fields=notes')
      expect(field).toMatchObject({ status: 400, body: { code: 'unknown-field' } })
      const page = await send('GET', '/portal/api/screens/companies/nothing')
      await kept(idOf(field))
      await kept(idOf(page))
      expect((await asked([idOf(field)])).printed).toMatch(/May not read partners notes\./)
      expect((await asked([idOf(page)])).printed).toMatch(/open companies/)
    })

    test('is explained by the rules of then and the record of now, which is said where it has changed', async () => {
      const answer = await send('GET', `/portal/api/documents/${foreign}`)
      await kept(idOf(answer))
      const [auditor] = await rows(`select id from customer_roles where name <> 'Reader'`)
      await portal.db.write((transaction) =>
        transaction.query(`update customer_users set role = ? where username = 'begona.arrieta'`, [
          Number(auditor?.['id']),
        ]),
      )
      await portal.db.write((transaction) =>
        transaction.query('update documents set reference = ?, updated_at = ? where id = ?', [
          'x',
          new Date(Date.now() + 1000).toISOString(),
          foreign,
        ]),
      )
      const { printed } = await asked([idOf(answer)])
      expect(printed).toContain(`documents/${foreign} has been changed since.`)
      expect(printed).toMatch(/Note {7}The levels of the account are others now/)
    })

    test('is told to whoever reads the trail and may see the account, and to nobody else', async () => {
      const answer = await send('GET', `/portal/api/documents/${foreign}`)
      await kept(idOf(answer))
      const path = `/api/refusals/${idOf(answer)}`
      const admin = await portal.admin()
      expect((await admin.get(path)).body).toMatchObject({
        refusal: { status: 404 },
        explanations: [{ isAllowed: false, who: { username: 'begona.arrieta' } }],
      })
      expect((await admin.get('/api/refusals/0')).status).toBe(404)
      await admin.post('/api/staff_roles', { name: 'No trail', levels: { 'customer-portal': 'admin' } })
      expect((await (await portal.account('notrail', 'No trail')).get(path)).status).toBe(404)
      expect((await send('GET', `/portal${path}`)).status).toBe(404)
    })

    test('of somebody who is not signed in has none', async () => {
      const answer = await portal.visitor().get(`/portal/api/documents/${own}`, { origin })
      expect(answer.status).toBe(401)
      expect(answer.body).not.toHaveProperty('instance')
    })

    test('has no id where there have been too many, and no more than ten thousand are kept', async () => {
      const answers = await Promise.all(
        Array.from({ length: 90 }, () => send('GET', '/portal/api/documents/987654')),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
      const named = answers.filter(({ body }) => 'instance' in body).length
      expect(named).toBeGreaterThan(20)
      expect(named).toBeLessThanOrEqual(60)
      expect(mostRefusals).toBe(10_000)
    })
  })
})

test('a refusal that cannot be noted is answered all the same', async () => {
  const app = fastify()
  const { plan } = load(new Map(Object.entries(shelfFiles)))
  answerFailures(app, plan, securityHeaders(false), () => {
    throw new Error('there is no noting it')
  })
  const answer = await app.inject('/nowhere')
  expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'not-found' }])
  expect(answer.body).not.toContain('noting')
  await app.close()
})
