import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { origin, testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { onBothDatabases } from '../support/databases.ts'
import { customerOf } from './people.ts'

onBothDatabases('viewing the portal as somebody else', (databases) => {
  let portal: TestPortal
  let admin: Client
  let cora: number
  let own: Client

  beforeAll(async () => {
    portal = await testPortal({ samples: true, database: await databases.address() })
    admin = await portal.admin()
    own = await customerOf(portal, 'cora', 'Reader')
    cora = (await own.get('/portal/api/session')).body.account.id
  })
  afterAll(() => portal.close())

  const trail = () =>
    portal.db.read(
      `select operation, who, account_id, as_entity, as_id, entity, record_id from lintel_audit where operation like 'view-as%' order by id`,
      [],
    )
  const begin = () => admin.post(`/api/customer_users/${cora}/view-as`)
  const end = () => admin.delete('/portal/api/viewing')

  test('shows what that account sees, says so, and leaves the own session as it is', async () => {
    const { status, body } = await begin()
    expect(status).toBe(200)
    expect(body.location).toBe('/portal')
    expect(Date.parse(body.until) - Date.now()).toBeLessThanOrEqual(15 * 60_000)
    const session = await admin.get('/portal/api/session')
    expect(session.body).toMatchObject({
      account: { id: cora, username: 'cora' },
      viewing: { by: portal.administrator?.username, until: body.until, back: '/' },
    })
    expect((await own.get('/portal/api/session')).body).not.toHaveProperty('viewing')
    for (const path of [
      '/portal/api/screens',
      '/portal/api/documents',
      '/portal/api/partners',
      '/portal/api/screens/documents/documents',
    ]) {
      expect((await admin.get(path)).body, path).toEqual((await own.get(path)).body)
    }
    expect((await admin.get('/api/session')).body).toMatchObject({
      account: { username: portal.administrator?.username },
    })
    expect((await admin.get('/api/customer_users?limit=1')).status).toBe(200)
    await end()
  })

  test('what is taken out or refused meanwhile is told of whoever looks, and as whom', async () => {
    const since = Number((await portal.db.read('select max(id) as id from lintel_audit', []))[0]?.['id'])
    await begin()
    expect((await admin.get('/portal/api/documents', { accept: 'text/csv' })).status).toBe(200)
    expect((await admin.get('/portal/api/documents/999999')).status).toBe(404)
    await end()
    const told = () =>
      portal.db.read(
        `select operation, who, account_entity, acting_as, as_id, area from lintel_audit
        where id > ? and operation in ('export', 'read') order by operation`,
        [since],
      )
    await expect.poll(told).toHaveLength(2)
    for (const entry of await told()) {
      expect(entry).toMatchObject({ account_entity: 'staff_users', acting_as: 'cora', area: 'customer' })
      expect(entry['who']).toBe(portal.administrator?.username)
      expect(Number(entry['as_id'])).toBe(cora)
    }
  })

  test('every route that changes something refuses, with a code of its own, and nothing of the account is used or told', async () => {
    await begin()
    const routes = (
      portal.app as unknown as { guardedRoutes: { method: string; url: string; rule: { for: string } }[] }
    ).guardedRoutes
    const there = routes.filter(({ url }) => url.startsWith('/portal/api/'))
    expect(there.length).toBeGreaterThan(20)
    for (const { method, url, rule } of there) {
      if (url === '/portal/api/viewing' || method === 'HEAD') continue
      const path = url.replace(/:\w+/g, '1').replace('*', 'nothing')
      const { status, body } = await admin.send(method as 'GET', path, method === 'GET' ? undefined : {}, {
        'if-match': '*',
      })
      if (method !== 'GET')
        expect({ path, method, status, code: body.code }).toEqual({
          path,
          method,
          status: 403,
          code: 'viewing',
        })
      const isOwn =
        ['signed-in', 'signed-in-at-all'].includes(rule.for) && !/screens|\/session$|\*$/.test(url)
      if (method === 'GET' && isOwn)
        expect({ path, status, code: body.code }).toEqual({ path, status: 403, code: 'viewing' })
    }
    expect((await own.get('/portal/api/session')).status).toBe(200)
    expect((await admin.get('/portal/api/session')).status).toBe(200)
    await end()
  })

  test('one request leads back, and both ends are told in the audit trail', async () => {
    const before = (await trail()).length
    await begin()
    expect((await end()).status).toBe(204)
    expect((await admin.get('/portal/api/session')).status).toBe(401)
    const told = (await trail()).slice(before)
    expect(told.map((entry) => entry['operation'])).toEqual(['view-as', 'view-as-ended'])
    for (const entry of told) {
      expect(entry).toMatchObject({ who: portal.administrator?.username, entity: 'customer_users' })
      expect(Number(entry['record_id'])).toBe(cora)
    }
  })

  test('ends after fifteen minutes, with the own session, and with the permission; never silently as oneself', async () => {
    const { body } = await begin()
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.parse(body.until) + 1)
    const over = await admin.get('/portal/api/session').finally(() => now.mockRestore())
    expect(over).toMatchObject({ status: 401, body: { code: 'viewing-over' } })
    expect(String(over.headers['set-cookie'])).toMatch(/^lintel-as\.customer=; .*Max-Age=0/)
    expect((await trail()).at(-1)).toMatchObject({ operation: 'view-as-ended' })

    const other = await portal.admin()
    await other.post(`/api/customer_users/${cora}/view-as`)
    expect((await other.get('/portal/api/documents')).status).toBe(200)
    await other.delete('/api/session')
    expect((await other.get('/portal/api/documents')).body.code).toBe('viewing-over')
  })

  test('its cookie alone is worth nothing, and another site cannot begin it', async () => {
    const { headers } = await begin()
    const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
    expect(String(headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/)
    expect((await portal.visitor().get('/portal/api/documents', { cookie })).status).toBe(401)
    await end()
    const crossed = await admin.send('POST', `/api/customer_users/${cora}/view-as`, undefined, {
      origin: 'https://elsewhere.example',
      'sec-fetch-site': 'cross-site',
    })
    expect(crossed).toMatchObject({ status: 403, body: { code: 'cross-site' } })
    expect(origin).not.toContain('elsewhere')
  })

  describe('is refused', () => {
    test('without the permission, of oneself, and of whoever is deleted', async () => {
      const roles = await admin.get('/api/staff_roles?limit=200&fields=name,levels')
      const reader = roles.body.data.find(
        ({ levels }: { levels: Record<string, string> }) => levels['customer-portal'] === 'normal',
      )
      expect(reader).toBeDefined()
      const staff = await portal.account('norm', reader.name)
      expect((await staff.post(`/api/customer_users/${cora}/view-as`)).status).toBe(403)
      expect((await own.post(`/portal/api/customer_users/${cora}/view-as`)).status).toBe(404)
      const me = (await admin.get('/api/session')).body.account.id
      expect(await admin.post(`/api/staff_users/${me}/view-as`)).toMatchObject({
        status: 409,
        body: { code: 'viewing-oneself' },
      })
      expect((await admin.post('/api/customer_users/987654/view-as')).status).toBe(404)
    })

    test("of whoever has a level in the same area that is above one's own", async () => {
      await admin.post('/api/staff_roles', { name: 'Only users', levels: { users: 'admin' } })
      const users = await portal.account('uma', 'Only users')
      const me = (await admin.get('/api/session')).body.account.id
      expect(await users.post(`/api/staff_users/${me}/view-as`)).toMatchObject({
        status: 403,
        body: { code: 'viewing-more' },
      })
      const uma = (await users.get('/api/session')).body.account.id
      expect((await admin.post(`/api/staff_users/${uma}/view-as`)).status).toBe(200)
      expect((await admin.get('/api/session')).body).toMatchObject({
        account: { username: 'uma' },
        viewing: { back: '/' },
      })
      expect((await admin.get('/api/partners?fields=notes')).status).toBe(400)
      expect((await admin.delete('/api/viewing')).status).toBe(204)
      expect((await admin.get('/api/session')).body).not.toHaveProperty('viewing')
    })
  })
})
