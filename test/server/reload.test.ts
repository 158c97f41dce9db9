import { mkdtemp, rm } from 'node:fs/promises'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { createAccount } from '../../engine/accounts/make-account.ts'
import { createRecords } from '../../engine/database/records/create.ts'
import { openReloads } from '../../engine/commands/reloads.ts'
import { openDatabase } from '../../engine/database/connect.ts'
import { load } from '../../engine/load.ts'
import type { Outcome } from '../../engine/reload.ts'
import { openPortal, type Portal } from '../../engine/portal.ts'
import { filesOf } from '../support/definitions.ts'
import { onBothDatabases, startPostgres } from '../support/databases.ts'
import { chooseFirstPassword } from '../support/first-password.ts'
import { freePort } from '../support/free-port.ts'

const password = 'correct horse battery'
const files = filesOf('test/fixtures/portals/library/config')

type Change = (text: string) => string

function saved(changes: Readonly<Record<string, Change>>): ReadonlyMap<string, string> {
  return new Map([...files].map(([file, text]) => [file, changes[file]?.(text) ?? text]))
}

interface Served {
  readonly portal: Portal
  readonly origin: string
  call(method: string, path: string, body?: unknown, cookie?: string): Promise<Response>
  /** Makes somebody with a role of that name; the cookie of whom. */
  signIn(username: string, role: string): Promise<string>
  /** A request of which the body comes when `finish` is called. */
  slow(method: string, path: string, body: unknown): { finish(): Promise<IncomingMessage> }
}

const cleaning: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean()
})

