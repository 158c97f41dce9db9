import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createAccount, engineOf } from '../../engine/accounts/make-account.ts'
import { createRecords } from '../../engine/database/records/create.ts'
import type { Values } from '../../engine/database/records.ts'
import { onBothDatabases } from '../support/databases.ts'
import { filesOf } from '../support/definitions.ts'
import { password, testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { newNames } from './people.ts'

/** The second portal, where librarians may change their name and email, and members of the reading room need a second factor. */
function definitions(): Record<string, string> {
  const files = Object.fromEntries(filesOf('test/fixtures/portals/library/config'))
  const change = (file: string, from: string | RegExp, to: string): void => {
    const text = files[file] ?? ''
    files[file] = text.replace(from, to)
    expect(files[file]).not.toBe(text)
  }
  change(
    'portal.yaml',
    '    accounts: librarians\n',
    '    accounts: librarians\n    profile: [name, email]\n',
  )
  change('portal.yaml', '[guest, member]', '[guest, { level: member, secondFactor: required }]')
  change(
    'permissions/desk.yaml',
    'create, update, reset-password]',
    'create, update, reset-password, reset-second-factor]',
  )
  return files
}

const codeFor = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

onBothDatabases('one’s own account', (databases) => {
  let portal: TestPortal
  let admin: Client
  const next = newNames()

  beforeAll(async () => {
    portal = await testPortal({ config: definitions(), database: await databases.address() })
    admin = await portal.admin()
    await admin.post('/api/duties', { name: 'Cataloguer', levels: { catalogue: 'clerk' } })
  })
  afterAll(() => portal.close())

  const someone = async () => {
    const username = next()
    const client = await portal.account(username, 'Cataloguer')
    const { id } = (await client.get('/api/session')).body.account
    return { id: Number(id), username, client }
  }
  const prove = (client: Client) => client.post('/api/session/proof', { current: password })
  const withFactor = async () => {
    const somebody = await someone()
    await prove(somebody.client)
    const { secret } = (await somebody.client.post('/api/second-factor')).body
    const { body } = await somebody.client.put('/api/second-factor', { code: codeFor(secret, -1) })
    return { ...somebody, secret: String(secret), codes: body.recoveryCodes as string[] }
  }
  const firstStep = async (username: string) =>
    (await portal.visitor().post('/api/session', { username, password })).body.secondFactor.token as string
  const secondStep = (token: string, code: string, from = portal.visitor()) =>
    from.post('/api/session', { token, code })

  describe('the profile', () => {
    test('an account changes of its own record what the definitions leave to it, and nothing else', async () => {
      const { client, id, username } = await someone()
      const { body } = await client.get('/api/profile/record')
      expect(Object.keys(body).sort()).toEqual(['display', 'email', 'id', 'name', 'version'])
      expect((await client.patch('/api/profile/record', { name: 'Vera' })).body).toMatchObject({
        id,
        name: 'Vera',
      })
      expect((await client.patch('/api/profile/record', { duty: 1 })).body).toMatchObject({ status: 422 })
      expect((await client.patch('/api/profile/record', { username: 'x' })).body).toMatchObject({
        status: 422,
      })
      expect((await admin.get(`/api/librarians/${id}`)).body).toMatchObject({ name: 'Vera', username })
      expect(
        (await client.get('/api/profile')).body.form.fields.map(({ field }: { field: string }) => field),
      ).toEqual(['name', 'email'])
    })

    test('what it signs in with asks for the present password, once in five minutes', async () => {
      const { client } = await someone()
      const change = (email: string) => client.patch('/api/profile/record', { email })
      expect((await change('a@example.org')).body).toMatchObject({ status: 403, code: 'proof-needed' })
      expect((await client.post('/api/session/proof', { current: 'not this one, no' })).body).toMatchObject({
        status: 422,
        errors: [{ field: 'current', code: 'password-wrong' }],
      })
      expect((await change('a@example.org')).status).toBe(403)
      expect((await prove(client)).status).toBe(204)
      const { email } = (await change(`${next()}@example.org`)).body
      expect(email).toContain('@example.org')
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 })
      expect((await change('b@example.org')).status).toBe(403)
      vi.useRealTimers()
    })

    test('the appearance is kept with the account', async () => {
      const { client, username } = await someone()
      expect((await client.patch('/api/profile', { theme: 'neon' })).status).toBe(422)
      expect((await client.patch('/api/profile', { theme: 'dark' })).status).toBe(204)
      const elsewhere = await portal.signIn(username, password)
      expect((await elsewhere.get('/api/session')).body.theme).toBe('dark')
    })
  })

  describe('sessions', () => {
    test('an account sees and ends its own, and nobody else’s', async () => {
      const { client, username } = await someone()
      const other = await someone()
      const elsewhere = await portal.signIn(username, password)
      const { data } = (await client.get('/api/sessions')).body
      expect(data).toHaveLength(2)
      expect(data.filter(({ current }: { current: boolean }) => current)).toHaveLength(1)
      expect(data[0]).toMatchObject({ address: '127.0.0.1', browser: expect.any(String) })
      const [{ id }] = data.filter(({ current }: { current: boolean }) => !current)
      expect((await other.client.delete(`/api/sessions/${id}`)).status).toBe(404)
      expect((await elsewhere.get('/api/session')).status).toBe(200)
      expect((await client.delete(`/api/sessions/${id}`)).status).toBe(204)
      expect((await elsewhere.get('/api/session')).status).toBe(401)
      expect((await client.get('/api/session')).status).toBe(200)
    })

    test('signing out everywhere ends all of them, this one too', async () => {
      const { client, username } = await someone()
      const elsewhere = await portal.signIn(username, password)
      expect((await client.delete('/api/sessions')).status).toBe(204)
      expect((await elsewhere.get('/api/session')).status).toBe(401)
      expect((await client.get('/api/session')).status).toBe(401)
    })
  })

  describe('a second factor', () => {
    test('is set up with the password and a first code, and asked for from then on', async () => {
      const { client, username } = await someone()
      expect((await client.post('/api/second-factor')).body.code).toBe('proof-needed')
      await prove(client)
      const { secret, address } = (await client.post('/api/second-factor')).body
      expect(address).toMatch(/^otpauth:\/\/totp\//)
      // Not in use before a code has shown that the app has it.
      await portal.signIn(username, password)
      expect((await client.put('/api/second-factor', { code: '000000' })).body).toMatchObject({
        status: 422,
        errors: [{ field: 'code', code: 'code-wrong' }],
      })
      const { body } = await client.put('/api/second-factor', { code: codeFor(secret) })
      expect(new Set(body.recoveryCodes).size).toBe(10)
      expect((await client.post('/api/second-factor')).body.code).toBe('second-factor-on')
      const visitor = portal.visitor()
      const first = await visitor.post('/api/session', { username, password })
      expect(first.status).toBe(200)
      expect(first.headers['set-cookie']).toBeUndefined()
      expect((await visitor.get('/api/session')).status).toBe(401)
      const { token } = first.body.secondFactor
      expect((await secondStep(token, codeFor(secret, 1), visitor)).status).toBe(201)
      expect((await visitor.get('/api/session')).status).toBe(200)
    })

    test('takes the code of the step before and after, each code once, and none of other times', async () => {
      const { username, secret } = await withFactor()
      const tries = async (steps: number) =>
        (await secondStep(await firstStep(username), codeFor(secret, steps))).status
      expect(await tries(-2)).toBe(401)
      expect(await tries(2)).toBe(401)
      // That of the step before was used to set it up.
      expect(await tries(-1)).toBe(401)
      expect(await tries(0)).toBe(201)
      expect(await tries(0)).toBe(401)
      expect(await tries(1)).toBe(201)
    })

    test('of twenty who give one code at once, one is let in', async () => {
      const { username, secret } = await withFactor()
      const tokens: string[] = []
      for (let count = 0; count < 8; count++) tokens.push(await firstStep(username))
      const code = codeFor(secret)
      const answers = await Promise.all(tokens.map((token) => secondStep(token, code)))
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    })

    test('a recovery code lets in once, however it is typed, and new ones void the old', async () => {
      const { username, client, codes, secret } = await withFactor()
      const [one = '', two = '', three = ''] = codes
      expect(
        (await secondStep(await firstStep(username), ` ${one.toUpperCase().replaceAll('-', ' ')} `)).status,
      ).toBe(201)
      expect((await secondStep(await firstStep(username), one)).status).toBe(401)
      expect((await client.get('/api/profile')).body.password.secondFactor.recoveryCodes).toBe(9)
      const { body } = await client.post('/api/second-factor/recovery-codes', { code: two })
      expect(body.recoveryCodes).toHaveLength(10)
      expect((await secondStep(await firstStep(username), three)).status).toBe(401)
      expect((await secondStep(await firstStep(username), codeFor(secret))).status).toBe(201)
    })

    test('is turned off with the password and a code', async () => {
      const { username, codes } = await withFactor()
      const visitor = portal.visitor()
      await secondStep(await firstStep(username), codes[0] ?? '', visitor)
      const off = (code: string) => visitor.post('/api/second-factor/off', { code })
      expect((await off(codes[1] ?? '')).body.code).toBe('proof-needed')
      await prove(visitor)
      expect((await off('000000')).status).toBe(422)
      expect((await off(codes[1] ?? '')).status).toBe(204)
      await portal.signIn(username, password)
    })

    test('after ten wrong codes it has to wait, with whatever password step', async () => {
      const { username, secret } = await withFactor()
      for (let count = 0; count < 10; count++) {
        expect((await secondStep(await firstStep(username), '000000')).status).toBe(401)
      }
      expect((await secondStep(await firstStep(username), codeFor(secret))).status).toBe(429)
    })

    test('a first step that is not its own, or five minutes old, leads nowhere', async () => {
      const { username, secret } = await withFactor()
      expect((await secondStep('x'.repeat(43), codeFor(secret))).body.code).toBe('second-step-over')
      const token = await firstStep(username)
      expect(
        (await portal.visitor().post('/reading-room/api/session', { token, code: codeFor(secret) })).body
          .code,
      ).toBe('second-step-over')
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 })
      expect((await secondStep(token, codeFor(secret))).body.code).toBe('second-step-over')
      vi.useRealTimers()
    })

    test('a first step is over as sessions are: with a new password, a reset, or by signing out everywhere', async () => {
      const { client, id, username, secret } = await withFactor()
      const ends = [
        () => admin.post(`/api/librarians/${id}/reset-password`),
        async () => (await signedIn()).delete('/api/sessions'),
        async () =>
          (await signedIn()).put('/api/password', { current: password, password: `new ${password}` }),
      ]
      const signedIn = async () => {
        const visitor = portal.visitor()
        await secondStep(await firstStep(username), codeFor(secret, step++), visitor)
        return visitor
      }
      let step = 0
      expect((await client.get('/api/session')).status).toBe(200)
      for (const end of ends) {
        const token = await firstStep(username)
        expect((await end()).status).toBeLessThan(300)
        expect((await secondStep(token, codeFor(secret, 1))).body.code).toBe('second-step-over')
      }
    })

    test('its secret and its recovery codes are told once, and stand in no answer, audit entry or hash', async () => {
      const { client, id, secret, codes } = await withFactor()
      const answers = await Promise.all(
        ['/api/profile', '/api/profile/record', '/api/session', '/api/sessions', `/api/librarians/${id}`].map(
          (path) => (path.includes('librarians') ? admin : client).get(path),
        ),
      )
      const audit = await portal.db.read('select * from lintel_audit', [])
      const kept = await portal.db.read('select * from lintel_recovery_codes', [])
      const all = JSON.stringify([answers.map(({ body }) => body), audit])
      expect(all).not.toContain(secret)
      for (const code of codes) expect(JSON.stringify([all, kept])).not.toContain(code)
    })

    test('whoever may, takes it off somebody, whose sessions end; nobody takes off their own so', async () => {
      const { client, id, username } = await withFactor()
      const own = (await admin.get('/api/session')).body.account.id
      expect((await client.post(`/api/librarians/${id}/reset-second-factor`)).status).toBe(404)
      expect((await admin.post(`/api/librarians/${own}/reset-second-factor`)).body.code).toBe(
        'own-second-factor',
      )
      expect((await admin.post(`/api/librarians/${id}/reset-second-factor`)).status).toBe(204)
      expect((await client.get('/api/session')).status).toBe(401)
      await portal.signIn(username, password)
    })

    test('where a level asks for one, nothing is open before it is set up, and everything after', async () => {
      const api = '/reading-room/api'
      const { db, plan } = portal
      const area = plan.areas['reading-room']
      if (!area) throw new Error('no reading room')
      const records = createRecords(plan, db)
      const making = { db, plan, area, records }
      await db.write(async (transaction) => {
        const add = (entity: string, values: Values) =>
          records.insert(transaction, engineOf(plan, area), entity, values)
        await add('branches', { name: 'Centre', town: 'Ghent', order: 1 })
        await add('memberships', { name: 'Member', rights: { shelf: 'member' } })
      })
      const wanted = { username: 'reader', role: 'member', password }
      await expect(createAccount(making, wanted)).rejects.toThrow('--set branch=')
      await expect(createAccount(making, { ...wanted, set: { branch: 'Nowhere' } })).rejects.toThrow(
        'Nowhere',
      )
      await createAccount(making, { ...wanted, set: { branch: '1', phone: '+32 9 123 45 67' } })
      const reader = portal.visitor()
      expect((await reader.post(`${api}/session`, { username: 'reader', password })).body.lacks).toBe(
        'second-factor',
      )
      const closed = await Promise.all([
        reader.get(`${api}/screens`),
        reader.get(`${api}/books`),
        reader.get(`${api}/events`),
        reader.get(`${api}/sessions`),
        reader.get(`${api}/openapi.json`),
        reader.get(`${api}/nothing`),
        reader.patch(`${api}/readers/1`, {}),
        reader.put(`${api}/password`, { current: password, password: 'quiet walnut evening' }),
      ])
      expect(new Set(closed.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
        new Set(['403 second-factor-needed']),
      )
      const { secret } = (await reader.post(`${api}/second-factor`)).body
      expect((await reader.put(`${api}/second-factor`, { code: codeFor(secret) })).status).toBe(200)
      expect((await reader.get(`${api}/session`)).body.lacks).toBeNull()
      expect((await reader.get(`${api}/screens`)).status).toBe(200)
      // Not one's own to do without.
      await reader.post(`${api}/session/proof`, { current: password })
      await reader.post(`${api}/second-factor/off`, { code: codeFor(secret, 1) })
      expect((await reader.get(`${api}/screens`)).body.code).toBe('second-factor-needed')
    })
  })
})
