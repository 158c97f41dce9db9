/** What was written to one record, by whichever instance. */
export interface RecordChange {
  readonly entity: string
  readonly id: number
  readonly operation: ChangeOperation
  /** What decided who may read the record, as it was before; null where that has not changed. */
  readonly before: RecordImage | null
}

export type ChangeOperation = 'create' | 'update' | 'delete' | 'restore' | 'link' | 'unlink'

/** What a record was, so far as it decides who may read it. */
export interface RecordImage {
  /** As they were stored; null where they have not changed. */
  readonly columns: Readonly<Record<string, string | number | null>> | null
  /** Links table → the other ends. */
  readonly links: Readonly<Record<string, readonly number[]>>
}

/** What was written together, in the order in which it was committed. */
export interface Batch {
  readonly changes: readonly RecordChange[]
  /** More may have changed than is known here: nobody listened for a while. */
  readonly incomplete: boolean
}

/** Tells what was committed, a moment later: what follows in that moment is told with it. */
export interface Changes {
  /** After the commit. */
  note(changes: readonly RecordChange[]): void
  /** So much has changed, after the commit, that nobody is told of each: all is to be read anew. */
  noteMuch(): void
  /** Who is signed in has changed, though no record did. */
  noteSessions(): void
  listen(listener: (batch: Batch) => void): () => void
  /** Tells what is left. */
  close(): Promise<void>
}

/** For what nobody is to be told of. */
export const noChanges: Changes = {
  note: () => undefined,
  noteMuch: () => undefined,
  noteSessions: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
}

/** How other instances are told, and tell; what they hear first is told to all here, and not to themselves. */
export interface Wire {
  send(batch: Batch): Promise<void>
  receive(listener: (batch: Batch) => void): void
  close(): Promise<void>
}

/** Milliseconds. */
const moment = 50

export function openChanges(wire: Wire | null): Changes {
  const listeners = new Set<(batch: Batch) => void>()
  let waiting: RecordChange[] = []
  let isLook = false
  let isMuch = false
  let timer: NodeJS.Timeout | undefined
  let isReceiving = false

  function tell(batch: Batch): void {
    for (const listener of listeners) listener(batch)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const changes = withoutRepeats(waiting)
    if (changes.length === 0 && !isLook && !isMuch) return
    const batch: Batch = { changes, incomplete: isMuch }
    waiting = []
    isLook = false
    isMuch = false
    tell(batch)
    // Should it fail, their connection does too: they hear that they may have missed something.
    await wire?.send(batch).catch(() => undefined)
  }

  function soon(): void {
    if (timer) return
    timer = setTimeout(() => void flush(), moment)
    timer.unref()
  }

  return {
    note(changes) {
      waiting.push(...changes)
      soon()
    },
    noteMuch() {
      isMuch = true
      soon()
    },
    noteSessions() {
      isLook = true
      soon()
    },
    listen(listener) {
      listeners.add(listener)
      if (!isReceiving) wire?.receive(tell)
      isReceiving = true
      return () => listeners.delete(listener)
    },
    async close() {
      await flush()
      await wire?.close()
    },
  }
}

/** Ten updates of one record within the moment are one to whoever is told. */
function withoutRepeats(changes: readonly RecordChange[]): RecordChange[] {
  const seen = new Set<string>()
  return changes.filter(({ entity, id, operation, before }) => {
    if (before) return true
    const key = `${entity} ${id} ${operation}`
    return !seen.has(key) && Boolean(seen.add(key))
  })
}
