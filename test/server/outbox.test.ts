import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { giveUpMail, keepSent, queueMail } from '../../engine/effects/outbox.ts'
import { mails, newNames, tokenOf } from './people.ts'

onBothDatabases('the outbox', (databases) => {
  let portal: TestPortal
  let admin: Client
  const next = newNames()

  beforeAll(async () => {
    portal = await testPortal({ database: await databases.address() })
    admin = await portal.admin()
  })
  afterAll(() => portal.close())

  const outbox = async (address: string, client = admin) =>
    (await client.get(`/api/outbox_mails?search=${address}`)).body.data as Record<string, unknown>[]
  /** A colleague, and the mail that welcomes him. */
  const welcomed = async () => {
    const email = `${next()}@example.org`
    const role = (await admin.post('/api/staff_roles', { name: next(), levels: {} })).body.id
    const user = { name: next(), username: email, email, role }
    expect((await admin.post('/api/staff_users', user)).status).toBe(201)
    const [mail] = await outbox(email)
    return { email, id: Number(mail?.['id']) }
  }
  const again = async (id: number, client = admin) =>
    (await client.post(`/api/outbox_mails/${id}/send-again`)).body.code ?? 'sent'

  test('tells staff of each mail: to whom, what for, whether it has gone; and never what it says', async () => {
    const { email, id } = await welcomed()
    const [mail] = await outbox(email)
    expect(mail).toMatchObject({
      address: email,
      mail: 'welcome',
      status: 'waiting',
      attempts: 0,
      sent_at: null,
    })
    expect(Object.keys(mail ?? {})).not.toContain('text')
    expect((await admin.get(`/api/outbox_mails/${id}?fields=text`)).status).toBe(400)
    expect(JSON.stringify(await outbox(email))).not.toContain('token')
    await keepSent(portal.db, id)
    const [sent] = await outbox(email)
    expect(sent).toMatchObject({ status: 'sent', reason: null, next_at: null })
    expect(sent?.['sent_at']).not.toBeNull()
    expect(await mails(portal, email)).toMatchObject([{ text: '' }])
    expect(await again(id)).toBe('mail-sent')
  })

  test('says why nobody took a mail, and sends it again with a new link: the old one is kept by nobody', async () => {
    const { email, id } = await welcomed()
    const first = tokenOf((await mails(portal, email))[0]?.text ?? '')
    await giveUpMail(portal.db, id, '550')
    expect(await outbox(email)).toMatchObject([{ status: 'failed', reason: 'address' }])
    expect(await mails(portal, email)).toMatchObject([{ text: '' }])
    expect(await again(id)).toBe('sent')
    expect(await outbox(email)).toMatchObject([{ status: 'waiting', reason: null, mail: 'welcome' }])
    const second = tokenOf((await mails(portal, email))[0]?.text ?? '')
    const set = (token: string) =>
      portal.visitor().put('/api/password', { token, password: 'quiet walnut evening' })
    expect((await set(first)).status).toBe(422)
    expect((await set(second)).status).toBe(204)
  })

  test('sends one without a link again as it is', async () => {
    const recipient = `${next()}@example.org`
    await portal.db.write(async (transaction) =>
      queueMail(transaction, { recipient, subject: 'x', text: 'y' }),
    )
    const id = Number((await outbox(recipient))[0]?.['id'])
    await giveUpMail(portal.db, id, 'ETIMEDOUT')
    expect(await outbox(recipient)).toMatchObject([{ status: 'failed', reason: 'unreachable' }])
    expect(await again(id)).toBe('sent')
    expect(await outbox(recipient)).toMatchObject([{ id, status: 'waiting' }])
    expect(await mails(portal, recipient)).toMatchObject([{ text: 'y' }])
  })

  test('cannot send again what nobody can make any more', async () => {
    const { email, id } = await welcomed()
    await giveUpMail(portal.db, id, '550')
    const [user] = (await admin.get(`/api/staff_users?search=${email}`)).body.data
    expect((await admin.delete(`/api/staff_users/${user.id}`)).status).toBe(204)
    expect(await again(id)).toBe('mail-lost')
  })

  test('is for those who may, and nobody writes it by hand', async () => {
    await admin.post('/api/staff_roles', { name: 'Postman', levels: { mails: 'normal' } })
    await admin.post('/api/staff_roles', { name: 'Nobody', levels: {} })
    const [postman, nobody] = [
      await portal.account(next(), 'Postman'),
      await portal.account(next(), 'Nobody'),
    ]
    const { email, id } = await welcomed()
    expect(await outbox(email, postman)).toHaveLength(1)
    expect(await again(id, postman)).toBe('forbidden')
    expect((await nobody.get('/api/outbox_mails')).status).toBe(404)
    expect((await admin.patch(`/api/outbox_mails/${id}`, { subject: 'x' })).status).toBeGreaterThanOrEqual(
      400,
    )
    expect((await admin.delete(`/api/outbox_mails/${id}`)).status).toBeGreaterThanOrEqual(400)
  })
})
