import { customerOf } from '../../server/people.ts'
import { testPortal, type Answer, type Client, type TestPortal } from '../test-portal.ts'
import { randomFrom } from './random.ts'
import { fuzzRequests, type FuzzRequest } from './requests.ts'

export interface Found {
  readonly request: FuzzRequest
  readonly answers: readonly string[]
}

export interface Fuzzed {
  readonly sent: number
  readonly byStatus: Readonly<Record<string, number>>
  /** Answers of 500 and more, and those in which the databases differ. */
  readonly found: readonly Found[]
}

/** Sends the same requests to two portals that differ in their database only. */
export async function fuzzBoth(
  databases: readonly (string | undefined)[],
  count: number,
  seed: number,
): Promise<Fuzzed> {
  const portals: TestPortal[] = []
  try {
    for (const database of databases)
      portals.push(await testPortal({ samples: true, ...(database !== undefined && { database }) }))
    const kinds = [
      await Promise.all(portals.map((portal) => portal.admin())),
      await Promise.all(portals.map((portal) => customerOf(portal, 'fuzzer', 'Company administrator'))),
      portals.map((portal) => portal.visitor()),
    ] as const
    const random = randomFrom(seed)
    const documents = await Promise.all([
      kinds[0][0]?.get('/api/openapi.json'),
      kinds[1][0]?.get('/portal/api/openapi.json'),
    ])
    const few = new Set<string>()
    for (const entity of Object.keys(portals[0]?.plan.entities ?? {})) {
      const [row] = (await portals[0]?.db.read(`select count(*) as n from "${entity}"`, [])) ?? []
      if (Number(row?.['n']) < 4) few.add(entity)
    }
    const [staff, customers] = documents.map((answer) => fuzzRequests(answer?.body, random, few))
    if (!staff || !customers) throw new Error('no document')
    const byStatus: Record<string, number> = {}
    const found: Found[] = []
    for (let sent = 0; sent < count; sent++) {
      const request = random.chance(0.75) ? staff() : customers()
      const clients = random.chance(0.02)
        ? kinds[2]
        : request.path.startsWith('/portal/')
          ? kinds[1]
          : kinds[0]
      const answers = await Promise.all(clients.map((client) => send(client, request)))
      const said = answers.map(inShort)
      const status = String(answers[0]?.status)
      byStatus[status] = (byStatus[status] ?? 0) + 1
      if (new Set(said).size > 1 || answers.some((answer) => answer.status >= 500))
        found.push({ request, answers: said })
    }
    return { sent: count, byStatus, found }
  } finally {
    await Promise.all(portals.map((portal) => portal.close()))
  }
}

function send(client: Client, { method, path, headers, body }: FuzzRequest): Promise<Answer> {
  return client.send(method, path, body, { ...headers })
}

/** Status, code, and what is said of which field. */
function inShort({ status, body }: Answer): string {
  const errors = (body?.errors ?? []) as readonly { field: string; code: string }[]
  return `${status} ${body?.code ?? ''} ${errors.map(({ field, code }) => `${field}: ${code}`).join(', ')}`
}

export function told({ request, answers }: Found): string {
  const { method, path, headers, body } = request
  return [
    `${method} ${path.slice(0, 400)}`,
    JSON.stringify(headers),
    body?.slice(0, 400) ?? '',
    ...answers,
  ].join('\n  ')
}
