import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Served } from './app.ts'

/** The requests that one generation answers, from their head to the end of their answer. */
export interface Lane {
  readonly served: Served
  take(request: IncomingMessage, response: ServerResponse): void
  /** Resolves when none of those requests is under way. */
  finished(which?: (request: IncomingMessage) => boolean): Promise<void>
  /** Ends the connections of requests that have not come whole. */
  cutOff(): void
}

export function openLane(served: Served): Lane {
  const underWay = openPlaces<IncomingMessage>()
  const listeners = new Set<() => void>()
  return {
    served,
    take(request, response) {
      const leave = underWay.enter(request)
      // Not `once`: its wrapper, too, has V8 keep what is over.
      response.on('close', () => {
        leave()
        for (const listener of listeners) listener()
      })
      served.app.routing(request, response)
    },
    async finished(which = () => true) {
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (underWay.all().some(which)) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      })
      await served.settled()
    },
    cutOff() {
      for (const request of underWay.all()) if (!request.complete) request.destroy()
    },
  }
}

interface Places<T> {
  /** To be called once, with what it answers, when that one leaves. */
  enter(one: T): () => void
  all(): readonly T[]
}

/**
 * Who is there now, of very many who come and go. Not a Set: V8 moves one to a new table every so many changes, and a table
 * left behind, once it is old, keeps what stood in it and the tables after it until old memory is swept. Each request was
 * then copied, for a third of the time that a read takes (Node 20).
 */
function openPlaces<T>(): Places<T> {
  const places: (T | null)[] = []
  const free: number[] = []
  return {
    enter(one) {
      const place = free.pop() ?? places.length
      places[place] = one
      return () => {
        places[place] = null
        free.push(place)
      }
    },
    all: () => places.filter((one) => one !== null),
  }
}
