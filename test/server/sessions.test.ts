import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { givePassword } from '../../engine/accounts/account-follow.ts'
import { hashPassword } from '../../engine/accounts/passwords.ts'
import { origin, password, testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { onBothDatabases } from '../support/databases.ts'
import { choosePassword, mails, newNames, tokenOf } from './people.ts'

onBothDatabases('sessions', (databases) => {
  let portal: TestPortal
  let admin: Client
  const next = newNames()

  beforeAll(async () => {
    portal = await testPortal({
      config: 'test/fixtures/portals/library/config',
      database: await databases.address(),
    })
    admin = await portal.admin()
    await admin.post('/api/duties', { name: 'Cataloguer', levels: { catalogue: 'clerk' } })
  })
  afterAll(() => portal.close())

  const someone = async () => {
    const username = next()
    const client = await portal.account(username, 'Cataloguer')
    const { id } = (await client.get('/api/session')).body.account
    return { id, username, client, email: `${username}@localhost.invalid` }
  }
  const rows = (sql: string, bindings: (string | number)[] = []) => portal.db.read(sql, bindings)
  const change = (sql: string, bindings: (string | number)[] = []) =>
    portal.db.write((transaction) => transaction.query(sql, bindings))

  describe('signing in', () => {
    test('who am I tells name, language and levels', async () => {
      const { client, username, id } = await someone()
      expect((await client.get('/api/session')).body).toEqual({
        account: { id, username, display: username },
        language: 'en',
        languages: ['en', 'de'],
        levels: { catalogue: 'clerk' },
        theme: null,
        lacks: null,
      })
    })

    test('the cookie can be read by no script, sent by no other site, and is new each time', async () => {
      const { username } = await someone()
      const cookies = []
      for (let at = 0; at < 2; at++) {
        const { status, headers } = await portal.visitor().post('/api/session', { username, password })
        expect(status).toBe(201)
        cookies.push(String(headers['set-cookie']))
      }
      expect(cookies[0]).toMatch(/^lintel-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
      expect(cookies[0]).not.toBe(cookies[1])
    })

    test('the database holds neither password nor session as they are', async () => {
      const { username } = await someone()
      const { headers } = await portal.visitor().post('/api/session', { username, password })
      const token = /=([\w-]+)/.exec(String(headers['set-cookie']))?.[1] ?? ''
      const all = JSON.stringify([
        await rows('select * from lintel_sessions'),
        await rows('select * from lintel_passwords'),
        await rows('select * from lintel_password_links'),
      ])
      expect(all).not.toContain(token)
      expect(all).not.toContain(password)
      expect(all).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
    })

    test('whoever is not there, has no password or types a wrong one is answered alike', async () => {
      const { username } = await someone()
      const duty = (await admin.get('/api/duties?search=cataloguer')).body.data[0].id
      const invited = next()
      await admin.post('/api/librarians', {
        name: invited,
        username: invited,
        email: `${invited}@x.org`,
        duty,
      })
      const answers = await Promise.all(
        [
          { username, password: 'not this one, no' },
          { username: 'nobody', password },
          { username: invited, password },
          { username: `${username}' or 1=1 --`, password },
        ].map((given) => portal.visitor().post('/api/session', given)),
      )
      expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1)
      expect(answers[0]?.body).toMatchObject({ status: 401, code: 'credentials' })
    })

    test('it takes as long for whoever is not there', async () => {
      const { username } = await someone()
      const time = async (name: string) => {
        const before = performance.now()
        await portal.visitor().post('/api/session', { username: name, password: 'not this one, no' })
        return performance.now() - before
      }
      const there: number[] = []
      const away: number[] = []
      for (let round = 0; round < 9; round++) {
        there.push(await time(username))
        away.push(await time(`${username}-not`))
      }
      // The quickest of each: what else the machine does only ever adds.
      const ratio = Math.min(...away) / Math.min(...there)
      expect(ratio).toBeGreaterThan(0.5)
      expect(ratio).toBeLessThan(2)
    })

    test('the name is taken in any case', async () => {
      const { username } = await someone()
      const given = { username: username.toUpperCase(), password }
      expect((await portal.visitor().post('/api/session', given)).status).toBe(201)
    })

    test.each<[string, unknown]>([
      ['nothing', {}],
      ['an object for a password', { username: 'admin', password: {} }],
      ['a list for a name', { username: ['admin'], password }],
      ['a number', { username: 1, password }],
      ['more than is asked for', { username: 'admin', password, role: 1 }],
      ['NUL', { username: 'ad\0min', password }],
      ['an empty password', { username: 'admin', password: '' }],
      ['a list', []],
    ])('%s is malformed', async (_, given) => {
      expect((await portal.visitor().post('/api/session', given)).status).toBe(400)
    })

    test('after ten wrong passwords for one account it has to wait, and others have not', async () => {
      const { username } = await someone()
      const other = await someone()
      const wrong = { username, password: 'not this one, no' }
      for (let at = 0; at < 10; at++) {
        expect((await portal.visitor().post('/api/session', wrong)).status).toBe(401)
      }
      const { status, headers } = await portal.visitor().post('/api/session', { username, password })
      expect(status).toBe(429)
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
      expect(
        (await portal.visitor().post('/api/session', { username: other.username, password })).status,
      ).toBe(201)
    })

    test('a session of one area is none in another', async () => {
      expect((await admin.get('/reading-room/api/session')).status).toBe(401)
    })
  })

  describe('ending', () => {
    test('signing out ends it at once, and can be done twice', async () => {
      const { client, username } = await someone()
      const { headers } = await portal.visitor().post('/api/session', { username, password })
      const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
      const thief = portal.visitor()
      expect((await thief.get('/api/session', { cookie })).status).toBe(200)
      expect((await portal.visitor().delete('/api/session', { cookie })).status).toBe(204)
      expect((await thief.get('/api/session', { cookie })).status).toBe(401)
      expect((await client.delete('/api/session')).status).toBe(204)
      expect((await client.delete('/api/session')).status).toBe(204)
      expect((await client.get('/api/session')).status).toBe(401)
    })

    const hour = 3_600_000
    const after = async (time: number, { id, client }: { id: number; client: Client }) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + time })
      const { status } = await client.get('/api/session')
      const now = Date.now()
      vi.useRealTimers()
      if (status !== 200) return status
      // That it was used is written after the answer.
      const seen = async () =>
        Number(
          (await rows('select max(seen_at) as seen from lintel_sessions where account = ?', [id]))[0]?.[
            'seen'
          ],
        )
      await expect.poll(seen).toBeGreaterThan(now - 1000)
      return status
    }

    test('a session that nobody used for twelve hours is over', async () => {
      const person = await someone()
      expect(await after(11 * hour, person)).toBe(200)
      expect(await after(24 * hour, person)).toBe(401)
    })

    test('a page that is left open does not keep it', async () => {
      const person = await someone()
      const heard = await person.client.hear('/api/events')
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * hour })
      // A removal has what is remembered of sessions forgotten: the next change reads those who listen anew.
      const { body } = await admin.post('/api/authors', { name: next() })
      await admin.delete(`/api/authors/${body.id}`)
      await expect.poll(() => heard.events().join()).toContain('"delete"')
      vi.useRealTimers()
      heard.stop()
      expect(await after(13 * hour, person)).toBe(401)
    })

    test('a session of a week is over, however much it was used', async () => {
      const person = await someone()
      for (let time = 10 * hour; time < 168 * hour; time += 10 * hour)
        expect(await after(time, person)).toBe(200)
      expect(await after(169 * hour, person)).toBe(401)
    })

    test('a new password ends the other sessions, and needs the present one', async () => {
      const { client, username } = await someone()
      const elsewhere = await portal.signIn(username, password)
      const wrong = { current: 'not this one, no', password: 'quiet walnut evening' }
      expect((await client.put('/api/password', wrong)).body).toMatchObject({
        status: 422,
        errors: [{ field: 'current', code: 'password-wrong' }],
      })
      expect((await client.put('/api/password', { ...wrong, current: password })).status).toBe(204)
      expect((await client.get('/api/session')).status).toBe(200)
      expect((await elsewhere.get('/api/session')).status).toBe(401)
      expect((await portal.visitor().post('/api/session', { username, password })).status).toBe(401)
      await portal.signIn(username, 'quiet walnut evening')
    })

    test('whoever has shown the old password is not let in by it once there is a new one', async () => {
      const fresh = await hashPassword('quiet walnut evening')
      const less = { memoryCost: 8192, timeCost: 1, parallelism: 1 }
      for (const [at, weak] of [
        null,
        null,
        await hash(password, less),
        await hash(password, less),
      ].entries()) {
        const { username, id, client } = await someone()
        if (weak !== null) await change('update lintel_passwords set hash = ? where account = ?', [weak, id])
        const visitor = portal.visitor()
        const trying = visitor.post('/api/session', { username, password })
        const changing = client.put('/api/password', { current: password, password: 'three late walnuts' })
        // The old one is being looked at.
        await new Promise((resolve) => setTimeout(resolve, 15 + 20 * (at % 2)))
        await portal.db.write((transaction) =>
          givePassword(transaction, { entity: 'librarians', id: Number(id) }, fresh),
        )
        // Written past the portal, which may have let somebody in by then.
        portal.forgetSessions()
        await trying
        expect((await visitor.get('/api/session')).status).toBe(401)
        await changing
        await portal.signIn(username, 'quiet walnut evening')
      }
    })

    test('a reset by an administrator ends them too', async () => {
      const { client, id } = await someone()
      expect((await admin.post(`/api/librarians/${id}/reset-password`)).status).toBe(200)
      expect((await client.get('/api/session')).status).toBe(401)
    })

    test('who resets his own password stays signed in here', async () => {
      const own = (await admin.get('/api/session')).body.account.id
      expect((await admin.post(`/api/librarians/${own}/reset-password`)).status).toBe(200)
      expect((await admin.get('/api/session')).status).toBe(200)
    })
  })

  describe('other sites', () => {
    test.each<[string, Record<string, string>, number]>([
      ['its own origin', { origin }, 201],
      ['a browser on this page', { origin, 'sec-fetch-site': 'same-origin' }, 201],
      ['the host it was asked at', { origin: 'http://portal.test', host: 'portal.test' }, 201],
      ['another origin', { origin: 'https://evil.example' }, 403],
      ['another port', { origin: 'http://127.0.0.1:9999' }, 403],
      ['a sandbox', { origin: 'null' }, 403],
      ['a browser on another site', { origin, 'sec-fetch-site': 'cross-site' }, 403],
      ['a browser on a neighbour', { origin, 'sec-fetch-site': 'same-site' }, 403],
    ])('from %s: %#', async (_, headers, status) => {
      const { username } = await someone()
      const answer = await portal.visitor().post('/api/session', { username, password }, headers)
      expect(answer.status).toBe(status)
    })

    test('no other site changes anything', async () => {
      const foreign = { origin: 'https://evil.example', 'if-match': '*' }
      const tries = await Promise.all([
        admin.post('/api/authors', { name: 'x' }, foreign),
        admin.patch('/api/settings', { loan_days: 1 }, foreign),
        admin.put('/api/password', { current: 'x', password: 'y' }, foreign),
        admin.delete('/api/authors/1', foreign),
        admin.post('/api/password-links', { username: 'admin' }, foreign),
        admin.delete('/api/session', foreign),
      ])
      expect(tries.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
        Array.from({ length: 6 }, () => '403 cross-site'),
      )
    })
  })

  describe('links', () => {
    test('whoever asks for whom, the answer is the same, and only an account gets mail', async () => {
      const { username, email } = await someone()
      const names = [username, email.toUpperCase(), 'nobody', 'nobody@example.org']
      const answers = []
      for (const name of names)
        answers.push(await portal.visitor().post('/api/password-links', { username: name }))
      expect(answers.map(({ status, body }) => [status, body])).toEqual(names.map(() => [202, '']))
      await expect.poll(async () => (await mails(portal, email)).length).toBe(2)
      expect(await mails(portal, 'nobody@example.org')).toEqual([])
    })

    test('a link sets a password once; one made later voids it', async () => {
      const { username, email } = await someone()
      for (let count = 1; count <= 2; count++) {
        await portal.visitor().post('/api/password-links', { username })
        await expect.poll(async () => (await mails(portal, email)).length).toBe(count)
      }
      const [first, second] = (await mails(portal, email)).map(({ text }) => tokenOf(text))
      const put = (token: string) =>
        portal.visitor().put('/api/password', { token, password: 'quiet walnut evening' })
      expect((await put(first ?? '')).body).toMatchObject({ status: 422, code: 'link-void' })
      expect((await put(second ?? '')).status).toBe(204)
      expect((await put(second ?? '')).status).toBe(422)
    })

    test('it is over after half an hour, or after a week for a first password', async () => {
      const { id, email, username } = await someone()
      const expiry = async () =>
        Number(
          (
            await rows('select expires_at from lintel_password_links where account = ? and entity = ?', [
              id,
              'librarians',
            ])
          )[0]?.['expires_at'],
        )
      await admin.post(`/api/librarians/${id}/reset-password`)
      expect((await expiry()) - Date.now()).toBeLessThanOrEqual(30 * 60_000)
      await change('update lintel_password_links set expires_at = ? where account = ?', [Date.now() - 1, id])
      const token = tokenOf((await mails(portal, email))[0]?.text ?? '')
      expect(
        (await portal.visitor().put('/api/password', { token, password: 'quiet walnut evening' })).status,
      ).toBe(422)
      const invited = await admin.post('/api/librarians', {
        name: `${username}-new`,
        username: `${username}-new`,
        email: `${username}-new@example.org`,
        duty: 1,
      })
      const [row] = await rows('select expires_at from lintel_password_links where account = ?', [
        invited.body.id,
      ])
      expect(Number(row?.['expires_at']) - Date.now()).toBeGreaterThan(6 * 86_400_000)
    })

    test('another address voids it', async () => {
      const { id, username } = await someone()
      const { link } = (await admin.post(`/api/librarians/${id}/reset-password`)).body
      await admin.patch(`/api/librarians/${id}`, { email: `${username}@other.example` })
      const set = { token: tokenOf(link), password: 'quiet walnut evening' }
      expect((await portal.visitor().put('/api/password', set)).status).toBe(422)
    })

    test('a link of one area sets no password in another', async () => {
      const { id } = await someone()
      const { link } = (await admin.post(`/api/librarians/${id}/reset-password`)).body
      const set = { token: tokenOf(link), password: 'quiet walnut evening' }
      expect((await portal.visitor().put('/reading-room/api/password', set)).status).toBe(422)
      await choosePassword(portal, '/api', set.token)
    })

    test('its address comes from the settings, whatever host is asked', async () => {
      const { id } = await someone()
      const { link } = (
        await admin.post(`/api/librarians/${id}/reset-password`, undefined, { host: 'evil.example' })
      ).body
      expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/set-password#token=/)
    })

    test.each<unknown>([
      { token: {}, password: 'quiet walnut evening' },
      { token: { $ne: null }, password: 'quiet walnut evening' },
      { token: ['a'], password: 'quiet walnut evening' },
      { token: null, password: 'quiet walnut evening' },
      { token: 'x'.repeat(43) },
      { token: 'x'.repeat(43), password: {} },
      { token: 'x'.repeat(43), password: 'quiet walnut evening', account: 1 },
      {},
    ])('%j is malformed', async (body) => {
      expect((await portal.visitor().put('/api/password', body)).status).toBe(400)
    })

    test('a password that anybody would guess is refused, and the link still works', async () => {
      const { id, username } = await someone()
      const { link } = (await admin.post(`/api/librarians/${id}/reset-password`)).body
      const put = (given: string) =>
        portal.visitor().put('/api/password', { token: tokenOf(link), password: given })
      for (const [given, code] of [
        ['short', 'password-too-short'],
        ['Password123456', 'password-common'],
        ['Riverside Library 1', 'password-named'],
        [`${username}${username}`, 'password-named'],
      ] as const) {
        const { status, body } = await put(given)
        expect({ status, errors: body.errors }).toMatchObject({
          status: 422,
          errors: [{ field: 'password', code }],
        })
      }
      expect((await put('quiet walnut evening')).status).toBe(204)
    })
  })

  describe('language', () => {
    test('it is kept with the account, and words the screens and the refusals', async () => {
      const { client } = await someone()
      expect((await client.get('/api/screens')).body.title).toBe('Desk')
      expect((await client.patch('/api/session', { language: 'de' })).body.language).toBe('de')
      expect((await client.get('/api/screens')).body.title).toBe('Theke')
      expect((await client.get('/api/session')).body.language).toBe('de')
    })

    test('only one that the portal speaks', async () => {
      const { client } = await someone()
      expect((await client.patch('/api/session', { language: 'fr' })).status).toBe(422)
      expect((await client.patch('/api/session', { name: 'x' })).status).toBe(400)
    })
  })

  describe('administrators', () => {
    test('nobody deletes the account that he is signed in with', async () => {
      const { id } = (await admin.get('/api/session')).body.account
      const { status, body } = await admin.delete(`/api/librarians/${id}`)
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'own-account' })
    })

    test('the last one cannot be demoted, by another duty or by less of it', async () => {
      const { id } = (await admin.get('/api/session')).body.account
      const duty = (await admin.get(`/api/librarians/${id}`)).body.duty.id
      const lesser = (await admin.get('/api/duties?search=cataloguer')).body.data[0].id
      const tries = [
        await admin.patch(`/api/librarians/${id}`, { duty: lesser }),
        await admin.patch(`/api/duties/${duty}`, { levels: { house: 'clerk' } }),
      ]
      expect(tries.map(({ body }) => body.code)).toEqual(['last-administrator', 'last-administrator'])
      expect((await admin.get('/api/session')).body.levels.house).toBe('director')
      expect((await admin.patch(`/api/duties/${duty}`, { levels: { order: 'none' } })).status).toBe(200)
    })

    test('of two who demote or delete each other at once, one stays', async () => {
      const first = (await admin.get('/api/session')).body.account.id
      const { display, id: highest } = (await admin.get(`/api/librarians/${first}`)).body.duty
      const lesser = (await admin.get('/api/duties?search=cataloguer')).body.data[0].id
      for (let round = 0; round < 6; round++) {
        const own = (await admin.get('/api/session')).body.account.id
        const second = await portal.account(next(), display)
        const other = (await second.get('/api/session')).body.account.id
        const answers = await Promise.all([
          admin.patch(`/api/librarians/${other}`, { duty: lesser }),
          round % 2 === 0
            ? second.patch(`/api/librarians/${own}`, { duty: lesser })
            : second.delete(`/api/librarians/${own}`),
        ])
        expect(answers.map(({ status }) => status < 300).sort()).toEqual([false, true])
        // Somebody who was only invited is no help.
        const left = await rows(
          `select id from librarians where duty = ? and id in
          (select account from lintel_passwords where entity = 'librarians')`,
          [highest],
        )
        expect(left).toHaveLength(1)
        if (Number(left[0]?.['id']) === other) admin = second
        expect((await admin.get('/api/librarians')).status).toBe(200)
      }
    })
  })
})
