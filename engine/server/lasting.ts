import type { Database } from '../database/database.ts'
import type { RefusedEntries } from './audit/refused-entries.ts'
import { openFeed, type Feed } from './feed.ts'
import { doorLimits, type DoorLimits } from './limits.ts'
import { newMetrics, type Metrics } from './metrics.ts'

/** What a portal knows beyond the definitions of the moment: a new generation takes it over as it is. */
export interface Lasting {
  readonly limits: DoorLimits
  readonly metrics: Metrics
  readonly memories: Memories
  readonly news: News
  readonly feed: Feed
  readonly refused: RefusedEntries
}

/**
 * Generations remember who is signed in, each by its own definitions. While two of them answer, what one is told to forget
 * the other may not remember.
 */
export interface Memories {
  join(forgetAll: () => void): { tellOthers(): void; leave(): void }
  forgetAll(): void
}

/** Why wanted definitions are not in force. */
export interface Report {
  /** Mistakes in them, a change that needs an answer first, a folder that cannot be read, or a fault of ours. */
  readonly kind: 'problems' | 'refused' | 'unreadable' | 'failed'
  /** Problems, or refused steps. */
  readonly count: number
  /** All of it, as the command line prints it. */
  readonly text: string
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface News {
  /** Null where what is wanted is in force. */
  readonly report: Report | null
  say(report: Report | null): void
  onReport(listener: () => void): () => void
}

export function lastingState(db: Database, refused: RefusedEntries): Lasting {
  const feed = openFeed(db.changes)
  return { limits: doorLimits(db), metrics: newMetrics(), memories: memories(), news: news(), feed, refused }
}

function memories(): Memories {
  const all = new Set<() => void>()
  return {
    forgetAll() {
      for (const forget of all) forget()
    },
    join(forgetAll) {
      all.add(forgetAll)
      return {
        tellOthers: () => {
          for (const forget of all) if (forget !== forgetAll) forget()
        },
        leave: () => void all.delete(forgetAll),
      }
    },
  }
}

function news(): News {
  const listeners = new Set<() => void>()
  let current: Report | null = null
  return {
    get report() {
      return current
    },
    say(report) {
      current = report
      for (const listener of listeners) listener()
    },
    onReport(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
