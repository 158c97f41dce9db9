import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createAccount } from '../../engine/accounts/make-account.ts'
import { readUiFiles } from '../../engine/commands/ui-files.ts'
import { secretBox } from '../../engine/accounts/secret-box.ts'
import { folderStore } from '../../engine/commands/files/folder-store.ts'
import { createRecords } from '../../engine/database/records/create.ts'
import { load } from '../../engine/load.ts'
import type { AreaPlan } from '../../engine/plan/plan.ts'
import { openPortal, type Portal } from '../../engine/portal.ts'
import { readConfig } from '../../engine/source/read.ts'
import { chooseFirstPassword } from './first-password.ts'
import { buildUi } from './built-ui.ts'
import { freePort } from './free-port.ts'

/** Somebody who can sign in. */
export interface Account {
  readonly area: string
  readonly username: string
  readonly password: string
}

export interface SessionCookie {
  readonly name: string
  readonly value: string
}

/** A portal that listens, on a database of its own, with the screens as they are built. */
export interface RunningPortal {
  readonly origin: string
  /** As it runs now: another one after `stop` and `start`. */
  now(): Portal
  /** The first administrator. */
  readonly admin: Account
  /** Makes somebody with a role of that name. */
  account(username: string, role: string, area?: string): Promise<Account>
  /** The first administrator makes somebody of another area, who then chooses a password. */
  invite(
    area: string,
    values: { readonly username: string; readonly [field: string]: unknown },
  ): Promise<Account>
  /** Somebody who is there already: the first administrator has a link made, and it is used. */
  become(area: string, words: string): Promise<Account>
  area(name?: string): AreaPlan
  signIn(account: Account): Promise<SessionCookie>
  /** As a program does it, signed in: for what a test needs to be there before it begins. */
  call(account: Account, method: string, path: string, body?: unknown): Promise<CallAnswer>
  /** Of the record whose name holds these words. */
  idOf(entity: string, words: string): Promise<number>
  /** The server goes; its data stay. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export interface CallAnswer {
  readonly status: number
  // A test says what it expects of a body; typing it twice proves nothing.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
}

export interface RunningOptions {
  readonly config: string
  readonly samples: boolean
  /** Who delivers mails; nobody, by default. */
  readonly smtpUrl?: string
}

export const password = 'correct horse battery'

const uiFolder = fileURLToPath(new URL('../../dist/ui', import.meta.url))

export async function runningPortal({ config, samples, smtpUrl }: RunningOptions): Promise<RunningPortal> {
  await buildUi()
  const definitions = load(
    await readConfig(config, ({ file, message }) => {
      throw new Error(`${file}: ${message}`)
    }),
  )
  const folder = await mkdtemp(join(tmpdir(), 'lintel-browser-'))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const uiFolderFiles = await readUiFiles(uiFolder)
  const open = async (): Promise<Portal> => {
    const opened = await openPortal({
      definitions,
      database: `sqlite:${join(folder, 'test.db')}`,
      samples,
      mail: { smtpUrl: smtpUrl ?? null, from: 'portal@example.org' },
      settings: {
        origin,
        secureCookies: false,
        uiFolderFiles,
        files: folderStore(join(folder, 'files')),
        secretBox: secretBox('a secret of the tests, which is long enough'),
      },
      warn: () => undefined,
    })
    await opened.listen({ host: '127.0.0.1', port })
    return opened
  }

  let portal = await open()
  let isOpen = true
  const { plan } = portal
  const administrator = await chooseFirstPassword(portal, password)
  const area = (name?: string): AreaPlan => {
    const found = Object.values(plan.areas).find((each) => name === undefined || each.name === name)
    if (!found) throw new Error(`no area ${name ?? ''}`)
    return found
  }
  const signIn = async ({ area: name, ...credentials }: Account): Promise<SessionCookie> => {
    const answer = await fetch(`${origin}${area(name).api}/session`, json('POST', credentials))
    if (!answer.ok) throw new Error(`${credentials.username} cannot sign in: ${await answer.text()}`)
    const [pair = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1) }
  }
  const shut = (): Promise<void> => portal.close()
  const cookies = new Map<string, SessionCookie>()
  const call: RunningPortal['call'] = async (account, method, path, body) => {
    const key = `${account.area} ${account.username}`
    const cookie = cookies.get(key) ?? (await signIn(account))
    cookies.set(key, cookie)
    const given = json(method, body, { cookie: `${cookie.name}=${cookie.value}`, 'if-match': '*' })
    const answer = await fetch(`${origin}${area(account.area).api}${path}`, given)
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }
  const idOf = async (entity: string, words: string): Promise<number> => {
    const { body } = await call(admin, 'GET', `/${entity}?fields=display&limit=200`)
    const found = (body.data as { id: number; display: string }[]).find(({ display }) =>
      display.includes(words),
    )
    if (!found) throw new Error(`no ${words} among ${entity}`)
    return found.id
  }
  const givePassword = async (name: string, id: number): Promise<void> => {
    const { api, accounts } = area(name)
    const { body } = await call(admin, 'POST', `/${accounts}/${id}/reset-password`)
    const token = new URL(String(body.link)).hash.replace('#token=', '')
    const set = await fetch(`${origin}${api}/password`, json('PUT', { token, password }))
    if (!set.ok) throw new Error(await set.text())
  }
  const admin = { area: area().name, username: '', password: '', ...administrator }
  return {
    origin,
    admin,
    area,
    signIn,
    call,
    now: () => portal,
    async account(username, role, areaName) {
      const { db } = portal
      const making = { db, records: createRecords(plan, db), plan, area: area(areaName) }
      await createAccount(making, { username, role, password })
      return { area: making.area.name, username, password }
    },
    idOf,
    async invite(name, values) {
      const made = await call(admin, 'POST', `/${area(name).accounts}`, values)
      if (made.status !== 201) throw new Error(JSON.stringify(made.body))
      await givePassword(name, Number(made.body.id))
      return { area: name, username: values.username, password }
    },
    async become(name, words) {
      const { accounts } = area(name)
      const id = await idOf(accounts, words)
      const { body } = await call(admin, 'GET', `/${accounts}/${id}?fields=username`)
      await givePassword(name, id)
      return { area: name, username: String(body.username), password }
    },
    async stop() {
      if (isOpen) await shut()
      isOpen = false
    },
    async start() {
      if (!isOpen) portal = await open()
      isOpen = true
    },
    async close() {
      if (isOpen) await shut()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function json(method: string, body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  if (body === undefined) return { method, headers }
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}
