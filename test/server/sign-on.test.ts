import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { filesOf } from '../support/definitions.ts'
import { understand } from '../support/definitions.ts'
import { testProvider, type TestProvider } from '../support/provider.ts'
import { origin, testPortal, type Client, type TestPortal } from '../support/test-portal.ts'
import { mails } from './people.ts'

const library = filesOf('test/fixtures/portals/library/config')

/** The second portal, whose librarians sign in with a provider. */
function definitions(signOn: string): Record<string, string> {
  const files = Object.fromEntries(library)
  files['portal.yaml'] = (files['portal.yaml'] ?? '').replace(
    '    accounts: librarians\n',
    `    accounts: librarians\n    signOn: ${signOn}\n`,
  )
  return files
}

onBothDatabases('signing on with a provider', (databases) => {
  let provider: TestProvider
  let portal: TestPortal

  beforeAll(async () => {
    provider = await testProvider([`${origin}/sign-on`])
    const { issuer, client, secret } = provider
    const create = '{ role: administrator, from: { name: name } }'
    portal = await testPortal({
      config: definitions(
        `{ issuer: '${issuer}', client: ${client}, secret: SIGN_ON_SECRET, title: Town hall, match: { email: email }, create: ${create} }`,
      ),
      database: await databases.address(),
      portal: {
        settings: {
          origin,
          secureCookies: false,
          secrets: (name) => (name === 'SIGN_ON_SECRET' ? secret : undefined),
        },
      },
    })
  })
  afterAll(async () => {
    await portal.close()
    await provider.stop()
  })

  const ann = {
    sub: 'ann',
    email: 'Ann@Example.org',
    email_verified: true,
    name: 'Ann',
    preferred_username: 'ann',
  }
  const go = async (visitor: Client) => {
    const { body, status } = await visitor.post('/api/sign-on', {})
    expect(status).toBe(200)
    return provider.follow(body.location)
  }
  const comeBack = (visitor: Client, at: URL) => visitor.post('/api/session', { answer: at.search })
  const signOn = async (visitor = portal.visitor()) => comeBack(visitor, await go(visitor))

  test('whoever has none gets an account, where the definitions say so, and the same one again', async () => {
    provider.person = ann
    const visitor = portal.visitor()
    const first = await signOn(visitor)
    expect(first.body).toMatchObject({ account: { username: 'ann', display: 'Ann' } })
    expect(first.status).toBe(201)
    expect((await visitor.get('/api/session')).status).toBe(200)
    expect((await signOn()).body.account.id).toBe(first.body.account.id)
    expect((await visitor.get('/api/librarians')).body.data[0].status).toBe('active')
  })

  test('two who come at once for the first time are one account', async () => {
    provider.person = { ...ann, sub: 'bo', email: 'bo@example.org', preferred_username: 'bo' }
    const visitors = [portal.visitor(), portal.visitor()]
    const back = [await go(visitors[0] as Client), await go(visitors[1] as Client)]
    const answers = await Promise.all(visitors.map((visitor, at) => comeBack(visitor, back[at] as URL)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(new Set(answers.map(({ body }) => body.account.id)).size).toBe(1)
  })

  test('an email that the provider has not verified, or one that only looks alike, is nobody’s', async () => {
    // Some providers say it as a text.
    for (const verified of [false, 'false', null, 0, '']) {
      provider.person = { ...ann, email_verified: verified }
      expect((await signOn()).body, String(verified)).toMatchObject({ status: 403, code: 'sign-on-unknown' })
    }
    provider.person = { ...ann, email_verified: 'true' }
    expect((await signOn()).status).toBe(201)
    provider.person = { ...ann, sub: 'änn', email: 'änn@example.org' }
    expect((await signOn()).body).toMatchObject({ status: 403, code: 'sign-on-unknown' })
  })

  test('an answer counts once, only for whoever was sent, and only with the state that was given', async () => {
    provider.person = ann
    const visitor = portal.visitor()
    const back = await go(visitor)
    expect((await comeBack(portal.visitor(), back)).body).toMatchObject({
      status: 401,
      code: 'sign-on-failed',
    })
    const other = await go(portal.visitor())
    expect((await comeBack(visitor, other)).body.code).toBe('sign-on-failed')
    expect((await comeBack(visitor, back)).body.code).toBe('sign-on-failed')
    const again = portal.visitor()
    const answer = await go(again)
    expect((await comeBack(again, answer)).status).toBe(201)
    expect((await comeBack(again, answer)).body.code).toBe('sign-on-failed')
  })

  test('the browser is sent with PKCE, state and nonce, and back to the address of the settings', async () => {
    const { body } = await portal.visitor().post('/api/sign-on', {}, { origin, host: 'evil.example' })
    const sent = new URL(body.location).searchParams
    expect(sent.get('redirect_uri')).toBe(`${origin}/sign-on`)
    expect(sent.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(sent.get(name)?.length).toBeGreaterThan(30)
    expect(body.location).not.toContain(provider.secret)
  })

  test('whom the provider refuses is told so in words', async () => {
    provider.refuses = true
    const refused = await signOn()
    provider.refuses = false
    expect(refused.body).toMatchObject({
      status: 401,
      code: 'sign-on-denied',
      detail: 'Town hall did not sign you in.',
    })
  })

  test('there are no passwords, and nothing that is done with them', async () => {
    provider.person = ann
    const visitor = portal.visitor()
    const { id } = (await signOn(visitor)).body.account
    const credentials = { username: 'ann', password: 'correct horse battery' }
    expect((await visitor.post('/api/session', credentials)).status).toBe(400)
    const gone = await Promise.all([
      visitor.put('/api/password', { current: 'x', password: 'y' }),
      visitor.post('/api/password-links', { username: 'ann' }),
      visitor.post('/api/session/proof', { current: 'x' }),
      visitor.post('/api/second-factor'),
      visitor.post(`/api/librarians/${id}/reset-password`),
    ])
    expect(gone.map(({ status, body }) => `${status} ${body.code}`)).toEqual(gone.map(() => '404 not-found'))
    expect((await visitor.get('/api/profile')).body.password).toBeNull()
    const screen = (await visitor.get('/api/screens/house/librarians')).body
    expect(JSON.stringify(screen)).not.toContain('reset-password')
    // The readers' passwords are still reset by whoever looks after them.
    expect(JSON.stringify((await visitor.get('/api/screens/readers/readers')).body)).toContain(
      'reset-password',
    )
  })

  test('a new colleague is mailed the way in, and no link to set a password', async () => {
    provider.person = ann
    const visitor = portal.visitor()
    await signOn(visitor)
    const duty = (await visitor.get('/api/duties')).body.data[0].id
    const values = { name: 'Cleo', username: 'cleo', email: 'cleo@example.org', duty }
    expect((await visitor.post('/api/librarians', values)).status).toBe(201)
    for (const { text } of await mails(portal, 'cleo@example.org')) expect(text).not.toContain('set-password')
    provider.person = { ...ann, sub: 'cleo', email: 'cleo@example.org' }
    expect((await signOn()).body.account.username).toBe('cleo')
  })

  test('a provider that is away is told in words, and signs in again when it is back', async () => {
    const port = Number(new URL(provider.issuer).port)
    await provider.stop()
    const fresh = await testPortal({
      config: definitions(
        `{ issuer: '${provider.issuer}', client: ${provider.client}, secret: SIGN_ON_SECRET, match: { email: email } }`,
      ),
      portal: { settings: { origin, secureCookies: false, secrets: () => provider.secret } },
    })
    expect(fresh.administrator).toBeNull()
    expect((await fresh.visitor().post('/api/sign-on', {})).body).toMatchObject({
      status: 503,
      code: 'sign-on-unreachable',
      detail: expect.stringContaining('cannot be reached'),
    })
    provider = await testProvider([`${origin}/sign-on`], port)
    provider.person = ann
    const visitor = fresh.visitor()
    const back = await provider.follow((await visitor.post('/api/sign-on', {})).body.location)
    // It makes no accounts, since its definitions do not say so.
    expect((await comeBack(visitor, back)).body.code).toBe('sign-on-unknown')
    await fresh.close()
  })
})

describe('signOn in definitions', () => {
  const problems = (signOn: string) =>
    understand(new Map(Object.entries(definitions(signOn)))).problems.map(({ code }) => code)
  const good = "issuer: 'https://login.example.org', client: portal"

  test.each([
    [
      'http beyond this machine',
      "{ issuer: 'http://login.example.org', client: x, match: { email: email } }",
      'wrong-form',
    ],
    ['a secret in the YAML', `{ ${good}, secret: hunter2, match: { email: email } }`, 'wrong-form'],
    [
      'an account that would lack its name',
      `{ ${good}, match: { email: email }, create: { role: x } }`,
      'missing-key',
    ],
    [
      'a claim in a relation',
      `{ ${good}, match: { email: email }, create: { role: x, from: { name: name, duty: duty } } }`,
      'wrong-field',
    ],
  ])('%s is a problem', (_, signOn, code) => {
    expect(problems(signOn)).toContain(code)
  })

  test('it has none where all is said', () => {
    expect(problems(`{ ${good}, match: { email: email } }`)).toEqual([])
  })
})