/** The library, listening, with somebody signed in who may do everything. */
async function serve(address?: string, patience = 30_000): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-reload-'))
  cleaning.push(() => rm(folder, { recursive: true, force: true }))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const portal = await openPortal({
    definitions: load(files),
    database: address ?? `sqlite:${join(folder, 'test.db')}`,
    samples: true,
    mail: { smtpUrl: null, from: 'library@example.org' },
    settings: { origin, secureCookies: false },
    warn: () => undefined,
    patience,
  })
  cleaning.push(() => portal.close())
  await portal.listen({ host: '127.0.0.1', port })
  let cookie = ''
  const call: Served['call'] = (method, path, body, other) =>
    fetch(origin + path, {
      method,
      headers: {
        cookie: other ?? cookie,
        origin,
        'if-match': '*',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const cookieOf = async (username: string, password: string): Promise<string> => {
    const { headers } = await call('POST', '/api/session', { username, password }, '')
    return (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  }
  const administrator = await chooseFirstPassword(portal, 'four quiet walnuts')
  cookie = await cookieOf(administrator?.username ?? '', administrator?.password ?? '')
  return {
    portal,
    origin,
    call,
    async signIn(username, role) {
      const { db, plan } = portal
      const [area] = Object.values(plan.areas)
      if (!area) throw new Error('no area')
      const making = { db, records: createRecords(plan, db), plan, area }
      await createAccount(making, { username, role, password })
      return cookieOf(username, password)
    },
    slow(method, path, body) {
      const text = JSON.stringify(body)
      const headers = { cookie, origin, 'if-match': '*', 'content-type': 'application/json' }
      const sent: ClientRequest = request(origin + path, {
        method,
        headers: { ...headers, 'content-length': Buffer.byteLength(text) },
      })
      const answer = new Promise<IncomingMessage>((resolve, reject) => {
        sent.once('response', (response: IncomingMessage) => {
          response.resume()
          resolve(response)
        })
        sent.once('error', reject)
      })
      sent.write(text.slice(0, 1))
      return {
        finish: () => {
          sent.end(text.slice(1))
          return answer
        },
      }
    },
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
const revisionOf = (answer: Response): string | null => answer.headers.get('lintel-revision')

const addShelfmark: Readonly<Record<string, Change>> = {
  'entities/books.yaml': (text) => text.replace('fields:\n', 'fields:\n  shelfmark: { type: text }\n'),
}

const addOpened: Readonly<Record<string, Change>> = {
  'entities/branches.yaml': (text) => text.replace('fields:\n', 'fields:\n  opened: { type: date }\n'),
}

test('what is saved is in force without a restart, and every answer says by which revision it was made', async () => {
  const { portal, call } = await serve()
  const before = await call('GET', '/api/books?limit=1')
  expect([before.status, revisionOf(before)]).toEqual([200, '1'])
  expect((await call('GET', '/api/books?fields=shelfmark')).status).toBe(400)

  expect(await portal.reload({ files: saved(addShelfmark), author: 'test' })).toMatchObject({
    kind: 'in-force',
    revision: 2,
  })
  const after = await call('GET', '/api/books?fields=shelfmark')
  expect([after.status, revisionOf(after)]).toEqual([200, '2'])
  for (const path of ['/healthz', '/readyz', '/metrics', '/api/nothing', '/%', '/nowhere'])
    expect([path, revisionOf(await call('GET', path))]).toEqual([path, '2'])
})

test('definitions with problems leave the portal as it is: it stays ready, and says how many, not what', async () => {
  const { portal, call } = await serve()
  const broken = saved({ 'entities/books.yaml': (text) => text.replace('type: text', 'type: txet') })
  expect(await portal.reload({ files: broken, author: 'test' })).toMatchObject({
    kind: 'kept',
    report: { kind: 'problems', count: 1, text: expect.stringContaining('entities/books.yaml') as string },
  })
  const ready = await call('GET', '/readyz')
  expect(ready.status).toBe(200)
  expect(await ready.json()).toEqual({
    status: 'ready',
    revision: 1,
    report: { kind: 'problems', count: 1, at: expect.any(String) as string },
  })
  expect((await call('GET', '/api/books')).status).toBe(200)

  expect(await portal.reload({ files, author: 'test' })).toEqual({ kind: 'same' })
  expect(await (await call('GET', '/readyz')).json()).toEqual({ status: 'ready', revision: 1 })
})

test('a change that needs an answer first is reported, and nothing of it happens', async () => {
  const { portal, call } = await serve()
  await call('POST', '/api/authors', { name: 'A'.repeat(100) })
  const refused = saved({
    'entities/authors.yaml': (text) => text.replace('required: true', 'required: true, maxLength: 90'),
  })
  const outcome = await portal.reload({ files: refused, author: 'test' })
  expect(outcome).toMatchObject({ kind: 'kept', report: { kind: 'refused', count: 1 } })
  expect([portal.revision, (await call('GET', '/api/books')).status]).toEqual([1, 200])
})

test('a request under way ends by the definitions that it began with', async () => {
  const { portal, call, slow } = await serve()
  const before = slow('POST', '/api/authors', { name: 'Slow' })
  await pause(100)
  await portal.reload({ files: saved(addShelfmark), author: 'test' })
  expect(revisionOf(await call('GET', '/api/books'))).toBe('2')
  const answer = await before.finish()
  expect([answer.statusCode, answer.headers['lintel-revision']]).toEqual([201, '1'])
})

onBothDatabases('a change that is more than an addition', (databases) => {
  test('waits for the requests before it, and those that come meanwhile are answered after it', async () => {
    const { portal, call, slow } = await serve(await databases.address())
    const before = slow('POST', '/api/authors', { name: 'Slow' })
    await pause(100)
    await portal.reload({ files: saved(addOpened), author: 'test' })
    expect(portal.revision).toBe(2)

    const under = slow('POST', '/api/authors', { name: 'Slow too' })
    await pause(100)
    const changing = portal.reload({ files, author: 'test' })
    const meanwhile = await firstHeld(call, '/api/branches')
    expect((await call('GET', '/healthz')).status).toBe(200)
    await pause(200)
    expect(portal.revision).toBe(2)
    expect((await before.finish()).headers['lintel-revision']).toBe('1')
    const answer = await under.finish()
    expect([answer.statusCode, answer.headers['lintel-revision']]).toEqual([201, '2'])
    expect(await changing).toMatchObject({ kind: 'in-force', revision: 3 })
    const waited = await meanwhile.answer
    expect([waited.status, revisionOf(waited)]).toEqual([200, '3'])
  })

  test('is followed by other portals on the same database', async () => {
    const address = await databases.address()
    const one = await serve(address)
    const other = await openPortal({
      definitions: load(files),
      database: address,
      samples: false,
      mail: { smtpUrl: null, from: 'library@example.org' },
      settings: { origin: one.origin, secureCookies: false },
      warn: () => undefined,
    })
    cleaning.push(() => other.close())
    expect(await other.follow()).toEqual({ kind: 'same' })
    await one.portal.reload({ files: saved(addShelfmark), author: 'test' })
    expect(await other.follow()).toMatchObject({ kind: 'in-force', revision: 2 })
    expect(other.plan.entities['books']?.fields['shelfmark']).toBeDefined()
  })

  // SQLite runs in this process: there is nothing that could hang by itself.
  test.skipIf(databases.dialect === 'sqlite')(
    'a database that does not answer ends a request in 503, and goes on when it answers again',
    { timeout: 30_000 },
    async () => {
      const address = await databases.address()
      const { call } = await serve(address, 400)
      const holder = await openDatabase(address, { connections: 2 })
      cleaning.push(() => holder.close())
      const waiting = async (): Promise<number> => {
        const [row] = await holder.read(
          `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          [],
        )
        return Number(row?.['n'])
      }
      await holder.write(async (transaction) => {
        await transaction.query('lock table authors in access exclusive mode', [])
        const begun = performance.now()
        const answers = await Promise.all([
          call('GET', '/api/authors'),
          call('POST', '/api/authors', { name: 'Nobody waits for her' }),
        ])
        expect(answers.map(({ status }) => status)).toEqual([503, 503])
        expect(answers[0].headers.get('retry-after')).toBe('2')
        expect(performance.now() - begun).toBeLessThan(5_000)
        // What was given up here is not waited for there either, and is never done.
        await expect.poll(waiting, { timeout: 12_000, interval: 250 }).toBe(0)
      })
      const found = await call('GET', '/api/authors?search=nobody')
      expect([found.status, (await found.json()).data]).toEqual([200, []])
      expect((await call('POST', '/api/authors', { name: 'Ann' })).status).toBe(201)
    },
  )
})

test(
  'a frozen database ends requests in 503, and answers as soon as it moves again',
  { timeout: 90_000 },
  async () => {
    const postgres = await startPostgres('own')
    cleaning.push(() => postgres.stop())
    const { call } = await serve(await postgres.createDatabase('frozen'), 1_000)
    const goOn = await postgres.freeze()
    try {
      const begun = performance.now()
      const answers = await Promise.all([
        ...Array.from({ length: 30 }, () => call('GET', '/api/authors')),
        call('POST', '/api/authors', { name: 'Nobody waits for her' }),
      ])
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
      expect(answers[0]?.headers.get('retry-after')).toBe('2')
      expect(performance.now() - begun).toBeLessThan(25_000)
    } finally {
      goOn()
    }
    await expect.poll(async () => (await call('GET', '/api/authors')).status, { timeout: 10_000 }).toBe(200)
    expect((await call('POST', '/api/authors', { name: 'Ann' })).status).toBe(201)
  },
)

test('a reload that failed because the database was away is tried again until it is there', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  cleaning.push(async () => void vi.useRealTimers())
  const report = { kind: 'failed', count: 1, text: 'connect ECONNREFUSED', at: '' } as const
  const outcomes: Outcome[] = [
    { kind: 'kept', report, isPassing: true },
    { kind: 'kept', report, isPassing: true },
    { kind: 'in-force', revision: 2, administrator: null },
  ]
  const portal = { revision: 1, report: null, reload: async () => outcomes.shift() ?? { kind: 'same' } }
  const said: string[] = []
  const wanted = async () => ({ files: new Map<string, string>() })
  const reloads = openReloads(
    portal as unknown as Portal,
    wanted,
    'http://127.0.0.1',
    (text) => void said.push(text),
    async () => undefined,
  )
  await reloads.now('watch')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(outcomes).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(outcomes).toEqual([])
  // Said once, however often it was tried.
  expect(said.filter((text) => text.includes('ECONNREFUSED'))).toHaveLength(1)
  expect(said.at(-1)).toContain('Revision 2 is in force')
  await reloads.close()
})

test('a session outlives the definitions, and one that is ended by the old ones is over for the new', async () => {
  const { portal, call, slow } = await serve()
  const ending = slow('PATCH', '/api/session', { language: portal.plan.languages[0] })
  await pause(100)
  await portal.reload({ files: saved(addShelfmark), author: 'test' })
  expect((await call('GET', '/api/session')).status).toBe(200)
  expect((await ending.finish()).statusCode).toBe(200)
  const old = slow('DELETE', '/api/session', {})
  await pause(100)
  await portal.reload({ files: saved({ ...addShelfmark, ...addOpened }), author: 'test' })
  expect((await call('GET', '/api/session')).status).toBe(200)
  expect((await old.finish()).statusCode).toBe(204)
  expect((await call('GET', '/api/session')).status).toBe(401)
})

test('an open page hears of a new revision, and comes back to whoever answers then', async () => {
  const { portal, call } = await serve()
  const heard = listen(await call('GET', '/api/events'))
  await heard.until('"revision":1')
  await portal.reload({ files: saved(addShelfmark), author: 'test' })
  await heard.until('"revision":2')
  expect(await heard.over).toBe(true)
})

test('only who looks after the definitions hears what is wrong with them', async () => {
  const watched: Readonly<Record<string, Change>> = {
    'portal.yaml': (text) =>
      text.replace('roles: duties\n', 'roles: duties\n    reports: { house: director }\n'),
  }
  const { portal, call, signIn } = await serve()
  await portal.reload({ files: saved(watched), author: 'test' })
  const clerk = await signIn('clerk', 'Counter')
  const told = listen(await call('GET', '/api/events'))
  const untold = listen(await call('GET', '/api/events', undefined, clerk))
  await Promise.all([told.until('"revision":2'), untold.until('"revision":2')])
  const broken = { 'entities/books.yaml': (text: string) => text.replace('type: text', 'type: txet') }
  await portal.reload({ files: saved({ ...watched, ...broken }), author: 'test' })
  await told.until('"kind":"problems"')
  await portal.reload({ files: saved({ ...watched, ...addShelfmark }), author: 'test' })
  await told.until('"report":null')
  expect(untold.text()).not.toContain('report')
})

test('nobody who is not signed in hears anything', async () => {
  const { origin } = await serve()
  expect((await fetch(`${origin}/api/events`)).status).toBe(401)
})

/** Asks until an answer stays away while what passes the gate is answered: from then on, requests wait there. */
async function firstHeld(
  call: Served['call'],
  path: string,
): Promise<{ readonly answer: Promise<Response> }> {
  for (;;) {
    let isOver = false
    const answer = call('GET', path).finally(() => (isOver = true))
    for (let look = 0; look < 10 && !isOver; look++) {
      await call('GET', '/healthz')
      await pause(50)
    }
    if (!isOver) return { answer }
  }
}

/** The text of a stream as it comes. */
function listen(answer: Response) {
  let heard = ''
  const over = (async () => {
    const reader = answer.body?.getReader()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
      heard += Buffer.from(part.value).toString()
    return true
  })()
  return {
    over,
    text: () => heard,
    until: (text: string) => expect.poll(() => heard, { timeout: 5_000 }).toContain(text),
  }
}
