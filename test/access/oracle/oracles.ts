import type { LightMyRequestResponse } from 'fastify'
import fc from 'fast-check'
import { alterUnread } from './alter.ts'
import { canaries, openCast, origin, type Cast, type Person } from './cast.ts'
import { viewOf, type Facts, type View } from './facts.ts'
import { wrongWrites } from './judge.ts'
import { requestsOf, type Asked } from './requests.ts'
import { people, type Stage, type Who } from './stages.ts'
import { applyAlterations, factsOf, putBack, snapshot, startIdsAt, type Snapshot } from './store.ts'

/** What an oracle saw that must not be. */
export interface Leak {
  readonly oracle: 'non-interference' | 'integrity' | 'canaries'
  readonly who: Who
  readonly request: string
  /** What was asked before it in its sequence, and done. */
  readonly after: readonly string[]
  readonly what: string
}

/** Two of the same portal: one as it is, the other with something else in whatever somebody may not read. */
export interface Pair {
  readonly one: Cast
  readonly other: Cast
  readonly facts: Facts
  readonly kept: Snapshot
  close(): Promise<void>
}

export async function openPair(stage: Stage, address: () => Promise<string>): Promise<Pair> {
  const [one, other] = [await openCast(stage, await address()), await openCast(stage, await address())]
  for (const { portal } of [one, other]) await startIdsAt(portal.db, portal.plan, 5000)
  const facts = await factsOf(one)
  const kept = await snapshot(one)
  const close = async (): Promise<void> => {
    await Promise.all([one.portal.close(), other.portal.close()])
  }
  return { one, other, facts, kept, close }
}

export interface Asking {
  readonly leaks: readonly Leak[]
  readonly requests: number
  /** How many were answered with a success, by method. */
  readonly done: Readonly<Record<string, number>>
  /** How much of what may not be read was not the same in both. */
  readonly altered: number
}

/** Asks the oracles about one of the cast: as many sequences of requests as `runs`. */
export async function askAs(
  pair: Pair,
  who: Who,
  runs: number,
  seed: number,
  about?: RegExp,
): Promise<Asking> {
  const { one, other, facts } = pair
  const { plan } = one.portal
  const [person, twin] = [one.people.get(who), other.people.get(who)]
  if (!person || !twin) throw new Error(`no ${who}`)
  const alterations = alterUnread(plan, person, facts)
  const theirs = await snapshot(other)
  await applyAlterations(other, alterations)
  const altered = await snapshot(other)
  const view = viewOf(plan, person, facts)
  const leaks: Leak[] = []
  const done: Record<string, number> = {}
  const refusals = { count: 0 }
  let requests = 0
  try {
    for (const sequence of fc.sample(requestsOf(one, person, facts, about), { numRuns: runs, seed })) {
      requests += sequence.length
      const found = await trySequence(pair, person, twin, altered, view, sequence, done, refusals)
      leaks.push(...found)
      if (leaks.length >= 5) break
    }
  } finally {
    await putBack(other, theirs)
  }
  return { leaks, requests, done, altered: alterations.length }
}

async function trySequence(
  pair: Pair,
  person: Person,
  twin: Person,
  altered: Snapshot,
  view: View,
  sequence: readonly Asked[],
  done: Record<string, number>,
  refusals: { count: number },
): Promise<readonly Leak[]> {
  const { one, other, kept } = pair
  const { plan } = one.portal
  const leaks: Leak[] = []
  const [here, there] = [walker(), walker()]
  let before = pair.facts
  const changed: string[] = []
  let written = ''
  // Who may write may come to see more: whoever joins a group sees its conversations from then on.
  let now = view
  let seesMore = false
  for (const asked of sequence) {
    const said = `${asked.method} ${asked.path} ${JSON.stringify(asked.body ?? '')} ${JSON.stringify(asked.headers ?? {})}`
    const after = [...changed]
    const note = (oracle: Leak['oracle'], what: string): void =>
      void leaks.push({ oracle, who: person.who, request: said, after, what })
    one.log.length = 0
    const [mine, theirs] = await Promise.all([
      send(one, person, asked, here),
      send(other, twin, asked, there),
    ])
    const comparable = refusals.count < mostWithId ? withIds : withoutIds
    const [a, b] = [comparable(mine), comparable(theirs)]
    if (mine.statusCode >= 400) refusals.count++
    if (a !== b && !asked.isApart && !seesMore) note('non-interference', difference(a, b))
    written += said
    if (mine.statusCode < 300) done[asked.method] = (done[asked.method] ?? 0) + 1
    const text = `${JSON.stringify(mine.headers)} ${mine.body}`
    for (const bird of new Set([...text.matchAll(canaries)].map(([found]) => found)))
      if (!asked.isApart && ![view, now].some((seen) => mayHear(plan.entities, seen, bird, written)))
        note('canaries', `${bird} in the answer`)
    for (const line of one.log)
      for (const [bird] of line.matchAll(canaries))
        note('canaries', `${bird} in the log: ${line.slice(0, 200)}`)
    for (const secret of one.secrets)
      if (`${text} ${one.log.join('\n')}`.includes(secret)) note('canaries', 'a secret is told')
    if (asked.method !== 'GET') {
      const left = await factsOf(one)
      for (const what of wrongWrites(plan, person, before, left)) note('integrity', what)
      if (mine.statusCode < 300) {
        changed.push(said)
        now = viewOf(plan, person, left)
        seesMore ||= hasMore(now, view, pair.facts)
      }
      before = left
    }
  }
  if (changed.length > 0) {
    for (const what of await mailsToStrangers(one))
      leaks.push({ oracle: 'canaries', who: person.who, request: '', after: changed, what })
    await putBack(one, kept)
    await putBack(other, altered)
  }
  return leaks
}

