import type argon2 from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { firstLink } from '../../engine/commands/welcome.ts'
import { load } from '../../engine/load.ts'
import { openPortal } from '../../engine/portal.ts'
import type { Database } from '../../engine/database/database.ts'
import { sharedLimit, type SharedLimit } from '../../engine/server/limits.ts'
import { onBothDatabases } from '../support/databases.ts'
import { filesOf } from '../support/definitions.ts'
import { origin, password, testPortal, type TestPortal } from '../support/test-portal.ts'
import { newNames, tokenOf } from './people.ts'

const counted = vi.hoisted(() => ({ hashes: 0, verifies: 0, atOnce: 0, most: 0 }))

// The real ones, counted: how long they take is the machine's, how many they are is ours.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>()
  const count = async <T>(kind: 'hashes' | 'verifies', work: () => Promise<T>): Promise<T> => {
    counted[kind]++
    counted.most = Math.max(counted.most, ++counted.atOnce)
    try {
      return await work()
    } finally {
      counted.atOnce--
    }
  }
  return {
    ...real,
    hash: (...given: Parameters<typeof real.hash>) => count('hashes', () => real.hash(...given)),
    verify: (...given: Parameters<typeof real.verify>) => count('verifies', () => real.verify(...given)),
  }
})

const library = 'test/fixtures/portals/library/config'

