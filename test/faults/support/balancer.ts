import { once } from 'node:events'
import { Agent, createServer, get, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Passes requests on to those that say that they are ready, in turn; tries none of them twice. */
export interface Balancer {
  readonly address: string
  close(): Promise<void>
}

const lookEvery = 100

export async function openBalancer(ports: () => readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true })
  let ready: readonly number[] = []
  let turn = 0

  async function look(): Promise<void> {
    const all = ports()
    const answers = await Promise.all(all.map(isReady))
    ready = all.filter((_, at) => answers[at])
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
  const timer = setInterval(() => void look(), lookEvery)
  const server = createServer(pass).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      clearInterval(timer)
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      agent.destroy()
    },
  }
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get({ port, path: '/readyz', timeout: 1_000, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    asked.once('error', () => resolve(false))
    asked.once('timeout', () => asked.destroy())
  })
}
