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
  const underWay = new Set<IncomingMessage>()
  const listeners = new Set<() => void>()
  return {
    served,
    take(request, response) {
      underWay.add(request)
      // Not `once`: under load its wrapper has V8 keep every request until old memory is swept, in about half of all
      // processes (Node 20), which then do two thirds of the work.
      response.on('close', () => {
        underWay.delete(request)
        for (const listener of listeners) listener()
      })
      served.app.routing(request, response)
    },
    async finished(which = () => true) {
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if ([...underWay].some(which)) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      })
      await served.settled()
    },
    cutOff() {
      for (const request of underWay) if (!request.complete) request.destroy()
    },
  }
}
