import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCast, origin, type Cast, type Person } from './oracle/cast.ts'
import { people, stages } from './oracle/stages.ts'
import { putBack, snapshot, type Snapshot } from './oracle/store.ts'

/** What a status says of whether one may. */
function mark(status: number): string {
  if (status === 401) return '401'
  if (status === 403) return 'no'
  return status === 404 ? '·' : 'yes'
}

describe.each(stages)('the routes of $name', (stage) => {
  let folder = ''
  let cast: Cast
  let kept: Snapshot
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lintel-matrix-'))
    cast = await openCast(stage, `sqlite:${join(folder, 'matrix.db')}`)
    kept = await snapshot(cast)
  })
  afterAll(async () => {
    await cast.portal.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function asked(person: Person, method: string, path: string): Promise<string> {
    const ends = path.replace(/:page\/:tab/, tabOf(person)).replace(/:\w+/g, '1')
    const answer = await cast.portal.app.inject({
      method: method as 'GET',
      url: ends,
      headers: { origin, 'if-match': '*', ...(person.cookie !== null && { cookie: person.cookie }) },
      ...(['POST', 'PATCH'].includes(method) && {
        payload: '{}',
        headers: {
          origin,
          'if-match': '*',
          'content-type': 'application/json',
          ...(person.cookie !== null && { cookie: person.cookie }),
        },
      }),
    })
    if (method !== 'GET' && answer.statusCode < 300) await putBack(cast, kept)
    return mark(answer.statusCode)
  }

  function tabOf({ area }: Person): string {
    const [page] = Object.values(area.pages)
    return `${page?.name ?? ''}/${page?.tabs[0]?.tab ?? ''}`
  }

  /** Asked of record 1, which is company 1's: `yes`, `no` (403), `·` (not there for them), `401`. */
  test('are open to whom this table says', async () => {
    const routes = cast.portal.app.accessRules.map((line) => /^(\w+) (\S+): (.*)$/.exec(line) ?? [])
    const lines = [`Public:`]
    for (const [, method, path, rule] of routes) if (rule === 'anybody') lines.push(`  ${method} ${path}`)
    for (const [where, of] of [
      [stage.staff, 'staff'],
      [stage.customers, 'customers'],
    ] as const) {
      const who = people.filter((one) => one.of === of)
      lines.push(
        '',
        `${where}:`,
        row(
          '',
          who.map(({ name }) => name),
        ),
      )
      const api = cast.portal.plan.areas[where]?.api ?? ''
      for (const [, method = '', path = '', rule] of routes) {
        if (!path.startsWith(`${api}/`) || rule === 'anybody' || path.endsWith('/events')) continue
        const marks: string[] = []
        for (const { name } of who) {
          const person = cast.people.get(name)
          if (person) marks.push(await asked(person, method, path))
        }
        lines.push(row(`${method} ${path.slice(api.length)}`, marks))
      }
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`matrix-${stage.name}.txt`)
  })
})

function row(title: string, marks: readonly string[]): string {
  return `  ${title.padEnd(52)}${marks.map((one) => one.padEnd(9)).join('')}`.trimEnd()
}
