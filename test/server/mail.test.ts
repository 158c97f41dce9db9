import { afterEach, describe, expect, test } from 'vitest'
import { startMailer, type Mailer } from '../../engine/effects/mailer.ts'
import { queueMail } from '../../engine/effects/outbox.ts'
import { onBothDatabases } from '../support/databases.ts'
import { mailServer } from '../support/mail-server.ts'
import { testPortal, type TestPortal } from '../support/test-portal.ts'

onBothDatabases('mail', (databases) => {
  const open: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close()
  })

  const portalWith = async (smtpUrl: string | null): Promise<TestPortal> => {
    const portal = await testPortal({
      config: 'test/fixtures/portals/library/config',
      database: await databases.address(),
      portal: { mail: { smtpUrl, from: 'library@example.org' } },
    })
    open.push(() => portal.close())
    return portal
  }
  const serverOf = async (refusing = 0) => {
    const server = await mailServer(refusing)
    open.push(() => server.close())
    return server
  }
  const mailerOf = (portal: TestPortal, smtpUrl: string): Mailer => {
    const mailer = startMailer({ db: portal.db, smtpUrl, from: 'library@example.org', warn: () => undefined })
    open.push(() => mailer.close())
    return mailer
  }
  const all = async ({ db }: TestPortal) =>
    db.read(
      'select recipient, text, draft, status, attempts, due_at, last_error from lintel_outbox order by id',
      [],
    )
  const waiting = async (portal: TestPortal) =>
    (await all(portal)).filter((row) => row['status'] === 'waiting')
  const order = async (portal: TestPortal, email: string) => {
    const admin = await portal.admin()
    const to = (await admin.post('/api/branches', { name: email, town: 'York', order: 1 })).body.id
    return admin.post('/api/order', { number: email, from: 'Hatchards', to, email })
  }

  test('is delivered after the commit, as text and as page, and what it said is then not kept', async () => {
    const server = await serverOf()
    const portal = await portalWith(server.url)
    expect((await order(portal, 'ann@example.org')).status).toBe(201)
    await expect.poll(() => server.received.length).toBe(1)
    expect(server.received[0]).toMatchObject({ to: ['ann@example.org'] })
    expect(server.received[0]?.text).toMatch(/^From: library@example\.org\r?$/m)
    expect(server.received[0]?.text).toMatch(/^Subject: Order ann@example\.org\r?$/m)
    expect(server.received[0]?.text).toMatch(/^Content-Type: text\/html/m)
    await expect.poll(async () => await waiting(portal)).toEqual([])
    expect(await all(portal)).toMatchObject([{ status: 'sent', text: '', draft: null }])
  })

  test('goes as text where an earlier engine had kept its page, which may hold a link', async () => {
    const server = await serverOf()
    const portal = await portalWith(null)
    await portal.db.write(async (transaction) => {
      queueMail(transaction, { recipient: 'ann@example.org', subject: 'x', text: 'words' })
      await transaction.query(`update lintel_outbox set html = '<p>secret</p>'`, [])
    })
    mailerOf(portal, server.url)
    await expect.poll(() => server.received.length).toBe(1)
    expect(server.received[0]?.text).toContain('words')
    await expect
      .poll(() => portal.db.read('select html, status from lintel_outbox', []))
      .toEqual([{ html: null, status: 'sent' }])
  })

  test('waits where there is no mail server', async () => {
    const portal = await portalWith(null)
    expect((await order(portal, 'ann@example.org')).status).toBe(201)
    expect(await waiting(portal)).toMatchObject([{ recipient: 'ann@example.org', attempts: 0 }])
  })

  test('that cannot be delivered breaks nothing, and is tried again later', async () => {
    const portal = await portalWith('smtp://127.0.0.1:9')
    const { status } = await order(portal, 'ann@example.org')
    expect(status).toBe(201)
    await expect.poll(async () => (await waiting(portal))[0]?.['last_error']).toBe('ESOCKET')
    const [row] = await waiting(portal)
    expect(Number(row?.['attempts'])).toBe(1)
    expect(Number(row?.['due_at'])).toBeGreaterThan(Date.now() + 20_000)
  })

  test('that was refused for now arrives at another attempt', async () => {
    const server = await serverOf(1)
    const portal = await portalWith(null)
    await order(portal, 'ann@example.org')
    const mailer = mailerOf(portal, server.url)
    await expect.poll(async () => Number((await waiting(portal))[0]?.['attempts'])).toBe(1)
    await expect.poll(async () => (await waiting(portal))[0]?.['last_error']).toBe('450')
    await portal.db.write((transaction) => transaction.query('update lintel_outbox set due_at = 0', []))
    mailer.wake()
    await expect.poll(() => server.received.length).toBe(1)
  })

  test('that has arrived is not sent again where the database could not note it', async () => {
    const server = await serverOf()
    const portal = await portalWith(null)
    await order(portal, 'ann@example.org')
    let isFull = true
    const write: typeof portal.db.write = async (job, manner) => {
      if (isFull && server.received.length > 0) throw new Error('no room')
      return portal.db.write(job, manner)
    }
    const warnings: string[] = []
    const mailer = startMailer({
      db: { ...portal.db, write },
      smtpUrl: server.url,
      from: 'library@example.org',
      warn: (text) => void warnings.push(text),
    })
    open.push(() => mailer.close())
    await expect.poll(() => warnings.length).toBeGreaterThan(0)
    expect(warnings[0]).toMatch(/was delivered/)
    isFull = false
    await portal.db.write((transaction) => transaction.query('update lintel_outbox set due_at = 0', []))
    mailer.wake()
    await expect.poll(async () => await waiting(portal)).toEqual([])
    expect(server.received).toHaveLength(1)
  })

  test('of fifty each arrives once, also with two that deliver', async () => {
    const server = await serverOf()
    const portal = await portalWith(null)
    await portal.db.write(async (transaction) => {
      for (let number = 0; number < 50; number++) {
        queueMail(transaction, { recipient: `n${number}@example.org`, subject: 'x', text: 'y' })
      }
    })
    mailerOf(portal, server.url)
    mailerOf(portal, server.url)
    await expect.poll(async () => (await waiting(portal)).length, { timeout: 15_000 }).toBe(0)
    expect(server.received.map(({ to }) => to[0]).sort()).toEqual(
      Array.from({ length: 50 }, (_, number) => `n${number}@example.org`).sort(),
    )
  })

  test('a create that is rolled back sends none', async () => {
    const server = await serverOf()
    const portal = await portalWith(server.url)
    await order(portal, 'ann@example.org')
    const admin = await portal.admin()
    const again = { number: 'ann@example.org', from: 'Hatchards', to: 1, email: 'bob@example.org' }
    expect((await admin.post('/api/order', again)).status).toBe(409)
    await expect.poll(() => server.received.length).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(server.received.map(({ to }) => to)).toEqual([['ann@example.org']])
  })

  describe('to an odd address', () => {
    test.each(['a@b.org, c@d.org', 'a@b.org\r\nBcc: c@d.org', '"a b"@c.org'])(
      '%j goes nowhere',
      async (recipient) => {
        const server = await serverOf()
        const portal = await portalWith(null)
        await portal.db.write(async (transaction) =>
          queueMail(transaction, { recipient, subject: 'x', text: 'y' }),
        )
        mailerOf(portal, server.url)
        await expect
          .poll(async () => (await all(portal))[0])
          .toMatchObject({ status: 'failed', last_error: 'not-an-address' })
        expect(server.received).toEqual([])
      },
    )
  })
})
