import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signedIn } from '../../engine/server/access-rules.ts'
import { guardRoutes } from '../../engine/server/guard.ts'
import { newMetrics } from '../../engine/server/metrics.ts'
import { startPostgres } from '../support/databases.ts'
import { origin, testPortal, type Client, type TestPortal } from '../support/test-portal.ts'

const index = `<!doctype html>
<html lang="en"><head><title>Lintel</title><!--lintel-area--></head><body><script type="module" src="/assets/main-1.js"></script></body></html>`

const file = (body: string, type: string) => ({ body: Buffer.from(body), type })

describe('routes', () => {
  let portal: TestPortal
  let admin: Client

  beforeAll(async () => {
    portal = await testPortal({
      portal: {
        settings: {
          origin: 'http://127.0.0.1:3000',
          secureCookies: false,
          uiFolderFiles: new Map([
            ['index.html', file(index, 'text/html; charset=utf-8')],
            ['assets/main-1.js', file('console.log(1);'.repeat(100), 'text/javascript; charset=utf-8')],
            ['assets/dot.png', file('png', 'image/png')],
            ['favicon.svg', file('<svg/>', 'image/svg+xml')],
          ]),
        },
      },
    })
    admin = await portal.admin()
  })
  afterAll(() => portal.close())

  test('each says who may call it: public ones are few, and known', async () => {
    const { accessRules } = portal.app
    await expect(`${accessRules.join('\n')}\n`).toMatchFileSnapshot('routes.txt')
    expect(accessRules.filter((line) => line.endsWith(': anybody'))).toHaveLength(28)
  })

  test('one that does not say it stops the portal from starting', () => {
    const app = fastify()
    guardRoutes(app, [], 'http://127.0.0.1:3000', newMetrics())
    expect(() => app.get('/open', () => 'x')).toThrow('GET /open does not say who may call it')
    expect(() => app.get('/mine', { config: { access: signedIn } }, () => 'x')).toThrow('nobody can sign in')
  })

  test('whoever is not signed in learns nothing, not even which names there are', async () => {
    const visitor = portal.visitor()
    for (const path of [
      '/api/partners',
      '/api/nothing',
      '/api/partners/1',
      '/api/screens',
      '/portal/api/x/y/z',
    ]) {
      const { status, headers, body } = await visitor.get(path)
      expect({ path, status, code: body.code }).toEqual({ path, status: 401, code: 'signed-out' })
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
    }
  })

  test('what is not there is a problem of its own kind, in the language of who asks', async () => {
    const { status, body } = await admin.get('/api/nothing', { 'accept-language': 'nl-BE, en;q=0.5' })
    const { instance, ...rest } = body
    expect(instance).toMatch(/^urn:lintel:refusal:/)
    expect({ status, body: rest }).toEqual({
      status: 404,
      body: {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        code: 'not-found',
        detail: 'Dit bestaat niet, of niet voor jou.',
        errors: [],
      },
    })
  })

  test.each(['/api/%', '/%zz', '/api/partners/%c0'])('%s is no address', async (path) => {
    const { status, headers } = await admin.get(path)
    expect([400, 404]).toContain(status)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  test('data is never kept, sniffed or framed', async () => {
    for (const path of ['/api/session', '/api/nothing', '/healthz']) {
      expect((await admin.get(path)).headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
      })
    }
  })

  test('no other site is invited', async () => {
    const { headers } = await admin.get('/api/session', { origin: 'https://evil.example' })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  describe('pages', () => {
    const blockOf = (html: string) =>
      JSON.parse(
        /<script type="application\/json" id="lintel-area"[^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? '',
      )

    test.each([
      ['/', 'staff'],
      ['/sign-in', 'staff'],
      ['/customer-portal/accounts', 'staff'],
      ['/set-password', 'staff'],
      ['/portal', 'customer'],
      ['/portal/', 'customer'],
      ['/portal/documents/documents', 'customer'],
    ])('%s is a page of the area %s', async (path, area) => {
      const { status, headers, body } = await portal.visitor().get(path, { 'accept-language': 'nl' })
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      expect(blockOf(body)).toEqual({
        area,
        title: area === 'staff' ? 'Routty-portaal' : 'Klantenportaal',
        titles: expect.objectContaining({ fr: area === 'staff' ? 'Portail Routty' : 'Portail client' }),
        portal: 'Routty',
        path: area === 'staff' ? '/' : '/portal',
        api: area === 'staff' ? '/api' : '/portal/api',
        language: 'nl',
        languages: ['en', 'nl', 'fr'],
        accent: { light: expect.stringMatching(/^#/), dark: expect.stringMatching(/^#/) },
        logo: area === 'staff' ? null : expect.stringMatching(/^\/portal\/api\/logo\/[0-9a-f]{16}$/),
        accountRequests: area === 'staff' ? null : expect.objectContaining({ nl: 'Een account aanvragen' }),
        signOn: null,
      })
      expect(body).toContain('<html lang="nl">')
    })

    test('no script runs but its own, and styles only with the nonce of the page', async () => {
      const first = await portal.visitor().get('/')
      const policy = String(first.headers['content-security-policy'])
      const nonce = /nonce="([^"]+)"/.exec(first.body)?.[1]
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
      const second = await portal.visitor().get('/')
      expect(second.headers['content-security-policy']).not.toBe(policy)
    })

    test('its files are kept for ever where their name says what they hold', async () => {
      const script = await portal.visitor().get('/assets/main-1.js')
      expect(script.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      })
      expect((await portal.visitor().get('/favicon.svg')).headers['cache-control']).toBe('no-cache')
      expect((await portal.visitor().get('/assets/none.js')).status).toBe(404)
      expect((await portal.visitor().get('/assets/../index.html')).status).not.toBe(500)
    })

    test.each([
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
      ['identity', undefined],
      ['br;q=0, gzip', 'gzip'],
    ])('accepting %s, scripts come as %s', async (accepted, encoding) => {
      const answer = await portal.app.inject({
        url: '/assets/main-1.js',
        headers: { 'accept-encoding': accepted },
      })
      expect(answer.headers['content-encoding']).toBe(encoding)
      expect(answer.headers['vary']).toBe('accept-encoding')
      if (encoding) expect(answer.rawPayload.length).toBeLessThan(200)
    })
  })

  describe('health', () => {
    test('alive and ready are said to anybody', async () => {
      expect((await portal.visitor().get('/healthz')).body).toEqual({ status: 'ok' })
      expect((await portal.visitor().get('/readyz')).body).toEqual({ status: 'ready', revision: 1 })
    })

    test('requests are counted by route, not by address', async () => {
      await admin.get('/api/partners?search=secret-word')
      await admin.get('/api/partners/999')
      const { headers, body } = await portal.visitor().get('/metrics')
      expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
      expect(body).toMatch(
        /http_request_duration_seconds_count\{method="GET",route="\/api\/partners",status_code="200"\} \d+/,
      )
      expect(body).toMatch(/route="\/api\/partners\/:id",status_code="404"/)
      expect(body).toMatch(/process_resident_memory_bytes \d+/)
      expect(body).not.toContain('secret-word')
    })

    test('counts may be kept for who shows a token', async () => {
      const settings = { origin, secureCookies: false, metricsToken: 'four grey herons' }
      const { visitor, close } = await testPortal({ portal: { settings } })
      const status = async (shown: Record<string, string>) => (await visitor().get('/metrics', shown)).status
      expect(await status({})).toBe(401)
      expect(await status({ authorization: 'Bearer four grey heron' })).toBe(401)
      expect(await status({ authorization: 'Bearer four grey herons' })).toBe(200)
      await close()
    })
  })
})

describe('over HTTPS', () => {
  test('cookies are bound to the host, and browsers are told to stay', async () => {
    const portal = await testPortal({
      portal: { settings: { origin: 'https://portal.example.org', secureCookies: true } },
    })
    const { username, password } = portal.administrator ?? { username: '', password: '' }
    const origin = { origin: 'https://portal.example.org' }
    const { headers } = await portal.visitor().post('/api/session', { username, password }, origin)
    expect(headers['set-cookie']).toMatch(
      /^__Host-lintel-staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/)
    await portal.close()
  })
})

describe('what goes wrong', () => {
  test('a failure nobody foresaw is noted with its request, and told without detail', async () => {
    const lines: string[] = []
    const portal = await testPortal({
      portal: {
        settings: {
          origin: 'http://127.0.0.1:3000',
          secureCookies: false,
          logger: { level: 'warn', stream: { write: (line: string) => void lines.push(line) } },
        },
      },
    })
    const admin = await portal.admin()
    await portal.db.write((transaction) => transaction.query('drop table documents', []))
    await portal.db.write((transaction) => transaction.query('alter table partners rename to lost', []))
    const { status, headers, body } = await admin.get('/api/partners?search=private')
    expect(status).toBe(500)
    expect(body).toMatchObject({
      code: 'unexpected',
      detail: 'Something went wrong here. It has been noted.',
    })
    expect(JSON.stringify(body)).not.toMatch(/partners|SQL|lost/)
    const noted = JSON.parse(lines.at(-1) ?? '{}')
    expect(noted.reqId).toBe(headers['x-request-id'])
    expect(noted.err.message).toContain('no such table')
    expect(lines.join('')).not.toContain('private')
    await portal.close()
  })

  test('while the database is away, requests are asked to come back', async () => {
    const postgres = await startPostgres('own')
    const portal = await testPortal({ database: await postgres.createDatabase('away') })
    const admin = await portal.admin()
    await postgres.stop()
    for (const path of ['/api/partners', '/api/nothing', '/readyz']) {
      const { status, headers, body } = await admin.get(path)
      expect({ path, status, code: body.code }).toEqual({ path, status: 503, code: 'unavailable' })
      expect(headers['retry-after']).toBe('2')
    }
    expect((await admin.get('/healthz')).status).toBe(200)
    await portal.close()
  })

  test('a portal that drains is not ready', async () => {
    let ready = true
    const portal = await testPortal({
      portal: { settings: { origin: 'http://127.0.0.1:3000', secureCookies: false, isReady: () => ready } },
    })
    expect((await portal.visitor().get('/readyz')).status).toBe(200)
    ready = false
    const { status, headers } = await portal.visitor().get('/readyz')
    expect(status).toBe(503)
    expect(headers['retry-after']).toBe('2')
    await portal.close()
  })
})
