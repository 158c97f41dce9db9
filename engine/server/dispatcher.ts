import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Served } from './app.ts'
import { openLane } from './lane.ts'
import { refuseRaw } from './raw-refusal.ts'

/** One server; the generation in force answers what comes in, and finishes it when another has taken over. */
export interface Dispatcher {
  readonly server: Server
  listen(where: { readonly host: string; readonly port: number }): Promise<void>
  /** From now on this one answers; what is under way goes on where it began. */
  handOver(served: Served): Retired
  /**
   * Keeps new requests waiting until `release`, and resolves when none is under way. False, and nothing is kept waiting any
   * longer, where some did not end within these milliseconds. Of `whole` ones only, what has not come whole is cut off: it
   * has begun nothing, and could be made to come for ever.
   */
  hold(patience: number, of?: 'whole'): Promise<boolean>
  release(): void
  /** Answers on, and asks every client to come back on a new connection. */
  drain(): void
  /** Takes no more connections; resolves when every request is answered. */
  close(): Promise<void>
}

export interface Retired {
  /** Resolves when nothing that it began is under way. */
  finished(): Promise<void>
}

/** Milliseconds that a request waits at the gate before it is told to come back, and how many may wait. */
const patienceOfRequests = 10_000
const mostWaiting = 2_000
/** Milliseconds that requests under way have, once no more are taken. */
const longestRequest = 25_000

interface Waiting {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly timer: NodeJS.Timeout
}

export function openDispatcher(first: Served): Dispatcher {
  let lane = openLane(first)
  let waiting: Set<Waiting> | null = null
  let isDraining = false

  const server = createServer({ requestTimeout: 60_000, keepAliveTimeout: 72_000 }, (request, response) => {
    if (isDraining) response.setHeader('connection', 'close')
    if (waiting && asksTables(request)) wait(waiting, request, response)
    else lane.take(request, response)
  })
  server.on('clientError', answerBadRequest)

  function wait(queue: Set<Waiting>, request: IncomingMessage, response: ServerResponse): void {
    if (queue.size >= mostWaiting) return refuseRaw(request, response, lane.served.revision())
    const timer = setTimeout(() => {
      queue.delete(one)
      refuseRaw(request, response, lane.served.revision())
    }, patienceOfRequests)
    const one = { request, response, timer }
    queue.add(one)
    response.once('close', () => {
      clearTimeout(timer)
      queue.delete(one)
    })
  }

  function release(): void {
    const queue = waiting
    waiting = null
    for (const { request, response, timer } of queue ?? []) {
      clearTimeout(timer)
      lane.take(request, response)
    }
  }

  return {
    server,
    listen: (where) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(where, () => {
          server.off('error', reject)
          resolve()
        })
      }),
    handOver(served) {
      const before = lane
      lane = openLane(served)
      release()
      before.served.streams.close(served.revision())
      return { finished: () => before.finished() }
    },
    async hold(patience, of) {
      waiting ??= new Set()
      lane.served.streams.end()
      if (of === 'whole') lane.cutOff()
      const isIdle = await within(patience, lane.finished(asksTables))
      if (!isIdle) release()
      return isIdle
    },
    release,
    drain() {
      isDraining = true
      lane.served.streams.close()
    },
    async close() {
      isDraining = true
      release()
      const closed = new Promise<void>((resolve) => {
        if (server.listening) server.close(() => resolve())
        else resolve()
      })
      lane.served.streams.close()
      // What does not end, such as a body that never comes whole, does not keep the portal.
      if (!(await within(longestRequest, lane.finished()))) server.closeAllConnections()
      server.closeIdleConnections()
      // Browsers keep connections open over which nothing has come yet.
      await within(100, closed)
      server.closeAllConnections()
      await closed
    },
  }
}

/** How the portal is, and the files of the screens, ask nothing of the tables: they wait for nobody, and nobody for them. */
function asksTables({ url = '' }: IncomingMessage): boolean {
  return !/^\/((healthz|readyz|metrics)(\?|$)|assets\/)/.test(url)
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const done = await Promise.race([work.then(() => true), late])
  clearTimeout(timer)
  return done
}

const badRequests: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

/** What is no HTTP never reaches a generation. */
function answerBadRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const status = badRequests[error.code ?? ''] ?? '400 Bad Request'
  if (socket.writable) socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
  socket.destroy(error)
}
