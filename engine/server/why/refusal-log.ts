import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import { forgetOldRefusals, keepRefusals, type Refused } from '../../database/why/refusals.ts'

/** Keeps refusals a moment after they were answered, many at once, and never more than a portal has room for. */
export interface RefusalLog {
  /** False where there have been too many lately: then it is not kept, and has no id. */
  note(refused: Refused, log: FastifyBaseLogger): boolean
  /** Writes what waits, before the portal closes. */
  flush(): void
}

/** Somebody who makes mistakes stays below it; who tries every id does not. */
const mostOfOne = 60
const mostOfAll = 600
const within = 60_000
const writtenAfter = 100
const tidiedEvery = 500

type Background = (job: () => Promise<void>, log: FastifyBaseLogger) => void

export function openRefusalLog(db: Database, background: Background): RefusalLog {
  let waiting: Refused[] = []
  let since = 0
  let counts = new Map<string, number>()
  let all = 0
  let untidied = tidiedEvery
  let timer: NodeJS.Timeout | null = null
  let lastLog: FastifyBaseLogger | null = null

  function isTooMany({ area, account }: Refused): boolean {
    const now = Date.now()
    if (now - since > within) {
      since = now
      counts = new Map()
      all = 0
    }
    const key = `${area} ${account}`
    const own = (counts.get(key) ?? 0) + 1
    if (own > mostOfOne || all >= mostOfAll) return true
    counts.set(key, own)
    all++
    return false
  }

  async function write(): Promise<void> {
    const refusals = waiting
    waiting = []
    untidied += refusals.length
    const tidies = untidied >= tidiedEvery
    if (tidies) untidied = 0
    await db.write(async (transaction) => {
      await keepRefusals(transaction, refusals)
      if (tidies) await forgetOldRefusals(transaction)
    })
  }

  function flush(): void {
    if (timer) clearTimeout(timer)
    timer = null
    if (waiting.length > 0 && lastLog) background(write, lastLog)
  }

  return {
    flush,
    note(refused, log) {
      if (isTooMany(refused)) return false
      waiting.push(refused)
      lastLog = log
      timer ??= setTimeout(flush, writtenAfter).unref()
      return true
    },
  }
}
