import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { customerOf } from './people.ts'

interface Document {
  readonly id: number
  readonly number: string
  readonly amount: number | null
  readonly currency: string | null
  readonly partner: { readonly id: number }
  readonly file: { readonly name: string; readonly href: string } | null
}

/** X4, P4: what customers see of documents is what their assigned partners have: records, files, totals and CSV alike. */
onBothDatabases('documents', (databases) => {
  let portal: TestPortal
  let admin: Client
  let customer: Client
  let all: Document[]
  let partner: number
  const fields = 'fields=number,amount,currency,partner,file&limit=200'

  beforeAll(async () => {
    portal = await testPortal({ samples: true, database: await databases.address() })
    admin = await portal.admin()
    customer = await customerOf(portal, 'tulip', 'Bookkeeper')
    all = (await admin.get(`/api/documents?${fields}`)).body.data
    partner = (await admin.get('/api/partners?filter[number]=P-1012')).body.data[0].id
  })
  afterAll(() => portal.close())

  /** Field → currency → what it comes to. */
  const added = (documents: readonly Document[]) => {
    const sums = new Map<string, number>()
    for (const { amount, currency } of documents)
      if (amount !== null && currency !== null)
        sums.set(currency, (sums.get(currency) ?? 0) + Math.round(amount * 100))
    return [...sums].sort().map(([currency, cents]) => ({ currency, value: cents / 100 }))
  }
  const totals = async (client: Client, path: string) => (await client.get(path)).body.page.totals?.amount

  test('a list is added up, each currency by itself, over all of its pages', async () => {
    expect(await totals(admin, '/api/documents?totals=amount&limit=1')).toEqual(added(all))
    expect(added(all).length).toBeGreaterThan(2)
    const some = all.filter(({ currency }) => currency === 'GBP')
    expect(await totals(admin, '/api/documents?totals=amount&filter[currency]=GBP')).toEqual(added(some))
    expect(await totals(admin, '/api/documents?totals=amount&search=INV-41')).toEqual(
      added(all.filter(({ number }) => number.includes('INV-41'))),
    )
    expect(await totals(admin, '/api/documents?totals=amount&filter[number]=none')).toEqual([])
    expect((await admin.get('/api/documents')).body.page.totals).toBeUndefined()
  })

  test.each(['nothing', 'number', 'partner', 'amount,', 'file'])(
    'by %s nothing is added up',
    async (name) => {
      expect((await admin.get(`/api/documents?totals=${name}`)).status).toBe(400)
    },
  )

  test('a customer sees those of the assigned partners, in records, totals and CSV', async () => {
    const own = all.filter((document) => document.partner.id === partner)
    expect(own.length).toBeGreaterThan(3)
    const { body } = await customer.get(`/portal/api/documents?${fields}&totals=amount`)
    expect(body.data.map(({ id }: Document) => id).sort()).toEqual(own.map(({ id }) => id).sort())
    expect(body.page.totals.amount).toEqual(added(own))
    const csv = await customer.get('/portal/api/documents?fields=number,amount,currency,file', {
      accept: 'text/csv',
    })
    const lines = csv.body.trim().split('\r\n')
    expect(lines).toHaveLength(own.length + 1)
    for (const { number } of own) expect(csv.body).toContain(`${number}.pdf`)
  })

  test('and their files, and no others', async () => {
    const [own] = all.filter((document) => document.partner.id === partner)
    const [other] = all.filter((document) => document.partner.id !== partner)
    const { status, headers, body } = await customer.get(`/portal${own?.file?.href}`)
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(body).toMatch(/^%PDF-1\.4\n[^]*%%EOF\n$/)
    expect(body).toContain(own?.number)
    expect((await customer.get(`/portal${other?.file?.href}`)).status).toBe(404)
    expect((await customer.get(String(own?.file?.href))).status).toBe(401)
    const told = (await customer.get(`/portal/api/documents/${own?.id}`)).body.file
    expect(told.href).toBe(`/portal${own?.file?.href}`)
    const put = await customer.send('PUT', told.href, '%PDF-1.4', { 'if-match': '*' })
    expect(put.status).toBe(403)
  })

  test('P5 who looks first finds conversations: unread, flagged, put away, about documents, of days gone by', async () => {
    const { data } = (await admin.get('/api/inbox_entries?sort=-last_at')).body
    const marks = data.map((entry: Record<string, unknown>) => [
      (entry['unread'] as number) > 0,
      entry['flagged'],
      entry['archived'],
    ])
    expect(marks).toContainEqual([true, true, false])
    expect(marks).toContainEqual([false, false, true])
    const told = (await admin.get('/api/messages?sort=id&limit=200')).body.data
    const moments = told.map(({ created_at: at }: { created_at: string }) => Date.parse(at))
    expect(Math.min(...moments)).toBeLessThan(Date.now() - 26 * 86_400_000)
    expect(Math.max(...moments)).toBeLessThan(Date.now() - 3_600_000)
    const about = (await admin.get('/api/conversations?filter[document][empty]=false')).body.data
    expect(about.length).toBeGreaterThan(1)
    // Nobody is told by mail of what was never sent.
    expect(
      await portal.db.read('select id from inbox_entries where unread > 0 and not notified', []),
    ).toEqual([])
  })

  test('a partner that is unlinked takes them away at once', async () => {
    const [own] = all.filter((document) => document.partner.id === partner)
    const right = (await admin.get('/api/access_rights?filter[user.username]=tulip')).body.data[0].id
    expect((await admin.delete(`/api/access_rights/${right}/partners/${partner}`)).status).toBe(204)
    expect((await customer.get(`/portal${own?.file?.href}`)).status).toBe(404)
    expect(await totals(customer, '/portal/api/documents?totals=amount')).toEqual([])
  })
})
