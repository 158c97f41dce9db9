import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { LightMyRequestResponse } from 'fastify'
import { secretBox } from '../../engine/accounts/secret-box.ts'
import { createAccount } from '../../engine/accounts/make-account.ts'
import { folderStore } from '../../engine/commands/files/folder-store.ts'
import { createRecords } from '../../engine/database/records/create.ts'
import { load } from '../../engine/load.ts'
import { openPortal, type Portal, type PortalOptions } from '../../engine/portal.ts'
import { readConfig } from '../../engine/source/read.ts'
import { chooseFirstPassword, type Administrator } from './first-password.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

// A test says what it expects of a body; typing it twice proves nothing.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Answer<Body = any> {
  readonly status: number
  readonly headers: LightMyRequestResponse['headers']
  readonly body: Body
}

/** Somebody at a browser: keeps its cookie, says where its requests come from. Paths are whole: `/api/books`. */
export interface Client {
  send(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Insists (`If-Match: *`) where no headers say otherwise. */
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  delete(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Listens at an address of events. */
  hear(path: string, headers?: Record<string, string>): Promise<Heard>
}

/** A stream of events as it comes. */
export interface Heard {
  readonly status: number
  /** All of it, up to now. */
  text(): string
  /** The names and data of its events, but for those that each stream begins with. */
  events(): readonly string[]
  lastId(): string
  readonly isOver: () => boolean
  stop(): void
}

export interface TestPortal extends Omit<Portal, 'administrator'> {
  /** Who has followed the link of the first start; null where there was none. */
  readonly administrator: Administrator | null
  readonly origin: string
  /** Nobody signed in. */
  visitor(): Client
  signIn(username: string, password: string, area?: string): Promise<Client>
  /** Signed in as the first administrator. */
  admin(): Promise<Client>
  /** An account made from the command line, signed in. */
  account(username: string, role: string, area?: string): Promise<Client>
}

export interface TestPortalOptions {
  /** A folder of definitions, or the definitions themselves: path → YAML. */
  readonly config?: string | Readonly<Record<string, string>>
  readonly database?: string
  readonly samples?: boolean
  readonly portal?: Partial<Pick<PortalOptions, 'mail' | 'settings' | 'warn'>>
}

export const origin = 'http://127.0.0.1:3000'
export const password = 'correct horse battery'
const adminPassword = 'four quiet walnuts'

/** The one way to get a server: a real portal on a real database, requests injected. Close it when done. */
export async function testPortal(options: TestPortalOptions = {}): Promise<TestPortal> {
  const files =
    typeof options.config === 'object'
      ? new Map(Object.entries(options.config))
      : await readFolder(options.config)
  const folder = options.database === undefined ? await mkdtemp(join(tmpdir(), 'lintel-')) : null
  const filesFolder = await mkdtemp(join(tmpdir(), 'lintel-files-'))
  const portal = await openPortal({
    definitions: load(files),
    database: options.database ?? `sqlite:${join(folder ?? '', 'test.db')}`,
    samples: options.samples ?? false,
    mail: { smtpUrl: null, from: 'portal@example.org' },
    warn: () => undefined,
    ...options.portal,
    settings: {
      origin,
      secureCookies: false,
      files: folderStore(filesFolder),
      secretBox: secretBox('a secret of the tests, which is long enough'),
      ...options.portal?.settings,
    },
  })
  const { app, plan, db } = portal
  const administrator = await chooseFirstPassword(portal, adminPassword)
  const areaOf = (name?: string) => {
    const area = Object.values(plan.areas).find((candidate) => name === undefined || candidate.name === name)
    if (!area) throw new Error(`no area ${name ?? ''}`)
    return area
  }
  const signIn = async (username: string, secret: string, area?: string): Promise<Client> => {
    const client = clientOf(app)
    const answer = await client.post(`${areaOf(area).api}/session`, { username, password: secret })
    if (answer.status >= 300) throw new Error(`${username} cannot sign in: ${JSON.stringify(answer.body)}`)
    return client
  }
  return {
    ...portal,
    administrator,
    origin,
    visitor: () => clientOf(app),
    signIn,
    admin: () => signIn(administrator?.username ?? '', administrator?.password ?? ''),
    async account(username, role, area) {
      const making = { db, records: createRecords(plan, db), plan, area: areaOf(area) }
      await createAccount(making, { username, role, password })
      return signIn(username, password, area)
    },
    async close() {
      await portal.close()
      await rm(filesFolder, { recursive: true, force: true })
      if (folder !== null) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function readFolder(folder = 'config'): Promise<ReadonlyMap<string, string>> {
  return readConfig(folder, (problem) => {
    throw new Error(`${problem.file}: ${problem.message}`)
  })
}

function clientOf(app: Portal['app']): Client {
  const cookies = new Map<string, string>()
  const send = async (
    method: Method,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url: path,
      headers: {
        origin,
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      }),
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return { status: answer.statusCode, headers: answer.headers, body: bodyOf(answer) }
  }
  const insisting = { 'if-match': '*' }
  return {
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    patch: (path, body, headers = insisting) => send('PATCH', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    delete: (path, headers = insisting) => send('DELETE', path, undefined, headers),
    async hear(path, headers = {}) {
      const answer = await app.inject({
        method: 'GET',
        url: path,
        headers: {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...headers,
        },
        payloadAsStream: true,
      })
      return heard(answer.statusCode, answer.stream())
    },
  }
}

function bodyOf(answer: LightMyRequestResponse): unknown {
  const type = String(answer.headers['content-type'] ?? '')
  return type.includes('json') && answer.body !== '' ? JSON.parse(answer.body) : answer.body
}

function heard(status: number, stream: Readable): Heard {
  let text = ''
  let isOver = false
  stream.on('data', (part: Buffer) => (text += part.toString()))
  stream.on('close', () => (isOver = true))
  stream.on('end', () => (isOver = true))
  return {
    status,
    text: () => text,
    events: () =>
      text
        .split('\n\n')
        .map((part) => part.replace(/^id: .*\n?/m, ''))
        .filter((part) => part.startsWith('event: ') && !part.startsWith('event: revision'))
        .map((part) => part.replace(/^event: (.*)\ndata: /, '$1 ')),
    lastId: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '',
    isOver: () => isOver,
    stop: () => void stream.destroy(),
  }
}
