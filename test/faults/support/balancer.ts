import { once } from 'node:events'
import { Agent, createServer, get, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Passes requests on to those that say that they are ready, in turn; tries none of them twice. */
export interface Balancer {
  readonly address: string
  /** Resolves when it passes requests on to that one. */
  knows(port: number): Promise<void>
  close(): Promise<void>
}

const lookEvery = 100
/** One that says nothing in time is left out after so many looks, as balancers do; one that says no, at once. */
const silentLooks = 3

export async function openBalancer(ports: () => readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true })
  let ready: readonly number[] = []
  let turn = 0
  let closed = false

  const silences = new Map<number, number>()

  async function look(): Promise<void> {
    const all = ports()
    const answers = await Promise.all(all.map(isReady))
    ready = all.filter((port, at) => {
      const silent = answers[at] === null ? (silences.get(port) ?? 0) + 1 : 0
      silences.set(port, silent)
      return answers[at] ?? (ready.includes(port) && silent < silentLooks)
    })
  }

  /** One look after the other: one that came back late would say what was. */
  async function keepLooking(): Promise<void> {
    while (!closed) {
      await look()
      await sleep(lookEvery)
    }
  }

  function pass(asked: IncomingMessage, answer: ServerResponse): void {
    const port = ready[turn++ % ready.length]
    if (port === undefined) return void answer.writeHead(502).end()
    const { method, url: path } = asked
    const address = `127.0.0.1:${port}`
    const headers = { ...asked.headers, host: address, origin: `http://${address}` }
    const passed = request({ agent, port, method, path, headers }, (answered) => {
      // These two are between the balancer and the instance.
      const { connection: _, 'keep-alive': __, ...given } = answered.headers
      answer.writeHead(answered.statusCode ?? 502, given)
      answered.pipe(answer)
    })
    passed.once('error', (error) => void answer.writeHead(502).end(`${port}: ${error.message}`))
    asked.pipe(passed)
  }

  await look()
  const looking = keepLooking()
  const server = createServer(pass).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async knows(port) {
      while (!ready.includes(port)) await sleep(10)
    },
    async close() {
      closed = true
      await looking
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      agent.destroy()
    },
  }
}

/** Null where nothing is said in time. */
function isReady(port: number): Promise<boolean | null> {
  return new Promise((resolve) => {
    const asked = get({ port, path: '/readyz', timeout: 1_000, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    asked.once('timeout', () => {
      resolve(null)
      asked.destroy()
    })
    asked.once('error', () => resolve(false))
  })
}
