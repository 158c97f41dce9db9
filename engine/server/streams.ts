import { randomInt } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Identity } from '../accounts/identities.ts'
import type { RevisionEvent } from './wire.ts'

/** A page that is open somewhere and listens. */
export interface Listener {
  readonly response: ServerResponse
  /** Who listens, as things are now; null where the session is over. */
  identity(): Promise<Identity | null>
  /** What a listener like this one is told of the report; null where that is none of his business. */
  report(identity: Identity): string | null
}

/** The event streams of one generation. */
export interface Streams {
  /** False where there are too many, or no more are wanted. */
  open(listener: Listener, identity: Identity): boolean
  /** Tells everybody who may know how the wanted definitions fare. */
  tellReport(): void
  /** Ends all: they come back, to whoever answers then. */
  end(): void
  /** Ends all, for good; where others answer from now on, by which definitions. */
  close(next?: number): void
}

const most = 5_000
const mostOfOne = 12
const heartbeat = 25_000
/** Bytes that a listener may be behind before it is let go. */
const mostBehind = 65_536

export function openStreams(revision: () => number): Streams {
  const all = new Map<Listener, string>()
  let isClosed = false
  const timer = setInterval(() => {
    for (const listener of all.keys()) void tell(listener, () => ':\n\n')
  }, heartbeat)
  timer.unref()

  function drop(listener: Listener): void {
    all.delete(listener)
    listener.response.end()
  }

  /** Asked anew each time: whoever has been signed out, or has another role, is told nothing that is not theirs. */
  async function tell(listener: Listener, words: (identity: Identity) => string | null): Promise<void> {
    const identity = await listener.identity().catch(() => null)
    if (!all.has(listener)) return
    if (!identity || listener.response.writableLength > mostBehind) return drop(listener)
    const text = words(identity)
    if (text !== null) listener.response.write(text)
  }

  function reportOf(listener: Listener) {
    return (identity: Identity): string | null => {
      const report = listener.report(identity)
      return report === null ? null : event('report', report)
    }
  }

  function end(): void {
    for (const listener of all.keys()) drop(listener)
  }

  return {
    open(listener, identity) {
      const key = `${identity.account.entity} ${identity.account.id}`
      const own = [...all].filter(([, whose]) => whose === key)
      if (isClosed || (all.size >= most && own.length === 0)) return false
      if (own.length >= mostOfOne && own[0]) drop(own[0][0])
      all.set(listener, key)
      listener.response.once('close', () => all.delete(listener))
      // Not all at the same moment, when they come back.
      const retry = `retry: ${500 + randomInt(1500)}\n\n`
      listener.response.write(retry + revisionText(revision()) + (reportOf(listener)(identity) ?? ''))
      return true
    },
    tellReport() {
      for (const listener of all.keys()) void tell(listener, reportOf(listener))
    },
    end,
    close(next) {
      isClosed = true
      clearInterval(timer)
      const text = next === undefined ? '' : revisionText(next)
      for (const { response } of all.keys()) response.write(text)
      end()
    },
  }
}

function revisionText(revision: number): string {
  return event('revision', JSON.stringify({ revision } satisfies RevisionEvent))
}

function event(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`
}
