import { randomBytes } from 'node:crypto'
import type { Batch, Changes, RecordChange } from '../database/changes.ts'

/** What changed lately, for whoever comes back to ask what was missed. */
export interface Feed {
  /** Up to where somebody knows what there was; opaque, and the same for all that are told at one time. */
  readonly now: string
  /** What changed after that; null where that is not known any more. */
  since(id: string): readonly RecordChange[] | null
  listen(listener: (batch: Batch) => void): () => void
}

const mostKept = 5_000

/**
 * Numbered by time, and not by how much there was: who may read none of it shall not learn how much it is. Other
 * instances, and this one before it was started, have other names.
 */
export function openFeed(changes: Changes): Feed {
  const own = randomBytes(6).toString('base64url')
  const listeners = new Set<(batch: Batch) => void>()
  let kept: { readonly at: number; readonly change: RecordChange }[] = []
  let last = Date.now()
  /** What was there before that is forgotten. */
  let from = last

  changes.listen((batch) => {
    last = Math.max(Date.now(), last + 1)
    for (const change of batch.changes) kept.push({ at: last, change })
    if (batch.incomplete) {
      kept = []
      from = last
    }
    if (kept.length > mostKept) {
      const gone = kept.splice(0, kept.length - mostKept / 2)
      from = gone.at(-1)?.at ?? from
    }
    for (const listener of listeners) listener(batch)
  })

  return {
    get now() {
      // The next batch has a later moment.
      last = Math.max(Date.now(), last)
      return `${own}.${last.toString(36)}`
    },
    since(id) {
      const [whose, text = ''] = id.split('.')
      const at = parseInt(text, 36)
      if (whose !== own || !Number.isSafeInteger(at) || at < from) return null
      return kept.filter((one) => one.at > at).map(({ change }) => change)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
