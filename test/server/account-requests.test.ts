import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { filesOf } from '../support/definitions.ts'
import { testPortal, type TestPortal } from '../support/test-portal.ts'
import { mails, newNames, tokenOf } from './people.ts'

const api = '/portal/api'

onBothDatabases('P4: whoever has no account asks for one', (databases) => {
  let portal: TestPortal
  const next = newNames()
  let ticket = ''

  beforeAll(async () => {
    portal = await testPortal({ database: await databases.address() })
    ticket = (await portal.visitor().get(`${api}/account-requests`)).body.ticket
    await new Promise((resolve) => setTimeout(resolve, 2050))
  })
  afterAll(() => portal.close())
  /** Each test comes from an address of its own. */
  let from = 0
  beforeEach(() => void from++)

  const values = (more: object = {}) => ({
    name: 'Ann Claes',
    email: `${next()}@example.org`,
    company: 'Brewery',
    ...more,
  })
  const send = (method: 'POST' | 'PUT', body: object) =>
    portal.app.inject({
      method,
      url: `${api}/account-requests`,
      headers: { origin: portal.origin, 'content-type': 'application/json', 'accept-language': 'nl' },
      remoteAddress: `10.0.0.${from}`,
      payload: JSON.stringify(body),
    })
  const ask = (body: object) => send('POST', { ticket, website: '', ...body })
  const asked = async (given: { email: string }) => {
    expect((await ask({ values: given })).statusCode).toBe(202)
    await expect.poll(async () => (await mails(portal, given.email)).length).toBe(1)
    return (await mails(portal, given.email))[0]
  }
  const confirm = async (token: string) => (await send('PUT', { token })).statusCode
  const requests = async (email: string) => {
    const admin = await portal.admin()
    return (await admin.get(`/api/account_requests?filter[email]=${email}`)).body.data
  }

  test('the form is public, in the visitor’s language, and asks for what the YAML says', async () => {
    const { status, body } = await portal
      .visitor()
      .get(`${api}/account-requests`, { 'accept-language': 'fr' })
    expect(status).toBe(200)
    expect(body.form.title).toBe('Demander un compte')
    expect(body.form.fields.map(({ field }: { field: string }) => field)).toEqual([
      'name',
      'email',
      'company',
      'message',
    ])
  })

  test('it becomes a request that staff see only after its mail has been answered, once', async () => {
    const given = values({ message: 'Please' })
    const mail = await asked(given)
    expect(mail?.subject).toBe('Bevestig uw aanvraag voor een account')
    expect(mail?.text).toContain(`${portal.origin}/portal/confirm-request#token=`)
    expect(mail?.text).not.toContain('Ann Claes')
    expect(await requests(given.email)).toEqual([])
    const token = tokenOf(mail?.text ?? '')
    expect(await confirm(token)).toBe(204)
    expect(await requests(given.email)).toMatchObject([{ ...given, status: 'open', partner: null }])
    expect(await confirm(token)).toBe(422)
  })

  test('of twenty who follow the link at once, one makes the request', async () => {
    const given = values()
    const token = tokenOf((await asked(given))?.text ?? '')
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(token)))
    expect(answers.sort().slice(0, 2)).toEqual([204, 422])
    expect(await requests(given.email)).toHaveLength(1)
  })

  test('only the hash of the link is stored, and nothing of it is a session or sets a password', async () => {
    const given = values()
    const token = tokenOf((await asked(given))?.text ?? '')
    const rows = await portal.db.read('select * from lintel_visitor_requests where email = ?', [given.email])
    expect(JSON.stringify(rows)).not.toContain(token)
    const answer = await portal.visitor().put(`${api}/password`, { token, password: 'quiet walnut evening' })
    expect(answer.status).toBe(422)
  })

  test('a link that is too old does nothing', async () => {
    const given = values()
    const token = tokenOf((await asked(given))?.text ?? '')
    await portal.db.write((transaction) =>
      transaction.query('update lintel_visitor_requests set expires_at = 1 where email = ?', [given.email]),
    )
    expect(await confirm(token)).toBe(422)
    expect(await requests(given.email)).toEqual([])
  })

  test('an address that has an account gets the same answer, and a mail that says so', async () => {
    const admin = await portal.admin()
    const role = (await admin.post('/api/customer_roles', { name: next(), levels: {} })).body.id
    const partner = (await admin.post('/api/partners', { name: 'B', number: next(), country: 'BE' })).body.id
    const email = `${next()}@example.org`
    await admin.post('/api/customer_users', { name: 'Known', username: email, email, partner, role })
    const known = await ask({ values: values({ email: email.toUpperCase() }) })
    const unknown = await ask({ values: values() })
    expect([known.statusCode, known.body, Object.keys(known.headers)]).toEqual([
      unknown.statusCode,
      unknown.body,
      Object.keys(unknown.headers),
    ])
    await expect.poll(async () => (await mails(portal, email.toUpperCase())).length).toBe(1)
    const [mail] = await mails(portal, email.toUpperCase())
    expect(mail?.subject).toContain('U hebt al een account')
    expect(mail?.text).toContain(`${portal.origin}/portal/sign-in`)
    expect(mail?.text).not.toContain('token')
  })

  describe('is refused', () => {
    test.each([
      ['what does not fit', { values: { name: '', email: 'x', company: 'B' } }, 422],
      ['a field that the form does not have', { values: { status: 'handled' } }, 422],
      ['a relation that is staff’s', { values: { partner: 1 } }, 422],
      ['a body of something else', { values: { email: 'a@b.org' }, more: 1 }, 400],
      ['a ticket of nobody’s', { values: {}, ticket: `${Date.now() - 9000}.${'x'.repeat(43)}` }, 409],
    ])('%s', async (_, { values: own, ...body }, status) => {
      const full = status === 409 ? values() : own
      expect((await ask({ values: full, ...body })).statusCode).toBe(status)
    })

    test('before two seconds have gone', async () => {
      const fresh = (await portal.visitor().get(`${api}/account-requests`)).body.ticket
      const answer = await ask({ values: values(), ticket: fresh })
      expect(answer.statusCode).toBe(429)
      expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(2)
    })

    test('from one address after twenty', async () => {
      const statuses = []
      for (let count = 0; count < 21; count++) statuses.push((await ask({ values: values() })).statusCode)
      expect(statuses.slice(19)).toEqual([202, 429])
    })
  })

  test('what fills in the field that nobody sees gets the usual answer, and nothing happens', async () => {
    const given = values()
    expect((await ask({ values: given, website: 'https://x.example' })).statusCode).toBe(202)
    await asked(values())
    expect(await mails(portal, given.email)).toEqual([])
  })

  test('one address is mailed three times an hour at most, whoever asks', async () => {
    const given = values()
    for (let count = 0; count < 6; count++) expect((await ask({ values: given })).statusCode).toBe(202)
    await asked(values())
    expect(await mails(portal, given.email)).toHaveLength(3)
  })

  test('an area that says nothing of it has no such form', async () => {
    expect((await portal.visitor().get('/api/account-requests')).status).toBe(401)
  })
})

test('P4: what the form requires is asked for, although a record may be without', async () => {
  const config = Object.fromEntries(filesOf('config'))
  const name = 'forms/account-request.yaml'
  const asking = config[name]?.replace('- message', '- { field: message, required: true }') ?? ''
  const portal = await testPortal({ config: { ...config, [name]: asking } })
  const visitor = portal.visitor()
  const { form, ticket } = (await visitor.get(`${api}/account-requests`)).body
  expect(form.fields.at(-1)).toMatchObject({ field: 'message', required: true })
  const values = { name: 'Ann Claes', email: 'ann@example.org', company: 'Brewery' }
  for (const message of [undefined, null, ' ']) {
    const { status, body } = await visitor.post(`${api}/account-requests`, {
      values: { ...values, message },
      ticket,
      website: '',
    })
    expect([status, body.errors]).toMatchObject([422, [{ field: 'message', code: 'required' }]])
  }
  await new Promise((resolve) => setTimeout(resolve, 2050))
  const told = { values: { ...values, message: 'Please' }, ticket, website: '' }
  expect((await visitor.post(`${api}/account-requests`, told)).status).toBe(202)
  await portal.close()
})