onBothDatabases('the doors', (databases) => {
  let portal: TestPortal
  let admin: Awaited<ReturnType<TestPortal['admin']>>
  const next = newNames()

  beforeAll(async () => {
    portal = await testPortal({
      config: library,
      database: await databases.address(),
      portal: { settings: { origin, secureCookies: false, trustProxy: ['127.0.0.1'] } },
    })
    admin = await portal.admin()
  })
  afterAll(() => portal.close())

  const duty = async () => (await admin.get('/api/duties')).body.data[0].id as number
  const invite = async () => {
    const name = next()
    const values = { name, username: name, email: `${name}@example.org`, duty: await duty() }
    return { id: (await admin.post('/api/librarians', values)).body.id as number, ...values }
  }
  const someone = async () => {
    const { id, username, email } = await invite()
    const token = tokenOf((await admin.post(`/api/librarians/${id}/reset-password`)).body.link)
    await portal.visitor().put('/api/password', { token, password })
    return { id, username, email }
  }
  const deleted = async () => {
    const somebody = await someone()
    expect((await admin.delete(`/api/librarians/${somebody.id}`)).status).toBe(204)
    return somebody
  }
  let addresses = 0
  /** From an address that nobody has come from before. */
  const from = () => ({ 'x-forwarded-for': `10.0.${Math.floor(++addresses / 250)}.${addresses % 250}` })

  test('a wrong password costs one comparison and no hash, whoever is tried', async () => {
    const kinds = {
      exists: (await someone()).username,
      'does not': next(),
      deleted: (await deleted()).username,
      'has no password': (await invite()).username,
    }
    await portal.visitor().post('/api/session', { username: 'warm', password: 'up the stand-in' }, from())
    for (const username of Object.values(kinds)) {
      Object.assign(counted, { hashes: 0, verifies: 0 })
      const answer = await portal
        .visitor()
        .post('/api/session', { username, password: 'not this one' }, from())
      expect(answer.body).toMatchObject({ status: 401, code: 'credentials' })
      expect(counted).toMatchObject({ hashes: 0, verifies: 1 })
    }
  })

  test('a password of a megabyte costs no more than any other', async () => {
    const { username } = await someone()
    Object.assign(counted, { hashes: 0, verifies: 0 })
    const long = 'x'.repeat(3900)
    expect((await portal.visitor().post('/api/session', { username, password: long }, from())).status).toBe(
      401,
    )
    expect(counted).toMatchObject({ hashes: 0, verifies: 1 })
  })

  test('two passwords at most are hashed at once, the others wait', async () => {
    const { username } = await someone()
    counted.most = 0
    const tries = Array.from({ length: 8 }, (_, at) =>
      portal
        .visitor()
        .post('/api/session', { username: at % 2 ? username : next(), password: 'not this' }, from()),
    )
    expect((await Promise.all(tries)).every(({ status }) => status === 401)).toBe(true)
    expect(counted.most).toBe(2)
  })

  test('a password is taken exactly as it was typed', async () => {
    const { id, username } = await invite()
    const token = tokenOf((await admin.post(`/api/librarians/${id}/reset-password`)).body.link)
    const typed = '  Ça va, Ünïcode 🙂 '
    expect((await portal.visitor().put('/api/password', { token, password: typed })).status).toBe(204)
    const tries = [typed.trim(), typed.toLowerCase(), typed.normalize('NFD'), typed.replaceAll(' ', '')]
    for (const given of tries) {
      const answer = await portal.visitor().post('/api/session', { username, password: given }, from())
      expect(answer.status).toBe(401)
    }
    expect((await portal.visitor().post('/api/session', { username, password: typed }, from())).status).toBe(
      201,
    )
  })

  test('a password may be 1,024 bytes long, and no longer', async () => {
    const { id, username } = await invite()
    const token = tokenOf((await admin.post(`/api/librarians/${id}/reset-password`)).body.link)
    const words = Array.from({ length: 300 }, (_, at) => `é${at}`).join('')
    const cut = (bytes: number) =>
      Buffer.from(words)
        .subarray(0, bytes)
        .toString()
        .replace(/\uFFFD/g, 'x')
    expect((await portal.visitor().put('/api/password', { token, password: `${cut(1024)}x` })).status).toBe(
      422,
    )
    expect((await portal.visitor().put('/api/password', { token, password: cut(1024) })).status).toBe(204)
    const answer = await portal.visitor().post('/api/session', { username, password: cut(1024) }, from())
    expect(answer.status).toBe(201)
  })

  test('a link is void after a change of password, and after deletion', async () => {
    const one = await someone()
    const client = await portal.signIn(one.username, password)
    const { link } = (await admin.post(`/api/librarians/${one.id}/reset-password`)).body
    const again = await portal.signIn(one.username, password)
    const changed = await again.put('/api/password', { current: password, password: 'quiet walnut evening' })
    expect(changed.status).toBe(204)
    const redeem = (text: string) =>
      portal.visitor().put('/api/password', { token: tokenOf(text), password: 'another walnut evening' })
    expect((await redeem(link)).body.code).toBe('link-void')
    expect((await client.get('/api/session')).status).toBe(401)
    const two = await someone()
    const { link: ofTwo } = (await admin.post(`/api/librarians/${two.id}/reset-password`)).body
    await admin.delete(`/api/librarians/${two.id}`)
    expect((await redeem(ofTwo)).body.code).toBe('link-void')
  })

  test('a deleted account’s id, password and links never become another’s', async () => {
    const { id } = await deleted()
    const later = await someone()
    expect(later.id).toBeGreaterThan(id)
    const left = await portal.db.read(
      `select (select count(*) from lintel_passwords where entity = 'librarians' and account = ?) +
        (select count(*) from lintel_password_links where entity = 'librarians' and account = ?) +
        (select count(*) from lintel_sessions where entity = 'librarians' and account = ?) as number`,
      [id, id, id],
    )
    expect(Number(left[0]?.['number'])).toBe(0)
  })

  test('tries at one account are counted from wherever they come, on every instance, and can be lifted', async () => {
    const { username } = await someone()
    const wrong = () => portal.visitor().post('/api/session', { username, password: 'not this one' }, from())
    for (let count = 0; count < 10; count++) expect((await wrong()).status).toBe(401)
    expect((await wrong()).status).toBe(429)
    const again = await testPortal({ config: library, database: await databases.address() })
    await again.close()
    await portal.db.write((transaction) => transaction.query('delete from lintel_tries', []))
    await portal.signIn(username, password)
  })

  test('instances count together; who has to wait costs the database nothing', async () => {
    if (databases.dialect === 'sqlite') return
    let writes = 0
    const db: Database = {
      ...portal.db,
      write: (...given) => {
        writes++
        return portal.db.write(...given)
      },
    }
    const [one, other] = [0, 1].map(() => sharedLimit(db, 'links', 4, 60_000)) as [SharedLimit, SharedLimit]
    const key = next()
    expect([await one.take(key), await other.take(key), await one.take(key), await other.take(key)]).toEqual([
      0, 0, 0, 0,
    ])
    await one.giveBack(key)
    expect(await other.take(key)).toBe(0)
    expect(await one.take(key)).toBeGreaterThan(50)
    expect(await other.take(key)).toBeGreaterThan(50)
    writes = 0
    for (let count = 0; count < 100; count++) expect(await other.take(key)).toBeGreaterThan(50)
    expect(writes).toBe(0)
    expect(await one.take(next())).toBe(0)
    const parallel = next()
    const taken = await Promise.all(
      Array.from({ length: 40 }, (_, at) => (at % 2 ? one : other).take(parallel)),
    )
    expect(taken.filter((wait) => wait === 0)).toHaveLength(4)
  })

  test('tries from one address are counted at whatever account, and what a stranger forwards is not believed', async () => {
    const tryFrom = (headers: Record<string, string>) =>
      portal.visitor().post('/api/session', { username: next(), password: 'not this one' }, headers)
    const here = from()
    let refused = 0
    for (let count = 0; count < 52; count++) if ((await tryFrom(here)).status === 429) refused++
    expect(refused).toBe(2)
    // The proxy of the settings wrote the last one; what stands before it is what the visitor said.
    const spoofed = { 'x-forwarded-for': `1.2.3.4, ${here['x-forwarded-for']}` }
    expect((await tryFrom(spoofed)).status).toBe(429)
  }, 60_000)

  test('whoever has a network of IPv6 has one address', async () => {
    const ask = (address: string) =>
      portal.visitor().post('/api/password-links', { username: next() }, { 'x-forwarded-for': address })
    const statuses = []
    for (let count = 0; count < 21; count++)
      statuses.push((await ask(`2001:db8:7:9::${count.toString(16)}`)).status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
    expect((await ask('2001:db8:7:a::1')).status).toBe(202)
  })
})

describe('the doors of any portal', () => {
  test('the first administrator follows a link that is told once, and chooses a password', async () => {
    const definitions = load(filesOf(library))
    const options = {
      definitions,
      samples: false,
      mail: { smtpUrl: null, from: 'portal@example.org' },
      settings: { origin, secureCookies: false },
      warn: () => undefined,
      database: 'sqlite::memory:',
    }
    const folder = await import('node:fs/promises').then(({ mkdtemp }) => mkdtemp('/tmp/lintel-first-'))
    const database = `sqlite:${folder}/first.db`
    const portal = await openPortal({ ...options, database })
    const { administrator } = portal
    if (!administrator) throw new Error('nobody')
    expect(firstLink(administrator, origin)).toMatch(
      /^http:\/\/127\.0\.0\.1:3000\/set-password#token=[\w-]{43}$/,
    )
    const kept = await portal.db.read('select * from lintel_password_links', [])
    expect(JSON.stringify(kept)).not.toContain(administrator.token)
    expect(await portal.db.read('select * from lintel_passwords', [])).toEqual([])
    await portal.close()
    const again = await openPortal({ ...options, database })
    expect(again.administrator).toBeNull()
    const answer = await again.app.inject({
      method: 'PUT',
      url: '/api/password',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ token: administrator.token, password }),
    })
    expect(answer.statusCode).toBe(204)
    await again.close()
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', undefined])(
    'a body of type %s signs nobody in',
    async (type) => {
      const portal = await testPortal({ config: library })
      const answer = await portal.app.inject({
        method: 'POST',
        url: '/api/session',
        headers: { ...(type && { 'content-type': type }) },
        payload: JSON.stringify({ username: 'admin', password: 'four quiet walnuts' }),
      })
      expect([400, 415]).toContain(answer.statusCode)
      expect(answer.headers['set-cookie']).toBeUndefined()
      await portal.close()
    },
  )
})
