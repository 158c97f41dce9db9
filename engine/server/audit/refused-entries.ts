import type { Cause } from '../../access/cause.ts'
import { appendAudit, type AuditEntry } from '../../database/audit/append.ts'
import type { Database } from '../../database/database.ts'

/** What was refused or failed, as entries of the audit trail: each of the first, and of what comes too often how often it came. */
export interface RefusedEntries {
  /** A moment after the answer: nobody waits for it. `complete` adds what is looked up first. */
  note(refused: RefusedEntry): void
  /** Writes what there is, before the database closes. */
  close(): Promise<void>
}

export interface RefusedEntry {
  readonly cause: Cause
  readonly entry: AuditEntry
  /** What it is about, where that has to be looked up. */
  readonly complete?: (() => Promise<Partial<AuditEntry>>) | undefined
}

/** Of one account, or one address without one, and of all: told one by one within the time, and counted beyond. */
const mostOfOne = 30
const mostOfAll = 600
const within = 10 * 60_000
/** Keys that are counted by themselves; the rest is counted as one. */
const mostCounted = 500
const writtenAfter = 50

interface Count {
  told: number
  /** The last one that was only counted, and how many were. */
  more: { readonly refused: RefusedEntry; times: number } | null
}

export function refusedEntries(db: Database, warn: (error: unknown) => void): RefusedEntries {
  let waiting: RefusedEntry[] = []
  let counts = new Map<string, Count>()
  let all = 0
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  const rounds = setInterval(() => sumUp(), within).unref()

  function countOf(key: string): Count {
    const own = counts.has(key) || counts.size < mostCounted ? key : 'others'
    const count = counts.get(own) ?? { told: 0, more: null }
    counts.set(own, count)
    return count
  }

  /** What was only counted is told as one. */
  function sumUp(): void {
    for (const { more } of counts.values()) {
      if (more) waiting.push({ ...more.refused, entry: { ...more.refused.entry, times: more.times } })
    }
    counts = new Map()
    all = 0
    if (waiting.length > 0) write()
  }

  function write(): void {
    clearTimeout(timer)
    timer = undefined
    const refused = waiting
    waiting = []
    writing = writing.then(() => append(refused)).catch(warn)
  }

  async function append(refused: readonly RefusedEntry[]): Promise<void> {
    const more = await Promise.all(refused.map(async ({ complete }) => (await complete?.()) ?? {}))
    await db.write(async (transaction) => {
      refused.forEach(({ cause, entry }, index) => {
        appendAudit(transaction, cause, { ...entry, ...more[index] })
      })
    })
  }

  return {
    note(refused) {
      const count = countOf(keyOf(refused))
      if (count.told >= mostOfOne || all >= mostOfAll) {
        count.more = { refused, times: (count.more?.times ?? 0) + 1 }
        return
      }
      count.told++
      all++
      waiting.push(refused)
      timer ??= setTimeout(write, writtenAfter).unref()
    },
    async close() {
      clearInterval(rounds)
      sumUp()
      await writing
    },
  }
}

function keyOf({ cause }: RefusedEntry): string {
  return cause.account ? `${cause.account.entity} ${cause.account.id}` : `address ${cause.address ?? ''}`
}
