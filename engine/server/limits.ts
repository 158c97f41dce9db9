import { giveBackTry, takeTry } from '../accounts/tries.ts'
import type { Database } from '../database/database.ts'
import { Failure } from './failures.ts'

/** How often one key may try within a window. Kept in memory, and bounded: the oldest keys go first. */
export interface Limit {
  /** Counts a try; seconds to wait where there were too many, 0 otherwise. */
  take(key: string): number
  /** A try that turned out to be rightful does not count. */
  giveBack(key: string): void
}

const mostKeys = 20_000

export function limit(tries: number, windowMs: number, now: () => number = Date.now): Limit {
  const windows = new Map<string, { used: number; readonly ends: number }>()

  const current = (key: string): { used: number; readonly ends: number } => {
    const known = windows.get(key)
    if (known && known.ends > now()) return known
    windows.delete(key)
    const oldest = windows.size >= mostKeys ? windows.keys().next().value : undefined
    if (oldest !== undefined) windows.delete(oldest)
    const fresh = { used: 0, ends: now() + windowMs }
    windows.set(key, fresh)
    return fresh
  }

  return {
    take(key) {
      const window = current(key)
      if (window.used >= tries) return Math.max(1, Math.ceil((window.ends - now()) / 1000))
      window.used++
      return 0
    },
    giveBack(key) {
      const window = windows.get(key)
      if (window && window.used > 0) window.used--
    },
  }
}

/** Counted wherever it is tried. */
export interface SharedLimit {
  take(key: string): Promise<number>
  giveBack(key: string): Promise<void>
}

/**
 * Several instances count together, in the database that they share; one alone counts in memory. Each lets through no
 * more than all of them may, and remembers for how long a key has to wait: whoever goes on trying costs no statement.
 */
export function sharedLimit(db: Database, name: string, tries: number, windowMs: number): SharedLimit {
  const own = limit(tries, windowMs)
  if (db.dialect === 'sqlite')
    return { take: async (key) => own.take(key), giveBack: async (key) => own.giveBack(key) }
  const closed = new Map<string, number>()
  return {
    async take(key) {
      const known = Math.ceil(((closed.get(key) ?? 0) - Date.now()) / 1000)
      if (known > 0) return known
      closed.delete(key)
      const wait =
        own.take(key) || (await takeTry(db, ['door', name, key], { most: tries, window: windowMs }))
      if (wait === 0) return 0
      const [oldest] = closed.size >= mostKeys ? closed.keys() : []
      if (oldest !== undefined) closed.delete(oldest)
      closed.set(key, Date.now() + wait * 1000)
      return wait
    },
    async giveBack(key) {
      own.giveBack(key)
      await giveBackTry(db, ['door', name, key])
    },
  }
}

export function tooMany(seconds: number): Failure {
  return new Failure(429, 'too-many-requests', {
    parameters: { seconds },
    headers: { 'retry-after': String(seconds) },
  })
}

const minute = 60_000

/** What guards the doors of a portal by address. Tries at one account from many of them are counted in `accounts/tries.ts`. */
export interface DoorLimits {
  readonly addresses: SharedLimit
  readonly links: SharedLimit
  readonly linksOfAccount: SharedLimit
  /** Requests for an account: from one address, for one address of a mail, and in all of an area. */
  readonly requests: SharedLimit
  readonly requestsOfAddress: SharedLimit
  readonly requestsOfArea: SharedLimit
}

export function doorLimits(db: Database): DoorLimits {
  const door = (name: keyof DoorLimits, tries: number, minutes: number): SharedLimit =>
    sharedLimit(db, name, tries, minutes * minute)
  return {
    addresses: door('addresses', 50, 10),
    links: door('links', 20, 10),
    linksOfAccount: door('linksOfAccount', 3, 10),
    requests: door('requests', 20, 10),
    requestsOfAddress: door('requestsOfAddress', 3, 60),
    requestsOfArea: door('requestsOfArea', 300, 10),
  }
}
