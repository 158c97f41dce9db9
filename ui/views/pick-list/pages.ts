import type { Count, ListAnswer, ProblemDetails, WireRecord } from '../../../engine/server/wire.ts'
import { isAbort, problemOf } from '../../client.ts'
import { texts } from '../../language/texts.ts'

/** A list read page after page, as far as it was scrolled. */
export interface Loaded {
  readonly items: readonly WireRecord[]
  /** Cursor of what comes after them; null at the end. */
  readonly next: string | null
  readonly count: Count | null
  /** `first`: nothing can be shown yet. */
  readonly busy: 'first' | 'more' | null
  readonly failure: ProblemDetails | null
}

export const nothingLoaded: Loaded = { items: [], next: null, count: null, busy: 'first', failure: null }

type Ask = (query: PageQuery, signal: AbortSignal) => Promise<ListAnswer>

export interface PageQuery {
  readonly after: string | null
  readonly limit: number
  readonly count: 'capped' | 'none'
}

export interface Pages {
  /** Begins anew, as after another search; what is shown stays until the answer is there. */
  start(): Promise<void>
  more(): Promise<void>
  /** Reads again as much as was loaded, for what others changed. */
  refresh(): Promise<void>
  /** Changes what is shown ahead of the server. */
  edit(change: (loaded: Loaded) => Loaded): void
  stop(): void
}

const pageSize = 50
/** The most that the server gives at once. */
const largestPage = 200

export function createPages(ask: Ask, show: (loaded: Loaded) => void): Pages {
  let loaded = nothingLoaded
  let asking = new AbortController()
  let isRefreshing = false

  function set(next: Loaded): void {
    loaded = next
    show(next)
  }

  /** One question at a time: a newer one makes the older one's answer worthless. */
  async function read(work: (signal: AbortSignal) => Promise<Loaded>): Promise<void> {
    asking.abort()
    isRefreshing = false
    const mine = (asking = new AbortController())
    try {
      const next = await work(mine.signal)
      if (!mine.signal.aborted) set(next)
    } catch (error) {
      if (isAbort(error) || mine.signal.aborted) return
      set({ ...loaded, busy: null, failure: problemOf(error, texts().failure.unexpected) })
    }
  }

  function start(): Promise<void> {
    set({ ...loaded, busy: loaded.items.length === 0 ? 'first' : 'more', failure: null })
    return read(async (signal) => {
      const { data, page } = await ask({ after: null, limit: pageSize, count: 'capped' }, signal)
      return { items: data, next: page.next, count: page.count, busy: null, failure: null }
    })
  }

  async function more(): Promise<void> {
    const { next, busy } = loaded
    if (next === null || busy !== null) return
    set({ ...loaded, busy: 'more', failure: null })
    await read(async (signal) => {
      const { data, page } = await ask({ after: next, limit: pageSize, count: 'none' }, signal)
      // What was moved here meanwhile may stand on the page that comes.
      const known = new Set(loaded.items.map(({ id }) => id))
      const items = [...loaded.items, ...data.filter(({ id }) => !known.has(id))]
      return { items, next: page.next, count: loaded.count, busy: null, failure: null }
    })
  }

  function refresh(): Promise<void> {
    const wanted = Math.max(loaded.items.length, pageSize)
    const reading = read(async (signal) => {
      let items: readonly WireRecord[] = []
      let after: string | null = null
      let { count } = loaded
      do {
        const limit = Math.min(largestPage, wanted - items.length)
        const answer: ListAnswer = await ask({ after, limit, count: after ? 'none' : 'capped' }, signal)
        if (!after) count = answer.page.count
        items = [...items, ...answer.data]
        after = answer.page.next
      } while (after !== null && items.length < wanted)
      return { items, next: after, count, busy: null, failure: null }
    })
    isRefreshing = true
    return reading
  }

  function edit(change: (loaded: Loaded) => Loaded): void {
    // What is being read again is older than the change.
    if (isRefreshing) asking.abort()
    set(change(loaded))
  }

  return { start, more, refresh, edit, stop: () => asking.abort() }
}
