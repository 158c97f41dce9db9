import { hash } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { createAccount } from '../../engine/accounts/make-account.ts'
import { Busy } from '../../engine/accounts/turns.ts'
import { createRecords } from '../../engine/database/records/create.ts'
import { outage } from '../../engine/server/outages.ts'
import { onBothDatabases } from '../support/databases.ts'
import { password, testPortal, type TestPortal } from '../support/test-portal.ts'

const library = 'test/fixtures/portals/library/config'

onBothDatabases('a start', (databases) => {
  const run = (portal: TestPortal, sql: string, bindings: (string | number)[] = []) =>
    portal.db.write((transaction) => transaction.query(sql, bindings))
  const count = async (portal: TestPortal, from: string) =>
    Number((await portal.db.read(`select count(*) as number from ${from}`, []))[0]?.['number'])

  test('makes the first administrator once, with the highest level on every page', async () => {
    const database = await databases.address()
    const first = await testPortal({ config: library, database })
    const admin = await first.admin()
    expect((await admin.get('/api/session')).body.levels).toEqual({
      lending: 'director',
      catalogue: 'director',
      readers: 'director',
      order: 'director',
      house: 'director',
    })
    await first.close()
    const second = await testPortal({ config: library, database })
    expect(second.administrator).toBeNull()
    await second.signIn('admin', first.administrator?.password ?? '')
    await second.close()
  })

  test('of two at once on an empty database makes one administrator', async () => {
    if (databases.dialect === 'sqlite') return
    const database = await databases.address()
    const portals = await Promise.all([1, 2].map(() => testPortal({ config: library, database })))
    expect(portals.filter(({ administrator }) => administrator !== null)).toHaveLength(1)
    const [portal] = portals as [TestPortal, TestPortal]
    expect(await count(portal, 'librarians')).toBe(1)
    await Promise.all(portals.map((one) => one.close()))
  })

  test('makes what must be there for records that lack it', async () => {
    const database = await databases.address()
    const first = await testPortal({ config: library, database, samples: true })
    const readers = await count(first, 'readers')
    expect(await count(first, 'cards')).toBe(readers)
    await run(first, 'delete from cards where id <= 2')
    await first.close()
    const second = await testPortal({ config: library, database })
    expect(await count(second, 'cards')).toBe(readers)
    expect(await count(second, '(select reader from cards group by reader) as one')).toBe(readers)
    const admin = await second.admin().catch(() => null)
    expect(admin).toBeNull()
    await second.close()
  })

  test('gives what must be there to a record that comes back, and is stopped by none', async () => {
    const database = await databases.address()
    const first = await testPortal({ config: library, database, samples: true })
    await run(first, "update readers set deleted_at = ?, status = 'deleted' where id <= 2", [
      new Date().toISOString(),
    ])
    await run(first, 'delete from cards where id <= 2')
    const secret = first.administrator?.password ?? ''
    await first.close()
    const second = await testPortal({ config: library, database })
    expect(await count(second, 'cards where reader <= 2')).toBe(0)
    const admin = await second.signIn('admin', secret)
    expect((await admin.post('/api/readers/1/restore')).status).toBe(200)
    expect(await count(second, 'cards where reader <= 2')).toBe(1)
    await second.close()
  })

  test('with samples sends no mail, and adds to what followed from one', async () => {
    const portal = await testPortal({ database: await databases.address(), samples: true })
    expect(await count(portal, 'lintel_outbox')).toBe(0)
    expect(await count(portal, 'access_rights')).toBe(await count(portal, 'customer_users'))
    const admin = await portal.admin()
    const { body } = await admin.get(
      '/api/access_rights?search=anneke.hoogendoorn&fields=user.partner,partners',
    )
    const [right] = body.data
    expect(right.partners.count.value).toBeGreaterThanOrEqual(2)
    expect(right.partners.data.map(({ id }: { id: number }) => id)).toContain(right.user.partner.id)
    await portal.close()
  })

  test('an account from the command line signs in, or one line says why not', async () => {
    const portal = await testPortal({ config: library, database: await databases.address() })
    const { db, plan } = portal
    const area = plan.areas['desk']
    if (!area) throw new Error('no desk')
    const making = { db, plan, area, records: createRecords(plan, db) }
    const wanted = { username: 'emma', role: 'administrator', password }
    await createAccount(making, wanted)
    await portal.signIn('emma', password)
    const refused = (more: object) => createAccount(making, { ...wanted, username: 'other', ...more })
    await expect(refused({ username: 'EMMA', email: 'other@example.org' })).rejects.toThrow(
      'There is an account with this username already.',
    )
    await expect(refused({ role: 'Janitor' })).rejects.toThrow(
      'There is no role "Janitor". There are: Administrator.',
    )
    await expect(refused({ password: 'short' })).rejects.toThrow('at least 12 characters')
    await expect(refused({ username: 'jane-the-reader', password: 'jane-the-reader' })).rejects.toThrow(
      'name',
    )
    await portal.close()
  })

  test('a password that was hashed with less is hashed anew when it is used', async () => {
    const portal = await testPortal({ config: library, database: await databases.address() })
    await portal.account('emma', 'Administrator')
    const weak = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 })
    await run(portal, 'update lintel_passwords set hash = ? where account = 2', [weak])
    await portal.signIn('emma', password)
    const [row] = await portal.db.read('select hash from lintel_passwords where account = 2', [])
    expect(row?.['hash']).toContain('$m=19456,t=2,p=1$')
    await portal.signIn('emma', password)
    await portal.close()
  })
})

describe('a trouble that passes', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code })
  test.each<[string, unknown, number | undefined]>([
    ['the database restarts', coded('57P01'), 503],
    ['it is not reached', coded('ECONNREFUSED'), 503],
    ['none of its addresses is', new AggregateError([coded('ECONNREFUSED')]), 503],
    ['the connection broke', new Error('Connection terminated unexpectedly'), 503],
    ['it is busy', coded('SQLITE_BUSY'), 503],
    ['too many wait', new Busy(), 503],
    ['the disk is full', coded('SQLITE_FULL'), 507],
    ['the disk takes no more', coded('SQLITE_IOERR'), 507],
    ['the disk of PostgreSQL is full', coded('53100'), 507],
    ['another instance has removed a table', coded('42P01'), 503],
    ['another instance has removed a column', coded('42703'), 503],
    ['another instance has changed a column', new Error('cached plan must not change result type'), 503],
    ['a mistake of ours', new TypeError('x is not a function'), undefined],
    ['nothing', null, undefined],
  ])('%s', (_, error, status) => {
    expect(outage(error)?.status).toBe(status)
  })
})
