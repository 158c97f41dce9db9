import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { suppliersPortal } from '../support/suppliers.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { onBothDatabases, type Databases } from '../support/databases.ts'
import { choosePassword, mails, newNames, tokenOf } from './people.ts'

/** The page of staff, what it names, and the portal it is for: that of customers, and the same for others, by configuration. */
const customers = {
  portal: {},
  users: 'customer_users',
  many: 'Customer users',
  requests: 'account_requests',
  roles: 'customer_roles',
  rights: 'access_rights',
  contacts: 'contact_settings',
  page: 'customer-portal',
  tabs: { accounts: 'accounts', roles: 'customer-roles' },
  area: 'customer',
  path: '/portal',
}
const suppliers = {
  portal: { config: suppliersPortal() },
  users: 'supplier_users',
  many: 'Supplier users',
  requests: 'supplier_requests',
  roles: 'supplier_roles',
  rights: 'supplier_rights',
  contacts: 'supplier_contacts',
  page: 'supplier-portal',
  tabs: { accounts: 'supplier-accounts', roles: 'supplier-roles' },
  area: 'supplier',
  path: '/supplier',
}

onBothDatabases('the page of a portal', (databases) => {
  describe('for customers', () => acceptance(databases, customers))
  describe('for suppliers', () => acceptance(databases, suppliers))
})

