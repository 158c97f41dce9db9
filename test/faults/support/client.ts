import type { Engine } from './engine.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // What is expected of a body is said where it is expected.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
}

/** Somebody signed in to the first area. Throws where no answer comes. */
export interface Client {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

export async function signIn(engine: Pick<Engine, 'address' | 'administrator'>): Promise<Client> {
  const visitor = clientOf(engine.address, '')
  const { token, ...credentials } = engine.administrator ?? { token: '', username: '', password: '' }
  // Void from the second time on.
  await visitor.send('PUT', '/api/password', { token, password: credentials.password })
  const { status, headers, body } = await visitor.send('POST', '/api/session', credentials)
  if (status !== 201) throw new Error(`signing in: ${status} ${JSON.stringify(body)}`)
  const cookie = headers.getSetCookie().map((text) => text.split(';')[0])
  return clientOf(engine.address, cookie.join('; '))
}

function clientOf(address: string, cookie: string): Client {
  return {
    async send(method, path, body, headers = {}) {
      const answer = await fetch(`${address}${path}`, {
        method,
        headers: {
          origin: address,
          cookie,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      })
      const text = await answer.text()
      const isJson = answer.headers.get('content-type')?.includes('json') === true
      return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text }
    },
  }
}

/** As `send`, for what must succeed; the body of the answer. */
export async function must2xx(
  client: Client,
  ...request: Parameters<Client['send']>
): Promise<Answer['body']> {
  const { status, body } = await client.send(...request)
  if (status >= 300) throw new Error(`${request[0]} ${request[1]}: ${status} ${JSON.stringify(body)}`)
  return body
}
