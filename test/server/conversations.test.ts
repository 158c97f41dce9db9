import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRecords } from '../../engine/database/records/create.ts'
import { mailUnread } from '../../engine/effects/thread-mails.ts'
import { onBothDatabases } from '../support/databases.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { customerOf, mails } from './people.ts'

onBothDatabases('conversations', (databases) => {
  let portal: TestPortal
  let admin: Client
  let staff: Client
  let anna: Client
  let bert: Client
  let group: number
  let other: number
  const ids = { staff: 0, outsider: 0, anna: 0, bert: 0 }

  const idOf = async (path: string): Promise<number> => (await admin.get(path)).body.data[0]?.id
  const contacts = async (communication: string, of: number | null): Promise<void> => {
    const { status } = await admin.patch('/api/contact_settings', { communication, group: of })
    expect(status).toBe(200)
  }
  const begin = (client: Client, given: object) =>
    client.post('/portal/api/conversations', { subject: 'Hello', ...given })
  const say = (client: Client, api: string, conversation: number, text: string) =>
    client.post(`${api}/messages`, { conversation, text })
  const entryOf = async (client: Client, api: string, conversation: number) => {
    const { body } = await client.get(`${api}/inbox_entries?filter[conversation]=${conversation}`)
    return body.data[0]
  }

  beforeAll(async () => {
    portal = await testPortal({ database: await databases.address() })
    admin = await portal.admin()
    for (const number of ['P-1012', 'P-2'])
      await admin.post('/api/partners', { name: number, number, country: 'BE' })
    await admin.post('/api/customer_roles', { name: 'Writer', levels: { inbox: 'normal' } })
    await admin.post('/api/staff_roles', { name: 'Agent', levels: { inbox: 'normal' } })
    staff = await portal.account('agent', 'Agent')
    await portal.account('outsider', 'Agent')
    anna = await customerOf(portal, 'anna', 'Writer')
    bert = await customerOf(portal, 'bert', 'Writer')
    ids.staff = await idOf('/api/staff_users?filter[username]=agent')
    ids.outsider = await idOf('/api/staff_users?filter[username]=outsider')
    ids.anna = await idOf('/api/customer_users?filter[username]=anna')
    ids.bert = await idOf('/api/customer_users?filter[username]=bert')
    const partner = await idOf('/api/partners?filter[number]=P-2')
    await admin.patch(`/api/customer_users/${ids.bert}`, { partner })
    group = (await admin.post('/api/groups', { name: 'Service', users: [ids.staff] })).body.id
    other = (await admin.post('/api/groups', { name: 'Other', users: [ids.outsider] })).body.id
  })
  afterAll(() => portal.close())

  const form = async (client: Client) => {
    const { body } = await client.get('/portal/api/screens/inbox/customer-inbox')
    return body.views[0].form as { fields: { field: string }[] } | null
  }

  test('C3 where there is no communication, nothing is offered, and nothing can be begun', async () => {
    await contacts('none', null)
    expect(await form(anna)).toBeNull()
    expect((await anna.get('/portal/api/staff_users')).body.data ?? []).toEqual([])
    for (const given of [{ staff: [ids.staff] }, { group }, {}])
      expect((await begin(anna, given)).status).toBeGreaterThanOrEqual(400)
  })

  test('C1, C3 with individuals, the members of the group are offered, and nobody else is taken', async () => {
    await contacts('individuals', group)
    expect((await admin.get('/api/contact_settings')).body.display).toBe('Contact settings')
    expect((await form(anna))?.fields.map(({ field }) => field)).toEqual(['subject', 'staff'])
    const { body } = await anna.get('/portal/api/staff_users')
    expect(body.data).toMatchObject([{ id: ids.staff }])
    expect((await begin(anna, { staff: [ids.staff] })).status).toBe(201)
    for (const given of [
      { staff: [ids.outsider] },
      { staff: [ids.staff, ids.outsider] },
      { staff: [] },
      {},
      { group },
    ])
      expect((await begin(anna, given)).status).toBeGreaterThanOrEqual(400)
  })

  test('C1, C3 with the group only, it is offered, and its members are not', async () => {
    await contacts('group', group)
    expect((await form(anna))?.fields.map(({ field }) => field)).toEqual(['subject', 'group'])
    expect((await anna.get('/portal/api/groups')).body.data).toMatchObject([{ id: group }])
    expect((await begin(anna, { group })).status).toBe(201)
    for (const given of [{ group: other }, { staff: [ids.staff] }, {}])
      expect((await begin(anna, given)).status).toBeGreaterThanOrEqual(400)
  })

  test('P5 a message is unread on the other side, told at once, and read by reading it', async () => {
    await contacts('group', group)
    const { id } = (await begin(anna, { group, subject: 'Invoice' })).body
    const heard = await staff.hear('/api/events')
    expect((await say(anna, '/portal/api', id, 'Where is it?')).status).toBe(201)
    const entry = await entryOf(staff, '/api', id)
    expect(entry).toMatchObject({ unread: 1, flagged: false, archived: false })
    await expect
      .poll(() => heard.events().filter((event) => event.includes('"messages"')), { timeout: 1_000 })
      .toHaveLength(1)
    expect(heard.events().some((event) => event.includes('"inbox_entries"'))).toBe(true)
    heard.stop()
    expect((await entryOf(anna, '/portal/api', id)).unread).toBe(0)
    const counted = async (client: Client, api: string) =>
      (await client.get(`${api}/screens`)).body.pages.map(({ unread }: { unread: unknown }) => unread)
    const unread = { entity: 'inbox_entries', archived: true }
    expect(await counted(anna, '/portal/api')).toEqual([{ ...unread, own: 'customer' }])
    expect(await counted(staff, '/api')).toEqual([{ ...unread, own: 'staff' }])
    const { body } = await staff.get(`/api/messages?filter[conversation]=${id}`)
    expect(body.data).toMatchObject([{ text: 'Where is it?', author: 'anna' }])
    await staff.patch(`/api/inbox_entries/${entry.id}`, { unread: 0, flagged: true, archived: true })
    await say(anna, '/portal/api', id, 'Hello?')
    expect(await entryOf(staff, '/api', id)).toMatchObject({ unread: 1, flagged: true, archived: false })
    expect((await say(staff, '/api', id, 'Here.')).status).toBe(201)
    expect(await entryOf(anna, '/portal/api', id)).toMatchObject({ unread: 1 })
  })

  test('P5 a message carries a file, from who wrote it, for those who take part', async () => {
    await contacts('group', group)
    const { id } = (await begin(anna, { group, subject: 'Scan' })).body
    const message = (await say(anna, '/portal/api', id, 'As a PDF')).body
    const path = (api: string, of: number = message.id) => `${api}/messages/${of}/attachment`
    const file = '%PDF-1.7 scan'
    const send = (client: Client, to: string, content = file) =>
      client.send('PUT', `${to}?name=scan.pdf`, content, {
        'content-type': 'application/pdf',
        'if-match': '*',
      })
    expect((await send(anna, path('/portal/api'), 'MZ\0')).status).toBe(422)
    const { status, body } = await send(anna, path('/portal/api'))
    expect([status, body.attachment]).toMatchObject([200, { name: 'scan.pdf', size: file.length }])
    expect((await staff.get(path('/api'))).body).toBe(file)
    expect(await entryOf(staff, '/api', id)).toMatchObject({ unread: 1 })
    expect((await send(staff, path('/api'))).status).toBe(403)
    expect((await staff.delete(path('/api'))).status).toBe(403)
    expect((await anna.patch(`/portal/api/messages/${message.id}`, { text: 'Not that' })).status).toBe(422)
    for (const outside of [bert.get(path('/portal/api')), send(bert, path('/portal/api'))])
      expect((await outside).status).toBe(404)
    const answer = (await say(staff, '/api', id, 'Thanks')).body.id
    expect((await send(anna, path('/portal/api', answer))).status).toBe(403)
    expect((await send(staff, path('/api', answer))).status).toBe(200)
    await contacts('none', null)
    expect((await send(anna, path('/portal/api'))).status).toBe(403)
    expect((await anna.get(path('/portal/api', answer))).body).toBe(file)
  })

  test('P5 who does not take part sees and hears nothing of it, and cannot write to it', async () => {
    await contacts('group', group)
    const { id } = (await begin(anna, { group, subject: 'Private' })).body
    const heard = await bert.hear('/portal/api/events')
    await say(anna, '/portal/api', id, 'Secret')
    expect((await bert.get(`/portal/api/conversations/${id}`)).status).toBe(404)
    expect((await bert.get(`/portal/api/messages?filter[conversation]=${id}`)).body.data).toEqual([])
    expect((await say(bert, '/portal/api', id, 'Me too')).status).toBeGreaterThanOrEqual(400)
    expect((await bert.get('/portal/api/inbox_entries')).body.data).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(heard.events()).toEqual([])
    heard.stop()
    const forged = { conversation: id, text: 'I am staff', staff: ids.staff, author: 'Agent' }
    expect((await anna.post('/portal/api/messages', forged)).status).toBe(422)
  })

  test('P5 a conversation with a group is seen by whoever is in it now', async () => {
    await contacts('group', group)
    const { id } = (await begin(anna, { group, subject: 'Group' })).body
    await say(anna, '/portal/api', id, 'Anybody?')
    const outsider = await portal.signIn('outsider', 'correct horse battery')
    expect((await outsider.get(`/api/conversations/${id}`)).status).toBe(404)
    await admin.put(`/api/groups/${group}/users/${ids.outsider}`)
    expect((await outsider.get(`/api/conversations/${id}`)).status).toBe(200)
    expect(await entryOf(outsider, '/api', id)).toBeDefined()
    await admin.delete(`/api/groups/${group}/users/${ids.outsider}`)
    expect((await outsider.get(`/api/conversations/${id}`)).status).toBe(404)
    expect(await entryOf(outsider, '/api', id)).toBeUndefined()
  })

  test('P5 whoever is invited takes part, until he leaves', async () => {
    await contacts('group', group)
    const { id } = (await begin(anna, { group, subject: 'Together' })).body
    const outsider = await portal.signIn('outsider', 'correct horse battery')
    expect((await staff.put(`/api/conversations/${id}/staff/${ids.outsider}`)).status).toBe(204)
    expect(await entryOf(outsider, '/api', id)).toMatchObject({ unread: 0 })
    expect((await outsider.delete(`/api/conversations/${id}/staff/${ids.outsider}`)).status).toBe(204)
    expect((await outsider.get(`/api/conversations/${id}`)).status).toBe(404)
  })

  test('C3 a conversation from before stays readable; whether it can be answered, the permissions say', async () => {
    await contacts('individuals', group)
    const { id } = (await begin(anna, { staff: [ids.staff], subject: 'Before' })).body
    await say(anna, '/portal/api', id, 'First')
    const heard = await anna.hear('/portal/api/events')
    await contacts('none', null)
    await expect.poll(() => heard.events(), { timeout: 2_000 }).toContain('sight {}')
    heard.stop()
    expect((await anna.get(`/portal/api/messages?filter[conversation]=${id}`)).body.data).toHaveLength(1)
    expect((await say(anna, '/portal/api', id, 'Second')).status).toBe(403)
    await contacts('group', group)
    expect((await say(anna, '/portal/api', id, 'Third')).status).toBe(201)
    expect((await begin(anna, { staff: [ids.staff] })).status).toBeGreaterThanOrEqual(400)
  })

  test('P5, C3, X4 a conversation belongs to a document that its customer sees, and to no other', async () => {
    await contacts('group', group)
    const levels = { inbox: 'normal', documents: 'normal' }
    await admin.post('/api/customer_roles', { name: 'Accountant', levels })
    const clerk = await customerOf(portal, 'clerk', 'Accountant')
    const partner = await idOf('/api/partners?filter[number]=P-1012')
    const file = async (number: string, of: number): Promise<number> => {
      const values = { number, kind: 'invoice', date: '2026-11-02', partner: of, amount: 12 }
      return (await admin.post('/api/documents', values)).body.id
    }
    const own = await file('INV-1', partner)
    const foreign = await file('INV-2', await idOf('/api/partners?filter[number]=P-2'))
    const screen = async (client: Client, path: string) => (await client.get(path)).body.views[0]
    const shown = await screen(clerk, '/portal/api/screens/documents/documents')
    expect(shown.detail.map(({ view }: { view: string }) => view)).toEqual(['fields', 'thread'])
    expect(shown.detail[1]).toMatchObject({
      given: { document: [] },
      form: { form: 'customer-conversation' },
    })

    const about = (client: Client, document: unknown) => begin(client, { group, document })
    const made = await about(clerk, own)
    expect([made.status, made.body.document]).toMatchObject([201, { id: own, display: 'INV-1' }])
    const { id } = made.body
    const missing = await about(clerk, 999_999)
    const refused = await about(clerk, foreign)
    expect(refused.status).toBe(422)
    // A document that is another's, and one that does not exist, get one answer.
    expect({ ...refused.body, instance: '' }).toEqual({ ...missing.body, instance: '' })
    for (const document of [{ id: own }, [own], String(own), { partner }])
      expect((await about(clerk, document)).status).toBe(422)
    // Who does not see documents at all can name none.
    expect((await about(anna, own)).status).toBeGreaterThanOrEqual(400)
    const moved = await clerk.patch(
      `/portal/api/conversations/${id}`,
      { document: foreign },
      { 'if-match': '*' },
    )
    expect(moved.status).toBe(422)

    const me = await idOf('/api/staff_users?filter[username]=admin')
    await admin.put(`/api/groups/${group}/users/${me}`)
    await say(clerk, '/portal/api', id, 'Is this paid?')
    const entries = async (client: Client, api: string, document: number) =>
      (await client.get(`${api}/inbox_entries?filter[conversation.document]=${document}`)).body.data
    expect(await entries(clerk, '/portal/api', own)).toHaveLength(1)
    expect(await entries(admin, '/api', own)).toMatchObject([{ unread: 1 }])
    // Whoever takes part, and does not see documents, does not see which it is about.
    expect(await entries(staff, '/api', own)).toEqual([])
    expect((await staff.get(`/api/conversations/${id}`)).body).toMatchObject({ document: null })
    await admin.delete(`/api/groups/${group}/users/${me}`)
    expect(await entries(clerk, '/portal/api', foreign)).toEqual([])

    const right = await idOf('/api/access_rights?filter[user.username]=clerk')
    await admin.delete(`/api/access_rights/${right}/partners/${partner}`)
    expect((await clerk.get(`/portal/api/conversations/${id}`)).body).toMatchObject({ document: null })
    expect((await about(clerk, own)).status).toBe(422)
    expect(await entries(clerk, '/portal/api', own)).toEqual([])
    await contacts('none', null)
    expect((await screen(clerk, '/portal/api/screens/documents/documents')).detail[1].form).toBeNull()
  })

  test('P5 whoever has not read for ten minutes is told by mail, with a link, once', async () => {
    await contacts('group', group)
    const { id } = (await begin(anna, { group, subject: 'Forgotten' })).body
    await say(anna, '/portal/api', id, 'Is anybody there?')
    const records = createRecords(portal.plan, portal.db)
    const options = {
      db: portal.db,
      current: () => ({ plan: portal.plan, records }),
      origin: portal.origin,
      mailer: { wake: () => undefined },
      warn: () => undefined,
    }
    await admin.patch(`/api/staff_users/${ids.staff}`, { email: 'agent@example.org' })
    const told = async () => (await mails(portal, 'agent@example.org')).length
    const before = await told()
    await mailUnread(options)
    expect(await told()).toBe(before)
    const entry = await entryOf(staff, '/api', id)
    await portal.db.write((transaction) =>
      transaction.query(`update inbox_entries set last_at = '2020-01-01T00:00:00.000Z' where id = ?`, [
        entry.id,
      ]),
    )
    await Promise.all([mailUnread(options), mailUnread(options)])
    expect(await told()).toBe(before + 1)
    expect((await mails(portal, 'agent@example.org'))[0]?.text).toContain(
      `${portal.origin}/inbox/inbox?inbox.record=${entry.id}`,
    )
    await mailUnread(options)
    expect(await told()).toBe(before + 1)
  })
})
