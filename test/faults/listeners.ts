import { readFileSync } from 'node:fs'
import { request, type ClientRequest } from 'node:http'
import { digest, newToken } from '../../engine/accounts/tokens.ts'
import { openDatabase } from '../../engine/database/connect.ts'
import { sessionCookie } from '../../engine/server/cookies.ts'
import { must2xx, signIn, type Client } from './support/client.ts'
import { startEngine } from './support/engine.ts'
import { onBoth, type Dialect, type Ground } from './support/ground.ts'
import { must, script, type Figures } from './support/script.ts'

/** Milliseconds within which everybody has been told of a write, and megabytes within which they all listen. */
const most = { told: 2_000, memory: 400 }
/** One account may have so many pages open that listen. */
const ofOne = 10

/** Thousands of pages listen to one instance; what is written is told to all of them. */
export async function listeners(
  ground: Ground,
  dialect: Dialect,
  pages: number,
  writes: number,
): Promise<Figures> {
  const database = await ground.database(dialect)
  const engine = await startEngine({ built: ground.built, database })
  const open: ClientRequest[] = []
  try {
    const client = await signIn(engine)
    const cookies = await accounts(client, database, Math.ceil(pages / ofOne))
    let told = 0
    await Promise.all(
      Array.from({ length: pages }, (_, index) =>
        listen(`${engine.address}/api/events`, cookies[index % cookies.length] ?? '', open, (text) => {
          told += text.split('event: change').length - 1
        }),
      ),
    )
    const waits: number[] = []
    for (let write = 0; write < writes; write++) {
      told = 0
      const before = performance.now()
      await must2xx(client, 'POST', '/api/partners', {
        name: `P${write}`,
        number: `P-${write}`,
        country: 'BE',
      })
      while (told < pages && performance.now() - before < 10_000) await pause(5)
      waits.push(performance.now() - before)
      must(told >= pages, `${told} of ${pages} pages were told`)
    }
    const slowest = Math.round(Math.max(...waits))
    const memory = megabytes(engine.pid)
    must(slowest < most.told, `all were told after ${slowest} ms`)
    must(memory < most.memory, `${memory} MB`)
    return { pages, writes, 'slowest, ms': slowest, 'memory, MB': memory }
  } finally {
    for (const one of open) one.destroy()
    await engine.stop()
  }
}

/** Accounts with a role that sees partners, each signed in: without passwords, which take their time. */
async function accounts(client: Client, database: string, count: number): Promise<string[]> {
  const { id: role } = await must2xx(client, 'POST', '/api/staff_roles', {
    name: 'Listener',
    levels: { partners: 'normal' },
  })
  const db = await openDatabase(database, { connections: 1 })
  const cookies: string[] = []
  for (let index = 0; index < count; index++) {
    const username = `listener.${index}@example.org`
    const { id } = await must2xx(client, 'POST', '/api/staff_users', {
      name: username,
      username,
      email: username,
      role,
    })
    const token = newToken()
    const now = Date.now()
    await db.write((transaction) =>
      transaction.query(
        'insert into lintel_sessions (token_hash, entity, account, created_at, seen_at) values (?, ?, ?, ?, ?)',
        [digest(token), 'staff_users', Number(id), now, now],
      ),
    )
    cookies.push(`${sessionCookie('staff', false).name}=${token}`)
  }
  await db.close()
  return cookies
}

function listen(
  url: string,
  cookie: string,
  open: ClientRequest[],
  hear: (text: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { cookie }, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`a page hears ${response.statusCode}`))
      response.setEncoding('utf8').on('data', hear)
      resolve()
    })
    sent.on('error', reject)
    sent.end()
    open.push(sent)
  })
}

function megabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

await script(import.meta.url, (option) =>
  onBoth((ground, dialect) => listeners(ground, dialect, option('pages', 2_000), option('writes', 10))),
)