/** Whether something can be read of the records that were there at first, and could not be then. */
function hasMore(now: View, first: View, facts: Facts): boolean {
  return [...now.keys()].some((at) => {
    const [entity = '', id] = at.split('/')
    return !first.has(at) && facts.get(entity)?.has(Number(id)) === true
  })
}

export interface Walker {
  next: string
}

export function walker(): Walker {
  return { next: 'x' }
}

export async function send(
  { portal }: Cast,
  { cookie }: Person,
  { method, path, body, headers }: Asked,
  walking: Walker,
): Promise<LightMyRequestResponse> {
  const answer = await portal.app.inject({
    method,
    url: path.replace('@next', encodeURIComponent(walking.next)),
    headers: {
      origin,
      ...(cookie !== null && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
  const next = /"next":"((?:[^"\\]|\\.)*)"/.exec(answer.body)?.[1]
  if (next !== undefined) walking.next = JSON.parse(`"${next}"`) as string
  return answer
}

/** So many refusals a minute have an id; beyond, it depends on when the minute began, which two portals need not agree on. */
const mostWithId = 50

const ofTheMoment = ['date', 'x-request-id', 'set-cookie', 'content-length', 'content-security-policy']

/**
 * An answer as it is compared: byte for byte, but for what no two answers share: the time, the id of a request and of its
 * refusal, the token of a link.
 */
function withIds({ statusCode, headers, body }: LightMyRequestResponse): string {
  const kept = Object.entries(headers).filter(([name]) => !ofTheMoment.includes(name))
  const year = new Date().getUTCFullYear()
  const text = `${statusCode} ${JSON.stringify(kept)}\n${body}`
  return text
    .replace(new RegExp(`(?:${year}|${year + 1})-\\d\\d-\\d\\dT[\\d:.]+Z`, 'g'), 'NOW')
    .replace(/token=[\w-]{20,}/g, 'token=TOKEN')
    .replace(/urn:lintel:refusal:[\w-]+/g, 'urn:lintel:refusal:ID')
}

function withoutIds(answer: LightMyRequestResponse): string {
  return withIds(answer).replace('"instance":"urn:lintel:refusal:ID",', '')
}

function difference(a: string, b: string): string {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return `${a.slice(Math.max(0, at - 60), at + 120)} ≠ ${b.slice(at, at + 120)}`
}

/** Whether the one who reads may know it: as a cell that may be read, or as what was just sent by himself. */
function mayHear(
  entities: Cast['portal']['plan']['entities'],
  view: View,
  bird: string,
  written: string,
): boolean {
  if (written.includes(bird)) return true
  const [, table = '', field = '', id = ''] = /^zq[a-z](.+)q(.+)q(\d+)zq$/.exec(bird) ?? []
  return Object.values(entities).some(
    ({ name, fieldOrder }) =>
      name.replaceAll('_', '') === table &&
      fieldOrder.some((one) => one.replaceAll('_', '') === field && isSeen(name, one, id)),
  )

  // A canary is numbered within its entity; accounts and rights are seeded out of turn, so the value itself is looked for.
  function isSeen(entity: string, name: string, number: string): boolean {
    if (view.get(`${entity}/${number}/${name}`)?.includes(bird)) return true
    return [...view].some(([at, value]) => at.startsWith(`${entity}/`) && value.includes(bird))
  }
}

/** A mail tells its reader of himself, and of nobody else. */
async function mailsToStrangers({ portal }: Cast): Promise<string[]> {
  const rows = await portal.db.read('select recipient, subject, text, draft from lintel_outbox', [])
  return rows.flatMap((row) => {
    const text = [row['subject'], row['text'], row['draft']].map(String).join(' ')
    const birds = [...new Set([...text.matchAll(canaries)].map(([bird]) => bird))]
    return birds.length > 1 ? [`${birds.join()} in a mail to ${String(row['recipient'])}`] : []
  })
}

export const asking = people.map(({ name }) => name)
