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

export function tooMany(seconds: number): Failure {
  return new Failure(429, 'too-many-requests', {
    parameters: { seconds },
    headers: { 'retry-after': String(seconds) },
  })
}

const minute = 60_000

/** What guards the doors of a portal by address. Tries at one account from many of them are counted in `accounts/tries.ts`. */
export interface DoorLimits {
  readonly addresses: Limit
  readonly links: Limit
  readonly linksOfAccount: Limit
  /** Requests for an account: from one address, for one address of a mail, and in all of an area. */
  readonly requests: Limit
  readonly requestsOfAddress: Limit
  readonly requestsOfArea: Limit
}

export function doorLimits(): DoorLimits {
  return {
    addresses: limit(50, 10 * minute),
    links: limit(20, 10 * minute),
    linksOfAccount: limit(3, 10 * minute),
    requests: limit(20, 10 * minute),
    requestsOfAddress: limit(3, 60 * minute),
    requestsOfArea: limit(300, 10 * minute),
  }
}
