import type { ChangeEvent, ReportEvent, RevisionEvent } from '../engine/server/wire.ts'

/** By which definitions the server answers: said by each answer, and by an event when nothing is asked. */
export interface Revisions {
  readonly latest: number
  readonly seen: (revision: number) => void
  /** Listens at that address until the function that it gives is called. */
  listen(url: string, listener: RevisionListener): () => void
  /** What others wrote, and this page too, a moment later; null: anything may be otherwise now. */
  onRecords(listener: (change: ChangeEvent | null) => void): () => void
}

export interface RevisionListener {
  /** Others than when the page was made. */
  changed(): void
  reported(report: ReportEvent['report']): void
}

/** Milliseconds after which a stream that was refused is asked for again. */
const again = 10_000

export function createRevisions(): Revisions {
  let latest = 0
  let listener: RevisionListener | null = null
  const readers = new Set<(change: ChangeEvent | null) => void>()

  function tell(change: ChangeEvent | null): void {
    for (const reader of readers) reader(change)
  }

  function seen(revision: number): void {
    // An answer that was under way while another generation took over says what was, not what is.
    if (revision <= latest) return
    const isFirst = latest === 0
    latest = revision
    if (!isFirst) listener?.changed()
  }

  function listen(url: string, next: RevisionListener): () => void {
    let source: EventSource | null = null
    let retry: ReturnType<typeof setTimeout> | undefined
    let wasHeard = false
    listener = next

    function close(): void {
      clearTimeout(retry)
      source?.close()
      source = null
    }

    /** Only a page that is seen listens: browsers have few connections to one server, and a person may have many tabs. */
    function follow(): void {
      if (document.hidden) return close()
      if (source) return
      source = new EventSource(url)
      // Whoever looked away, or was refused, has missed something; a stream that broke tells what that was.
      if (wasHeard) tell(null)
      wasHeard = true
      source.addEventListener('change', (event: MessageEvent<unknown>) => tell(dataOf<ChangeEvent>(event)))
      source.addEventListener('sight', () => tell(null))
      source.addEventListener('revision', (event: MessageEvent<unknown>) =>
        seen(dataOf<RevisionEvent>(event).revision),
      )
      source.addEventListener('report', (event: MessageEvent<unknown>) =>
        next.reported(dataOf<ReportEvent>(event).report),
      )
      source.addEventListener('error', () => {
        // It tries again by itself, but where the server said no.
        if (source?.readyState !== EventSource.CLOSED) return
        close()
        retry = setTimeout(follow, again)
      })
    }

    document.addEventListener('visibilitychange', follow)
    follow()
    return () => {
      document.removeEventListener('visibilitychange', follow)
      close()
      if (listener === next) listener = null
    }
  }

  return {
    get latest() {
      return latest
    },
    seen,
    listen,
    onRecords(reader) {
      readers.add(reader)
      return () => void readers.delete(reader)
    },
  }
}

/** What the server sends is typed in wire.ts. */
function dataOf<Data>({ data }: MessageEvent<unknown>): Data {
  return JSON.parse(String(data)) as Data
}
