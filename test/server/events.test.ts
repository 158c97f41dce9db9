import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { testPortal, type Client, type Heard, type TestPortal } from '../support/test-portal.ts'
import { customerOf } from './people.ts'

onBothDatabases('what changed', (databases) => {
  let portal: TestPortal
  let other: TestPortal
  let admin: Client
  let anna: Client
  const streams: Heard[] = []

  const listen = async (client: Client, path = '/api/events', headers = {}): Promise<Heard> => {
    const heard = await client.hear(path, headers)
    streams.push(heard)
    return heard
  }
  const idOf = async (path: string): Promise<number> => (await admin.get(path)).body.data[0]?.id
  const hears = (heard: Heard, event: string) =>
    expect.poll(() => heard.events(), { timeout: 4_000, interval: 20 }).toContain(event)
  /** Told to everybody who may know: whatever was to come before it has come. */
  const sentinel = async (...all: Heard[]): Promise<void> => {
    const number = `B${Math.random().toString(36).slice(2, 10)}`
    const { body } = await admin.post('/api/partners', { name: number, number, country: 'BE' })
    for (const heard of all)
      await hears(heard, `change {"entity":"partners","id":${body.id},"operation":"create"}`)
  }

  beforeAll(async () => {
    const database = await databases.address()
    portal = await testPortal({ database, samples: true })
    other = databases.dialect === 'postgres' ? await testPortal({ database }) : portal
    admin = await portal.admin()
    anna = await customerOf(portal, 'anna', 'Bookkeeper')
  })
  afterAll(async () => {
    for (const heard of streams) heard.stop()
    if (other !== portal) await other.close()
    await portal.close()
  })

  test('is told by ids to those who may read it, and to nobody else', async () => {
    const [staff, customer] = [await listen(admin), await listen(anna, '/portal/api/events')]
    const own = await idOf('/api/partners?filter[number]=P-1012')
    const foreign = await idOf('/api/partners?filter[number][ne]=P-1012')
    await admin.patch(`/api/partners/${foreign}`, { city: 'Rhenen' })
    await hears(staff, `change {"entity":"partners","id":${foreign},"operation":"update"}`)
    await admin.patch(`/api/partners/${own}`, { city: 'Gent' })
    await hears(customer, `change {"entity":"partners","id":${own},"operation":"update"}`)
    expect(customer.events().filter((event) => event.includes('"partners"'))).toHaveLength(1)
  })

  test('a record that goes out of sight is told to whoever could see it', async () => {
    const customer = await listen(anna, '/portal/api/events')
    const partner = await idOf('/api/partners?filter[number]=P-1012')
    const right = await idOf('/api/access_rights?filter[user.username]=anna')
    await admin.patch(`/api/partners/${partner}`, { city: 'Aalst' })
    await hears(customer, `change {"entity":"partners","id":${partner},"operation":"update"}`)
    await admin.delete(`/api/access_rights/${right}/partners/${partner}`)
    await hears(customer, 'sight {}')
    await admin.patch(`/api/partners/${partner}`, { city: 'Lier' })
    const staff = await listen(admin)
    await sentinel(staff)
    expect(customer.events().filter((event) => event.includes('"partners"'))).toHaveLength(1)
    await admin.put(`/api/access_rights/${right}/partners/${partner}`)
    await expect.poll(() => customer.events().filter((event) => event === 'sight {}').length).toBe(2)
  })

  test('who comes back is told what was missed; what is not known any more, is to be read anew', async () => {
    const first = await listen(admin)
    await sentinel(first)
    first.stop()
    const { body } = await admin.post('/api/groups', { name: `Missed ${streams.length}` })
    const back = await listen(admin, '/api/events', { 'last-event-id': first.lastId() })
    await hears(back, `change {"entity":"groups","id":${body.id},"operation":"create"}`)
    const stranger = await listen(admin, '/api/events', { 'last-event-id': 'elsewhere.abc' })
    await hears(stranger, 'sight {}')
  })

  test('a stream ends at once with its session, and tells of another role', async () => {
    await admin.post('/api/staff_roles', { name: 'Watcher', levels: { groups: 'normal' } })
    const watcher = await portal.account('watcher', 'Watcher')
    const role = await idOf('/api/staff_roles?filter[name]=Watcher')
    const heard = await listen(watcher)
    const { body } = await admin.post('/api/groups', { name: 'Seen' })
    await hears(heard, `change {"entity":"groups","id":${body.id},"operation":"create"}`)
    await admin.patch(`/api/staff_roles/${role}`, { levels: { groups: 'none', partners: 'normal' } })
    await hears(heard, 'sight {}')
    await admin.post('/api/groups', { name: 'Unseen' })
    await sentinel(heard)
    expect(heard.events().filter((event) => event.includes('"groups"'))).toHaveLength(1)
    const account = await idOf('/api/staff_users?filter[username]=watcher')
    await admin.delete(`/api/staff_users/${account}`)
    await expect.poll(heard.isOver, { timeout: 2_000 }).toBe(true)
  })

  test('of thirteen pages that one account has open, the first no longer listens', async () => {
    await admin.post('/api/staff_roles', { name: 'Reader', levels: { partners: 'normal' } })
    const reader = await portal.account('reader', 'Reader')
    const first = await listen(reader)
    const others = await Promise.all(Array.from({ length: 11 }, () => listen(reader)))
    expect(first.isOver()).toBe(false)
    const last = await listen(reader)
    await expect.poll(first.isOver).toBe(true)
    await sentinel(last, ...others)
    expect([last, ...others].filter((one) => one.isOver())).toEqual([])
  })

  test('another instance tells as well', async () => {
    const elsewhere = await other.signIn('anna', 'quiet walnut evening', 'customer')
    const heard = await listen(elsewhere, '/portal/api/events')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const partner = await idOf('/api/partners?filter[number]=P-1012')
    await admin.patch(`/api/partners/${partner}`, { city: 'Mol' })
    await hears(heard, `change {"entity":"partners","id":${partner},"operation":"update"}`)
    await elsewhere.delete('/portal/api/session')
    await expect.poll(heard.isOver, { timeout: 2_000 }).toBe(true)
  })
})
