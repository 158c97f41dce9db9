import { randomUUID } from 'node:crypto'
import type { Answer, Client } from './client.ts'
import { must } from './script.ts'

/** Something that a writer wanted, and what it knows of it. */
export interface Wish {
  readonly username: string
  readonly method: 'POST' | 'PATCH'
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
  /** Null where no answer came: it may have happened, or not. */
  answer: Answer | null
}

export interface Writers {
  /** In the order in which they were wished; of one user, each after the answer to the one before. */
  readonly wishes: readonly Wish[]
  acknowledged(): number
  /** How often there was no room, or no database. */
  refused(): number
  /** Ends after the requests under way. */
  stop(): Promise<void>
}

/** Where the database is away, a writer asks the same thing again, until it is answered. */
export type WhenRefused = 'stop' | 'ask again'

/**
 * Each makes a user, which comes with its access right, its link and its mail, then changes its name, and so on. A writer
 * that gets no answer stops; one that gets another than it may throws.
 */
export function startWriters(
  client: Client,
  { partner, role, many, from, whenRefused }: StartWriters,
): Writers {
  const wishes: Wish[] = []
  let stopped = false
  let refusals = 0
  const ended = Promise.all(Array.from({ length: many }, (_, at) => write(`w${from}-${at}`)))

  async function write(name: string): Promise<void> {
    for (let turn = 0; !stopped; turn++) {
      const username = `${name}-${turn}`
      const email = `${username}@example.org`
      const body = { name: username, username, email, partner, role }
      const created = await ask({
        username,
        method: 'POST',
        path: '/api/customer_users',
        body,
        headers: key(),
      })
      if (!created) return
      must(created.status === 201, `creating ${username}: ${created.status} ${JSON.stringify(created.body)}`)
      const changed = await ask({
        username,
        method: 'PATCH',
        path: `/api/customer_users/${created.body.id}`,
        body: { name: `${username} changed` },
        headers: { ...key(), 'if-match': created.headers.get('etag') ?? '' },
      })
      if (!changed) return
      must(changed.status === 200, `changing ${username}: ${changed.status} ${JSON.stringify(changed.body)}`)
    }
  }

  async function ask(wanted: Omit<Wish, 'answer'>): Promise<Answer | null> {
    const wish: Wish = { ...wanted, answer: null }
    wishes.push(wish)
    for (;;) {
      const answer = await send(client, wish)
      if (!answer && whenRefused === 'stop') return null
      if (answer && ![503, 507].includes(answer.status)) return (wish.answer = answer)
      must(answer?.status !== 503 || answer.headers.get('retry-after') !== null, 'a 503 without Retry-After')
      refusals++
      if (stopped) return null
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  return {
    wishes,
    acknowledged: () => wishes.filter(({ answer }) => answer !== null).length,
    refused: () => refusals,
    async stop() {
      stopped = true
      await ended
    },
  }
}

export interface StartWriters {
  readonly partner: number
  readonly role: number
  readonly many: number
  /** Makes the names of this round its own. */
  readonly from: number
  readonly whenRefused: WhenRefused
}

function key(): Record<string, string> {
  return { 'idempotency-key': randomUUID() }
}

/** Null where no answer comes. */
export async function send(client: Client, { method, path, body, headers }: Wish): Promise<Answer | null> {
  try {
    return await client.send(method, path, body, headers)
  } catch (error) {
    // What fetch throws of a connection that broke, or was not made.
    if (error instanceof TypeError) return null
    throw error
  }
}
