import { randomInt } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Identities, Identity } from '../accounts/identities.ts'
import type { Batch, RecordChange } from '../database/changes.ts'
import type { Records } from '../database/records.ts'
import type { Plan } from '../plan/plan.ts'
import type { Feed } from './feed.ts'
import { openOutlooks } from './outlooks.ts'
import type { ChangeEvent, RevisionEvent } from './wire.ts'

/** A page that is open somewhere and listens. */
export interface Listener {
  readonly response: ServerResponse
  /** Who listens is looked up each time, by the session. */
  readonly identities: Identities
  readonly token: string
  /** What a listener like this one is told of the report; null where that is none of his business. */
  report(identity: Identity): string | null
}

/** The event streams of one generation. */
export interface Streams {
  /** False where there are too many, or no more are wanted. `lastSeen`: the id of the last event that was heard. */
  open(listener: Listener, identity: Identity, lastSeen: string | null): boolean
  /** Tells everybody who may know how the wanted definitions fare. */
  tellReport(): void
  /** Ends all: they come back, to whoever answers then. */
  end(): void
  /** Ends all, for good; where others answer from now on, by which definitions. */
  close(next?: number): void
}

export interface StreamsOptions {
  readonly plan: Plan
  readonly records: Records
  readonly feed: Feed
  readonly revision: () => number
  /** Somebody could not be told: all streams end, and whoever comes back is told from where it was. */
  failed(error: unknown): void
}

const most = 5_000
const mostOfOne = 12
const heartbeat = 25_000
/** Bytes that a listener may be behind before it is let go. */
const mostBehind = 65_536

export function openStreams({ plan, records, feed, revision, failed }: StreamsOptions): Streams {
  /** Each with its account. */
  const all = new Map<Listener, string>()
  /** The streams of each account, the oldest first. */
  const byAccount = new Map<string, Set<Listener>>()
  const outlooks = openOutlooks<Listener>(plan, records)
  let isClosed = false
  let newcomers: Listener[] = []
  /** One after another, so that nobody hears of a later change first. */
  let working: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    const id = feed.now
    work(() => tellEach([...all.keys()], () => `id: ${id}\n:\n\n`))
  }, heartbeat)
  timer.unref()
  const stopListening = feed.listen((batch) => {
    const id = feed.now
    if (all.size > 0) work(() => tellChanges([...all.keys()], batch, id))
  })

  function work(job: () => Promise<void>): void {
    working = working.then(job).catch((error: unknown) => {
      failed(error)
      end()
    })
  }

  function join(listener: Listener, account: string): void {
    all.set(listener, account)
    byAccount.set(account, (byAccount.get(account) ?? new Set<Listener>()).add(listener))
    listener.response.once('close', () => leave(listener))
  }

  function leave(listener: Listener): void {
    const account = all.get(listener)
    if (account === undefined) return
    all.delete(listener)
    const own = byAccount.get(account)
    own?.delete(listener)
    if (own?.size === 0) byAccount.delete(account)
  }

  function drop(listener: Listener): void {
    leave(listener)
    listener.response.end()
  }

  /** Asked anew each time: whoever has been signed out, or has another role, is told nothing that is not theirs. */
  async function identify(listeners: readonly Listener[]): Promise<ReadonlyMap<Listener, Identity>> {
    const found = new Map<Listener, Identity>()
    for (const identities of new Set(listeners.map((listener) => listener.identities))) {
      const own = listeners.filter((listener) => listener.identities === identities)
      const sessions = await identities.findAll([...new Set(own.map(({ token }) => token))])
      for (const listener of own) {
        const identity = sessions.get(listener.token)
        if (!all.has(listener)) continue
        if (!identity || listener.response.writableLength > mostBehind) drop(listener)
        else found.set(listener, identity)
      }
    }
    return found
  }

  async function tellEach(
    listeners: readonly Listener[],
    words: (identity: Identity, listener: Listener) => string | null,
  ): Promise<void> {
    for (const [listener, identity] of await identify(listeners)) {
      const text = words(identity, listener)
      if (text !== null) listener.response.write(text)
    }
  }

  async function tellChanges(
    listeners: readonly Listener[],
    { changes, incomplete }: Batch,
    id: string,
  ): Promise<void> {
    const identified = await identify(listeners)
    const others = await outlooks.changed(identified, changes)
    for (const group of byAccess(identified)) {
      const accounts = [...new Set([...group.values()].map(({ account }) => account.id))]
      const [first] = group.values()
      if (!first) continue
      const seen = await records.seers(first.reader.access, accounts, changes)
      for (const [listener, { account }] of group) {
        const own = changes.filter((change) => {
          const who = seen.get(change)
          return who === 'all' || who?.has(account.id)
        })
        const text = own.map(changeText).join('') + (incomplete || others.has(listener) ? sightText : '')
        if (text !== '' && all.has(listener)) listener.response.write(`id: ${id}\n${text}`)
      }
    }
  }

  /** What those who have just come may see, to be compared with later on. */
  function welcome(listener: Listener): void {
    newcomers.push(listener)
    if (newcomers.length > 1) return
    work(async () => {
      const those = newcomers
      newcomers = []
      const others = await outlooks.learn(await identify(those))
      for (const listener of others) if (all.has(listener)) listener.response.write(sightText)
    })
  }

  function reportOf(listener: Listener, identity: Identity): string | null {
    const report = listener.report(identity)
    return report === null ? null : event('report', report)
  }

  function end(): void {
    for (const listener of all.keys()) drop(listener)
  }

  return {
    open(listener, identity, lastSeen) {
      const account = `${identity.account.entity} ${identity.account.id}`
      const [oldest] = byAccount.get(account) ?? []
      if (isClosed || (all.size >= most && !oldest)) return false
      if (oldest && (byAccount.get(account)?.size ?? 0) >= mostOfOne) drop(oldest)
      const id = feed.now
      join(listener, account)
      // Not all at the same moment, when they come back.
      const retry = `id: ${id}\nretry: ${500 + randomInt(1500)}\n\n`
      listener.response.write(retry + revisionText(revision()) + (reportOf(listener, identity) ?? ''))
      outlooks.begin(listener, identity)
      welcome(listener)
      const missed = lastSeen === null ? [] : feed.since(lastSeen)
      if (missed === null) listener.response.write(sightText)
      else if (missed.length > 0)
        work(() => tellChanges([listener], { changes: missed, incomplete: false }, id))
      return true
    },
    tellReport() {
      work(() => tellEach([...all.keys()], (identity, listener) => reportOf(listener, identity)))
    },
    end,
    close(next) {
      isClosed = true
      clearInterval(timer)
      stopListening()
      const text = next === undefined ? '' : revisionText(next)
      for (const { response } of all.keys()) response.write(text)
      end()
    },
  }
}

/** Those whose statements are the same. */
function byAccess(identified: ReadonlyMap<Listener, Identity>): Map<Listener, Identity>[] {
  const groups = new Map<string, Map<Listener, Identity>>()
  for (const [listener, identity] of identified) {
    const { key } = identity.reader.access
    const group = groups.get(key) ?? new Map<Listener, Identity>()
    groups.set(key, group.set(listener, identity))
  }
  return [...groups.values()]
}

function changeText({ entity, id, operation }: RecordChange): string {
  return event('change', JSON.stringify({ entity, id, operation } satisfies ChangeEvent))
}

const sightText = event('sight', '{}')

function revisionText(revision: number): string {
  return event('revision', JSON.stringify({ revision } satisfies RevisionEvent))
}

function event(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`
}