function acceptance(databases: Databases, of: typeof customers | typeof suppliers): void {
  let portal: TestPortal
  let admin: Client
  /** Consults the page, and may change nothing. */
  let normal: Client
  let partner: number
  let otherPartner: number
  let role: number
  const next = newNames()

  beforeAll(async () => {
    portal = await testPortal({ ...of.portal, database: await databases.address() })
    admin = await portal.admin()
    partner = (await admin.post('/api/partners', { name: 'Brewery', number: 'P1', country: 'BE' })).body.id
    otherPartner = (await admin.post('/api/partners', { name: 'Bakery', number: 'P2', country: 'NL' })).body
      .id
    role = (
      await admin.post(`/api/${of.roles}`, {
        name: 'Bookkeeper',
        levels: { documents: 'admin', companies: 'normal' },
      })
    ).body.id
    await admin.post('/api/staff_roles', { name: 'Reader', levels: { [of.page]: 'normal' } })
    normal = await portal.account('reader', 'Reader')
  })
  afterAll(() => portal.close())

  const person = () => {
    const name = next()
    return { name, username: name, email: `${name}@example.org`, partner, role }
  }
  const create = async (more: object = {}) =>
    (await admin.post(`/api/${of.users}`, { ...person(), ...more })).body
  const rightOf = async (user: number) =>
    (await admin.get(`/api/${of.rights}?filter[user]=${user}`)).body.data
  /** Signs the customer in, through a link as everybody gets it. */
  const asCustomer = async (user: { id: number; username: string }) => {
    const { link } = (await admin.post(`/api/${of.users}/${user.id}/reset-password`)).body
    await choosePassword(portal, `${of.path}/api`, tokenOf(link))
    return portal.signIn(user.username, 'quiet walnut evening', of.area)
  }

  describe('accounts', () => {
    test('A1 a customer user is created with name, username, email, partner and role', async () => {
      const given = person()
      const { status, headers, body } = await admin.post(`/api/${of.users}`, given)
      expect(status).toBe(201)
      expect(headers).toMatchObject({ location: `/api/${of.users}/${body.id}`, etag: '"1"' })
      expect(body).toMatchObject({
        name: given.name,
        username: given.username,
        email: given.email,
        partner: { id: partner, display: 'Brewery' },
        role: { id: role, display: 'Bookkeeper' },
        status: 'invited',
      })
      expect((await admin.get(`/api/${of.users}/${body.id}`)).body).toEqual(body)
    })

    test('A1 each of them is required', async () => {
      const { status, body } = await admin.post(`/api/${of.users}`, {})
      expect(status).toBe(422)
      expect(
        body.errors.map((error: { field: string; code: string }) => `${error.field} ${error.code}`),
      ).toEqual(['name required', 'username required', 'email required', 'partner required', 'role required'])
    })

    test.each(['username', 'email'] as const)('A1 the %s is unique, whatever its case', async (field) => {
      const first = await create()
      const { status, body } = await admin.post(`/api/${of.users}`, {
        ...person(),
        [field]: first[field].toUpperCase(),
      })
      expect(status).toBe(409)
      expect(body).toMatchObject({ code: 'unique', errors: [{ field, code: 'unique' }] })
    })

    test('A1 where both are taken, both are named', async () => {
      const { username, email } = await create()
      const { body } = await admin.post(`/api/${of.users}`, { ...person(), username, email })
      expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['username', 'email'])
      const other = await create()
      const changed = await admin.patch(`/api/${of.users}/${other.id}`, {
        email,
        username: other.username,
      })
      expect(changed.body.errors.map(({ field }: { field: string }) => field)).toEqual(['email'])
    })

    test('A3 X1 creating a user makes its access right for its partner, and mails it a link', async () => {
      const user = await create()
      expect(await rightOf(user.id)).toMatchObject([
        { partners: { data: [{ id: partner }], count: { value: 1 } } },
      ])
      const [mail] = await mails(portal, user.email)
      expect(mail?.text).toMatch(new RegExp(`${portal.origin}${of.path}/set-password#token=[\\w-]{43}`))
      expect(mail?.text).toContain(user.username)
      expect(mail?.subject).toContain('Routty')
    })

    test('A3 a create that fails leaves nothing behind: no user, no access right, no mail', async () => {
      const rights = (await admin.get(`/api/${of.rights}?count=exact&limit=1`)).body.page.count
      const first = await create()
      const failed = { ...person(), email: first.email }
      expect((await admin.post(`/api/${of.users}`, failed)).status).toBe(409)
      expect((await admin.get(`/api/${of.users}?filter[username]=${failed.username}`)).body.data).toEqual([])
      expect(await mails(portal, failed.email)).toHaveLength(1)
      const after = (await admin.get(`/api/${of.rights}?count=exact&limit=1`)).body.page.count
      expect(after.value).toBe(rights.value + 1)
    })

    test('A3 where the mail cannot be written, the user and its access right are not made either', async () => {
      const given = person()
      await portal.db.write((transaction) =>
        transaction.query('alter table lintel_outbox rename to away', []),
      )
      const { status } = await admin.post(`/api/${of.users}`, given)
      await portal.db.write((transaction) =>
        transaction.query('alter table away rename to lintel_outbox', []),
      )
      expect(status).toBeGreaterThanOrEqual(500)
      expect((await admin.get(`/api/${of.users}?filter[username]=${given.username}`)).body.data).toEqual([])
      expect((await admin.post(`/api/${of.users}`, given)).status).toBe(201)
    })

    test('A5 who only consults is refused what the others may, and sees what they see', async () => {
      const user = await create()
      const path = `/api/${of.users}/${user.id}`
      expect((await normal.get(path)).status).toBe(200)
      const tries = await Promise.all([
        normal.post(`/api/${of.users}`, person()),
        normal.patch(path, { name: 'Changed' }),
        normal.delete(path),
        normal.post(`${path}/reset-password`),
        normal.post(`${path}/restore`),
      ])
      expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
      expect((await admin.get(path)).body).toEqual(user)
    })

    test('A5 who only consults is offered no button', async () => {
      const screen = (await normal.get(`/api/screens/${of.page}/${of.tabs.accounts}`)).body
      const texts = JSON.stringify(screen)
      expect(screen.views.map((view: { view: string }) => view.view)).toEqual(['tabs'])
      expect(screen.views[0].tabs.map((tab: { views: object[] }) => tab.views[0])).toMatchObject([
        { entity: of.users, actions: [], form: null, deleted: false },
        { entity: of.requests, actions: [], onSelect: null },
      ])
      expect(texts).not.toContain('"update":true')
    })

    test('A6 a reset answers a link that sets the password once', async () => {
      const user = await create()
      const { status, body } = await admin.post(`/api/${of.users}/${user.id}/reset-password`)
      expect(status).toBe(200)
      expect(Date.parse(body.expires_at)).toBeGreaterThan(Date.now())
      expect((await mails(portal, user.email)).at(-1)?.text).toContain(body.link)
      const visitor = portal.visitor()
      const set = { token: tokenOf(body.link), password: 'quiet walnut evening' }
      expect((await visitor.put(`${of.path}/api/password`, set)).status).toBe(204)
      expect((await visitor.put(`${of.path}/api/password`, set)).body).toMatchObject({
        status: 422,
        code: 'link-void',
      })
      const customer = await portal.signIn(user.username, 'quiet walnut evening', of.area)
      expect((await customer.get(`${of.path}/api/session`)).body.account).toMatchObject({ id: user.id })
      expect((await admin.get(`/api/${of.users}/${user.id}`)).body.status).toBe('active')
    })

    test('A6 of twenty who use a link at once, one sets the password', async () => {
      const user = await create()
      const { link } = (await admin.post(`/api/${of.users}/${user.id}/reset-password`)).body
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          portal
            .visitor()
            .put(`${of.path}/api/password`, { token: tokenOf(link), password: `quiet walnut ${at} evening` }),
        ),
      )
      expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
      expect(answers.filter(({ status }) => status === 422)).toHaveLength(19)
    })

    test('A7 a deleted user is out at once, can be listed, and comes back', async () => {
      const user = await create()
      const customer = await asCustomer(user)
      expect((await customer.get(`${of.path}/api/session`)).status).toBe(200)
      expect((await admin.delete(`/api/${of.users}/${user.id}`)).status).toBe(204)
      expect((await customer.get(`${of.path}/api/session`)).status).toBe(401)
      const again = { username: user.username, password: 'quiet walnut evening' }
      expect((await portal.visitor().post(`${of.path}/api/session`, again)).status).toBe(401)
      const deleted = await admin.get(`/api/${of.users}?deleted=only&filter[id]=${user.id}`)
      expect(deleted.body.data).toMatchObject([{ id: user.id, status: 'deleted' }])
      expect((await admin.get(`/api/${of.users}?filter[id]=${user.id}`)).body.data).toEqual([])

      const restored = await admin.post(`/api/${of.users}/${user.id}/restore`)
      expect(restored).toMatchObject({
        status: 200,
        body: { id: user.id, status: 'active', deleted_at: null },
      })
      expect((await portal.visitor().post(`${of.path}/api/session`, again)).status).toBe(201)
    })

    test('A7 a link from before the deletion no longer works', async () => {
      const user = await create()
      const { link } = (await admin.post(`/api/${of.users}/${user.id}/reset-password`)).body
      await admin.delete(`/api/${of.users}/${user.id}`)
      const set = { token: tokenOf(link), password: 'quiet walnut evening' }
      expect((await portal.visitor().put(`${of.path}/api/password`, set)).status).toBe(422)
      expect((await admin.post(`/api/${of.users}/${user.id}/reset-password`)).body.code).toBe('deleted')
    })

    describe('requests', () => {
      const ask = async () => {
        const name = next()
        const id = await insertRequest(name)
        return { id, name }
      }
      const open = async () =>
        (await admin.get(`/api/${of.requests}?filter[status]=open&limit=200`)).body.data as { id: number }[]

      // Nobody signed in may make one: the public form is another chapter.
      const insertRequest = async (name: string) => {
        const now = new Date().toISOString()
        const [row] = await portal.db.write((transaction) =>
          transaction.query(
            `insert into ${of.requests} (version, created_at, updated_at, name, "name$folded", email, "email$folded",
            company, "company$folded", status) values (1, ?, ?, ?, ?, ?, ?, ?, ?, 'open') returning id`,
            [now, now, name, name, `${name}@example.org`, `${name}@example.org`, 'Brewery', 'brewery'],
          ),
        )
        return Number(row?.['id'])
      }

      test('A8 the requests that are not handled are listed', async () => {
        const { id } = await ask()
        expect((await open()).some((request) => request.id === id)).toBe(true)
        await admin.patch(`/api/${of.requests}/${id}`, { status: 'handled' })
        expect((await open()).some((request) => request.id === id)).toBe(false)
      })

      test('A9 creating the user handles the request', async () => {
        const { id, name } = await ask()
        const given = { ...person(), username: `${name}@example.org`, email: `${name}@example.org` }
        const made = await admin.post(`/api/${of.users}?consume=${of.requests}/${id}`, given)
        expect(made.status).toBe(201)
        expect((await admin.get(`/api/${of.requests}/${id}`)).body.status).toBe('handled')
      })

      test('A9 a create that fails leaves the request on the list', async () => {
        const { id } = await ask()
        const first = await create()
        const path = `/api/${of.users}?consume=${of.requests}/${id}`
        expect((await admin.post(path, { ...person(), email: first.email })).status).toBe(409)
        expect((await admin.get(`/api/${of.requests}/${id}`)).body.status).toBe('open')
      })

      test('A9 of two admins at once, the second is told that it has been handled', async () => {
        const second = await portal.admin()
        for (let round = 0; round < 5; round++) {
          const { id } = await ask()
          const path = `/api/${of.users}?consume=${of.requests}/${id}`
          const people = [person(), person()]
          const answers = await Promise.all([admin.post(path, people[0]), second.post(path, people[1])])
          expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
          expect(answers.find(({ status }) => status === 409)?.body.code).toBe('handled')
          const names = people.map(({ username }) => username).join(',')
          const made = await admin.get(`/api/${of.users}?filter[username][in]=${names}`)
          expect(made.body.data).toHaveLength(1)
        }
      })

      test('A9 a request is handled only by what its list offers', async () => {
        const { id } = await ask()
        const reader = await normal.post(`/api/${of.users}?consume=${of.requests}/${id}`, person())
        expect(reader.status).toBe(403)
        const bad = [
          await admin.post(`/api/partners?consume=${of.requests}/${id}`, { name: next() }),
          await admin.post(`/api/${of.users}?consume=staff_users/1`, person()),
          await admin.post(`/api/${of.users}?consume=${of.requests}`, person()),
        ]
        expect(bad.map(({ status }) => status)).toEqual([400, 400, 400])
      })

      test('A10 a deleted request is off the list', async () => {
        const { id } = await ask()
        expect((await admin.delete(`/api/${of.requests}/${id}`)).status).toBe(204)
        expect((await open()).some((request) => request.id === id)).toBe(false)
        const late = await admin.post(`/api/${of.users}?consume=${of.requests}/${id}`, person())
        expect(late.body).toMatchObject({ status: 409, code: 'handled' })
      })
    })
  })

  describe('roles', () => {
    test('R1 roles are listed, searched, added and deleted', async () => {
      const name = next()
      const { status, body } = await admin.post(`/api/${of.roles}`, { name })
      expect(status).toBe(201)
      expect((await admin.get(`/api/${of.roles}?search=${name}`)).body.data).toMatchObject([
        { id: body.id, name },
      ])
      expect((await admin.delete(`/api/${of.roles}/${body.id}`)).status).toBe(204)
      expect((await admin.get(`/api/${of.roles}/${body.id}`)).status).toBe(404)
    })

    test('R2 a role is renamed, and given a level for each page', async () => {
      const { id } = (await admin.post(`/api/${of.roles}`, { name: next() })).body
      const renamed = next()
      const path = `/api/${of.roles}/${id}`
      expect((await admin.patch(path, { name: renamed })).body.name).toBe(renamed)
      await admin.patch(path, { levels: { documents: 'admin' } })
      const both = await admin.patch(path, { levels: { companies: 'normal' } })
      expect(both.body.levels).toMatchObject({ documents: 'admin', companies: 'normal' })
    })

    test('R2 the pages to give levels on are those of the definitions', async () => {
      const { body } = await admin.get(`/api/screens/${of.page}/${of.tabs.roles}`)
      const levels = body.views[0].detail[0]
      expect(levels.pages.map(({ page }: { page: string }) => page)).toEqual(
        portal.plan.areas[of.area]?.pageOrder,
      )
      expect(levels.levels.map(({ level }: { level: string }) => level)).toEqual(['none', 'normal', 'admin'])
      const { id } = (await admin.post(`/api/${of.roles}`, { name: next() })).body
      for (const levels of [{ nowhere: 'admin' }, { documents: 'highest' }, { documents: 1 }]) {
        expect((await admin.patch(`/api/${of.roles}/${id}`, { levels })).status).toBe(422)
      }
    })

    test('R3 a role that users have cannot be deleted, and the refusal says how many', async () => {
      const { id } = (await admin.post(`/api/${of.roles}`, { name: next() })).body
      await create({ role: id })
      await create({ role: id })
      const { status, body } = await admin.delete(`/api/${of.roles}/${id}`)
      expect(status).toBe(409)
      expect(body.detail).toContain(`2 ${of.many}`)
      expect((await admin.get(`/api/${of.roles}/${id}`)).status).toBe(200)
    })

    test('R4 a change of level counts from the next request of who is signed in', async () => {
      const { id } = (await admin.post(`/api/${of.roles}`, { name: next(), levels: { documents: 'normal' } }))
        .body
      const customer = await asCustomer(await create({ role: id }))
      expect((await customer.get(`${of.path}/api/documents`)).status).toBe(200)
      await admin.patch(`/api/${of.roles}/${id}`, { levels: { documents: 'none' } })
      expect((await customer.get(`${of.path}/api/documents`)).status).toBe(404)
      expect((await customer.get(`${of.path}/api/screens`)).body.pages).toEqual([])
      await admin.patch(`/api/${of.roles}/${id}`, { levels: { documents: 'admin' } })
      expect((await customer.get(`${of.path}/api/documents`)).status).toBe(200)
    })

    test('R4 another role counts from the next request', async () => {
      const { id } = (await admin.post(`/api/${of.roles}`, { name: next() })).body
      const user = await create()
      const customer = await asCustomer(user)
      expect((await customer.get(`${of.path}/api/documents`)).status).toBe(200)
      await admin.patch(`/api/${of.users}/${user.id}`, { role: id })
      expect((await customer.get(`${of.path}/api/documents`)).status).toBe(404)
    })
  })

  describe('access rights', () => {
    test('X2 the list tells which user is linked to which partners', async () => {
      const user = await create()
      const { body } = await admin.get(`/api/${of.rights}?fields=user,partners&search=` + user.username)
      expect(body.data).toMatchObject([
        {
          user: { id: user.id, display: user.name },
          partners: { data: [{ id: partner, display: 'Brewery' }] },
        },
      ])
    })

    test('X3 a click links a partner, another unlinks it, and both columns are searched', async () => {
      const user = await create()
      const [{ id }] = await rightOf(user.id)
      const path = `/api/${of.rights}/${id}/partners`
      const names = async (query: string) =>
        (await admin.get(`${path}?${query}`)).body.data.map(({ name }: { name: string }) => name)
      expect(await names('')).toEqual(['Brewery'])
      expect(await names('linked=false&search=bak')).toEqual(['Bakery'])
      expect((await admin.put(`${path}/${otherPartner}`)).status).toBe(204)
      expect((await admin.put(`${path}/${otherPartner}`)).status).toBe(204)
      expect(await names('sort=name')).toEqual(['Bakery', 'Brewery'])
      expect(await names('search=bre')).toEqual(['Brewery'])
      expect(await names('linked=false&search=bak')).toEqual([])
      expect((await admin.delete(`${path}/${otherPartner}`)).status).toBe(204)
      expect((await admin.delete(`${path}/${otherPartner}`)).status).toBe(204)
      expect(await names('')).toEqual(['Brewery'])
    })

    test('X3 who only consults sees both columns and moves nothing', async () => {
      const user = await create()
      const [{ id }] = await rightOf(user.id)
      const path = `/api/${of.rights}/${id}/partners`
      expect((await normal.get(path)).status).toBe(200)
      expect((await normal.put(`${path}/${otherPartner}`)).status).toBe(403)
      expect((await normal.delete(`${path}/${partner}`)).status).toBe(403)
    })

    test('X4 a customer sees the partners that are assigned, at once, and no others', async () => {
      const user = await create()
      const customer = await asCustomer(user)
      const [{ id }] = await rightOf(user.id)
      const seen = async () =>
        (await customer.get(`${of.path}/api/partners?sort=name`)).body.data.map(
          ({ name }: { name: string }) => name,
        )
      expect(await seen()).toEqual(['Brewery'])
      expect((await customer.get(`${of.path}/api/partners/${otherPartner}`)).status).toBe(404)
      await admin.put(`/api/${of.rights}/${id}/partners/${otherPartner}`)
      expect(await seen()).toEqual(['Bakery', 'Brewery'])
      await admin.delete(`/api/${of.rights}/${id}/partners/${partner}`)
      expect(await seen()).toEqual(['Bakery'])
      expect((await customer.get(`${of.path}/api/partners?search=brew`)).body.data).toEqual([])
      expect((await customer.get(`${of.path}/api/partners?count=exact`)).body.page.count).toEqual({
        value: 1,
        more: false,
      })
    })
  })

  describe('contacts', () => {
    const settings = `/api/${of.contacts}`

    test('C1 it is one of three, and nothing else', async () => {
      const group = (await admin.post('/api/groups', { name: next() })).body.id
      for (const communication of ['individuals', 'group']) {
        expect((await admin.patch(settings, { communication, group })).body).toMatchObject({
          communication,
          group: { id: group },
        })
      }
      expect((await admin.patch(settings, { communication: 'none' })).body.communication).toBe('none')
      const { status, body } = await admin.patch(settings, { communication: 'everybody' })
      expect(status).toBe(422)
      expect(body.errors).toMatchObject([{ field: 'communication', code: 'option' }])
    })

    test('C2 the second and third need a group, and say so at the group', async () => {
      await admin.patch(settings, { communication: 'none' })
      for (const communication of ['individuals', 'group']) {
        const { status, body } = await admin.patch(settings, { communication })
        expect(status).toBe(422)
        expect(body.errors).toMatchObject([{ field: 'group', code: 'required' }])
      }
      expect((await admin.get(settings)).body.communication).toBe('none')
    })

    test('C2 where none is needed none is kept', async () => {
      const group = (await admin.post('/api/groups', { name: next() })).body.id
      await admin.patch(settings, { communication: 'group', group })
      expect((await admin.patch(settings, { communication: 'none' })).body.group).toBeNull()
    })

    test('C2 who only consults changes nothing', async () => {
      expect((await normal.get(settings)).status).toBe(200)
      expect((await normal.patch(settings, { communication: 'none' })).status).toBe(403)
    })
  })

  describe.runIf(of === customers)('what the page presupposes', () => {
    const staffRole = async (levels: object) =>
      (await admin.post('/api/staff_roles', { name: next(), levels })).body.id

    test('P1 staff users are created, mailed, reset, deleted and reactivated as customers are', async () => {
      const role = await staffRole({ partners: 'normal' })
      const name = next()
      const user = (
        await admin.post('/api/staff_users', { name, username: name, email: `${name}@example.org`, role })
      ).body
      expect(user.status).toBe('invited')
      const [mail] = await mails(portal, user.email)
      const visitor = portal.visitor()
      const first = { token: tokenOf(mail?.text ?? ''), password: 'quiet walnut evening' }
      expect(mail?.text).toContain('http://127.0.0.1:3000/set-password#token=')
      expect((await visitor.put('/api/password', first)).status).toBe(204)
      const colleague = await portal.signIn(name, first.password)
      expect((await colleague.get('/api/partners')).status).toBe(200)
      expect((await colleague.get('/api/staff_users')).status).toBe(404)
      expect((await admin.delete(`/api/staff_users/${user.id}`)).status).toBe(204)
      expect((await colleague.get('/api/partners')).status).toBe(401)
      expect((await admin.post(`/api/staff_users/${user.id}/restore`)).body.status).toBe('active')
    })

    test('P1 levels of staff count from the next request, and a role in use stays', async () => {
      const role = await staffRole({ partners: 'normal' })
      const name = (await admin.get(`/api/staff_roles/${role}`)).body.name
      const colleague = await portal.account(next(), name)
      expect((await colleague.get('/api/partners')).status).toBe(200)
      expect((await colleague.post('/api/partners', { name: next() })).status).toBe(403)
      await admin.patch(`/api/staff_roles/${role}`, { levels: { partners: 'admin' } })
      expect(
        (await colleague.post('/api/partners', { name: next(), number: next(), country: 'BE' })).status,
      ).toBe(201)
      const refused = await admin.delete(`/api/staff_roles/${role}`)
      expect(refused.body).toMatchObject({ status: 409, code: 'in-use-by' })
      expect(refused.body.detail).toContain('1 User')
    })

    test('P2 groups are added, renamed, filled, emptied and deleted', async () => {
      const group = (await admin.post('/api/groups', { name: next() })).body
      const renamed = next()
      expect((await admin.patch(`/api/groups/${group.id}`, { name: renamed })).body.name).toBe(renamed)
      const { id } = (await admin.get('/api/session')).body.account
      const path = `/api/groups/${group.id}/users`
      expect((await admin.put(`${path}/${id}`)).status).toBe(204)
      expect((await admin.get(path)).body.data).toMatchObject([{ id }])
      expect((await admin.delete(`${path}/${id}`)).status).toBe(204)
      expect((await admin.get(path)).body.data).toEqual([])
      expect((await admin.delete(`/api/groups/${group.id}`)).status).toBe(204)
    })

    test('P3 partners are kept, and one that has users stays', async () => {
      const made = (
        await admin.post('/api/partners', { name: next(), number: next(), city: 'Gent', country: 'BE' })
      ).body
      expect((await admin.patch(`/api/partners/${made.id}`, { city: 'Brugge' })).body.city).toBe('Brugge')
      await create({ partner: made.id })
      expect((await admin.delete(`/api/partners/${made.id}`)).status).toBe(409)
    })
  })
}
