import { randomInt } from 'node:crypto'
import { testPortal, type TestPortal } from '../support/test-portal.ts'
import { must, script, type Figures } from './support/script.ts'

/** Who is tried: two of each kind, so that what differs between kinds can be held against what differs within one. */
const kinds = ['exists', 'does not', 'deleted', 'has no password'] as const
type Kind = (typeof kinds)[number]
type Series = Readonly<Record<string, number[]>>

const hash = 'four quiet walnuts'

/**
 * Signing in with a wrong password, and asking for a link, for accounts that exist, do not, are deleted, have no password:
 * interleaved, so that whatever else the machine does falls on all alike. The medians of two kinds may be apart by what two
 * series of one kind are, and by what a clock cannot tell.
 */
export async function timing(tries: number): Promise<Figures> {
  const portal = await testPortal({
    config: 'test/fixtures/portals/library/config',
    portal: {
      settings: { origin: 'http://127.0.0.1:3000', secureCookies: false, trustProxy: ['127.0.0.1'] },
    },
  })
  try {
    const names = await people(portal, tries)
    return {
      ...compared('signing in', await measure(tries, names, (name) => signIn(portal, name))),
      ...compared('forgotten password', await measure(tries, names, (name) => askForLink(portal, name))),
    }
  } finally {
    await portal.close()
  }
}

type Names = Readonly<Record<Kind, readonly string[]>>

/** Each is tried once in each series: what counts tries of an account, or links of it, never comes into play. */
async function people(portal: TestPortal, tries: number): Promise<Names> {
  const admin = await portal.admin()
  const duty = (await admin.get('/api/duties')).body.data[0].id
  const names: Record<Kind, string[]> = { exists: [], 'does not': [], deleted: [], 'has no password': [] }
  const [{ hash: kept } = { hash: null }] = await portal.db.read(
    'select hash from lintel_passwords limit 1',
    [],
  )
  for (let at = 0; at < tries * 2; at++) {
    for (const kind of kinds) {
      const username = `${kind.replaceAll(' ', '-')}-${at}`
      names[kind].push(username)
      if (kind === 'does not') continue
      const values = { name: username, username, email: `${username}@example.org`, duty }
      const { body } = await admin.post('/api/librarians', values)
      if (kind === 'exists') {
        await portal.db.write((transaction) =>
          transaction.query(
            `insert into lintel_passwords (entity, account, hash, changed_at) values ('librarians', ?, ?, 0)`,
            [body.id, String(kept)],
          ),
        )
      }
      if (kind === 'deleted') await admin.delete(`/api/librarians/${body.id}`)
    }
  }
  return names
}

let addresses = 0
const from = () => ({
  'x-forwarded-for': `10.${(++addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`,
})

async function signIn(portal: TestPortal, username: string): Promise<void> {
  const answer = await portal.visitor().post('/api/session', { username, password: `not ${hash}` }, from())
  must(answer.status === 401, `${username}: ${answer.status}`)
}

async function askForLink(portal: TestPortal, username: string): Promise<void> {
  const answer = await portal.visitor().post('/api/password-links', { username }, from())
  must(answer.status === 202, `${username}: ${answer.status}`)
}

async function measure(tries: number, names: Names, act: (name: string) => Promise<void>): Promise<Series> {
  const series: Record<string, number[]> = {}
  for (let at = 0; at < tries; at++) {
    // In another order each time: what follows what is no pattern either.
    const order = shuffled(kinds.flatMap((kind) => [`${kind} 1`, `${kind} 2`]))
    for (const name of order) {
      const kind = name.slice(0, -2) as Kind
      const who = names[kind][at * 2 + Number(name.endsWith('2'))] ?? ''
      const before = performance.now()
      await act(who)
      ;(series[name] ??= []).push(performance.now() - before)
      // What goes on after an answer is over before the next try.
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
  }
  return series
}

function shuffled<T>(items: readonly T[]): T[] {
  const left = [...items]
  return items.flatMap(() => left.splice(randomInt(left.length), 1))
}

/** Milliseconds that no visitor could tell from a network's own. */
const unseen = 0.5

function compared(what: string, series: Series): Figures {
  const medians = Object.fromEntries(Object.entries(series).map(([name, times]) => [name, median(times)]))
  const of = (kind: Kind) => [medians[`${kind} 1`] ?? 0, medians[`${kind} 2`] ?? 0] as const
  const within = Math.max(...kinds.map((kind) => Math.abs(of(kind)[0] - of(kind)[1])))
  const middles = kinds.map((kind) => (of(kind)[0] + of(kind)[1]) / 2)
  const between = Math.max(...middles) - Math.min(...middles)
  const told = Object.entries(medians)
    .map(([name, ms]) => `${name} ${ms.toFixed(2)}`)
    .join(', ')
  must(between <= Math.max(within, unseen), `${what} tells who exists: ${told}`)
  return {
    [`${what}, medians in ms`]: told,
    [`${what}, most within a kind, ms`]: within.toFixed(2),
    [`${what}, most between kinds, ms`]: between.toFixed(2),
  }
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

await script(import.meta.url, (option) => timing(option('tries', 200)))
