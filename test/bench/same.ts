import { createPath, filters, getPaths, listPath, newPerson, recordPath } from './cases.ts'
import { makeSearchTerm } from './people.ts'
import type { Server } from './server.ts'

type Addressed = Pick<Server, 'address' | 'cookie'>

interface Answer {
  readonly status: number
  readonly etag: string | null
  readonly body: unknown
}

/**
 * Asks both for the same and says where they differ; empty where they agree. Values, order, counts and codes must
 * be equal; cursors are each server's own, times those of its writes, and refusals have words of their own.
 */
export async function findDifferences(one: Addressed, other: Addressed, users: number): Promise<string[]> {
  const differences: string[] = []
  const compare = async (
    method: string,
    path: string,
    body?: unknown,
    version?: string,
  ): Promise<Answer[]> => {
    const answers = await Promise.all([one, other].map((server) => ask(server, method, path, body, version)))
    note(`${method} ${decodeURIComponent(path)}`, answers)
    return answers
  }

  for (const filter of [{}, ...filters]) await compareWalk(filter)
  const terms = Array.from({ length: 10 }, (_, i) => makeSearchTerm(i, users))
  const inEmails = ['@partner-3.', 'ER', 'an', 'a', '%', '_', '.1@', 'MMA ', 'em 3.example', 'no such name']
  for (const search of [...terms, ...inEmails]) await compareWalk({ search })
  for (const path of getPaths(users, 1, 20)) await compare('GET', path)
  await compare('GET', recordPath(users + 1_000))

  const person = newPerson(users + 1, users)
  const created = await compare('POST', createPath, person)
  const path = recordPath((created[0]?.body as { id?: number } | undefined)?.id ?? 0)
  await compare('GET', path)
  await compare('POST', createPath, person)
  await compare('POST', createPath, { ...person, surprise: 1 })
  await compare('PATCH', path, { name: 'Zoë Renamed' }, '"1"')
  await compare('PATCH', path, { name: 'Too late' }, '"1"')
  await compare('PATCH', path, { name: 'Without a version' })
  await compareWalk({ search: 'renamed' })
  return differences

  /** The first page, the second, and the first again by going back. */
  async function compareWalk(parameters: Readonly<Record<string, string>>): Promise<void> {
    const first = await compare('GET', listPath(parameters))
    const second = await follow(parameters, 'after', 'next', first)
    if (second) await follow(parameters, 'before', 'previous', second)
  }

  async function follow(
    parameters: Readonly<Record<string, string>>,
    key: 'after' | 'before',
    cursor: 'next' | 'previous',
    from: readonly Answer[],
  ): Promise<Answer[] | null> {
    const cursors = from.map(({ body }) => (body as Page).page?.[cursor] ?? null)
    if (cursors.includes(null)) return null
    const answers = await Promise.all(
      [one, other].map((server, i) =>
        ask(server, 'GET', listPath({ ...parameters, [key]: cursors[i] ?? '' })),
      ),
    )
    note(`GET ${decodeURIComponent(listPath({ ...parameters, [key]: '…' }))}`, answers)
    return answers
  }

  function note(request: string, answers: readonly Answer[]): void {
    const [a, b] = answers.map(comparable)
    const difference = firstDifference(a, b, '')
    if (difference !== null) differences.push(`${request}: ${difference}`)
  }
}

function firstDifference(a: unknown, b: unknown, at: string): string | null {
  if (!isTree(a) || !isTree(b)) {
    return a === b ? null : `${at || 'all'} is ${JSON.stringify(a)} and ${JSON.stringify(b)}`
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = firstDifference(a[key], b[key], `${at}/${key}`)
    if (found !== null) return found
  }
  return null
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

interface Page {
  readonly page?: { readonly next: string | null; readonly previous: string | null }
}

export async function ask(
  { address, cookie }: Addressed,
  method: string,
  path: string,
  body?: unknown,
  version?: string,
): Promise<Answer> {
  const answer = await fetch(address + path, {
    method,
    headers: {
      cookie,
      origin: address,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(version !== undefined && { 'if-match': version }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    etag: answer.headers.get('etag'),
    body: text === '' ? null : (JSON.parse(text) as unknown),
  }
}

function comparable({ status, etag, body }: Answer): unknown {
  if (status >= 400) return { status }
  return {
    status,
    etag,
    body: JSON.parse(JSON.stringify(body), (key, value: unknown) => {
      if (key === 'next' || key === 'previous') return value !== null
      if (key === 'created_at' || key === 'updated_at') return typeof value
      return value
    }) as unknown,
  }
}
