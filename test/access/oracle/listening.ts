import { setTimeout as wait } from 'node:timers/promises'
import { DataRefused } from '../../../engine/database/database.ts'
import { canaries, origin, valueOf, type Cast, type Person } from './cast.ts'
import { cell, viewOf, type Facts } from './facts.ts'
import type { Who } from './stages.ts'
import { factsOf } from './store.ts'

/** What was told while records were changed: of which somebody heard, and of which he may read. */
export interface Hearing {
  readonly who: Who
  readonly heard: readonly string[]
  readonly readable: ReadonlySet<string>
  readonly canaries: readonly string[]
}

interface Stream {
  text(): string
  stop(): void
}

/** Changes one record after the other while everybody listens. */
export async function listenAll(cast: Cast, before: Facts): Promise<readonly Hearing[]> {
  const people = [...cast.people.values()].filter(({ who }) => who !== 'nobody' && who !== 'deleted')
  const streams = await Promise.all(people.map((person) => listen(cast, person)))
  const changed = await changeEach(cast, before)
  await silence(streams)
  const after = await factsOf(cast)
  return people.map((person, at) => {
    const text = streams[at]?.text() ?? ''
    streams[at]?.stop()
    const views = [before, after].map((facts) => viewOf(cast.portal.plan, person, facts))
    return {
      who: person.who,
      heard: [
        ...new Set([...text.matchAll(/^data: (\{.*"entity".*\})$/gm)].map(([, data = '']) => named(data))),
      ],
      readable: new Set(
        changed
          .filter(([entity, id]) => views.some((view) => view.has(cell(entity, id, 'id'))))
          .map(([entity, id]) => `${entity}/${id}`),
      ),
      canaries: [...text.matchAll(canaries)].map(([bird]) => bird),
    }
  })
}

/** Until nothing more comes: what is told is told in batches, a moment after. */
async function silence(streams: readonly Stream[]): Promise<void> {
  const length = (): number => streams.reduce((sum, { text }) => sum + text().length, 0)
  let before = -1
  while (length() !== before) {
    before = length()
    await wait(500)
  }
}

function named(data: string): string {
  const { entity, id } = JSON.parse(data) as { readonly entity: string; readonly id: number }
  return `${entity}/${id}`
}

async function listen({ portal }: Cast, { area, cookie }: Person): Promise<Stream> {
  const headers = { origin, ...(cookie !== null && { cookie }) }
  const url = `${area.api}/events`
  const answer = await portal.app.inject({ method: 'GET', url, headers, payloadAsStream: true })
  const stream = answer.stream()
  let text = ''
  stream.on('data', (part: Buffer) => (text += part.toString()))
  return { text: () => text, stop: () => void stream.destroy() }
}

/** Gives a text of each record another value, and says which were changed. */
async function changeEach(
  { portal: { plan, db }, records, engine }: Cast,
  facts: Facts,
): Promise<readonly (readonly [entity: string, id: number])[]> {
  const changed: (readonly [string, number])[] = []
  for (const entity of Object.values(plan.entities)) {
    const field = Object.values(entity.fields).find(
      ({ storage, system, unique, editor, relation, readOnlyIf, cell: { kind } }) =>
        storage.kind === 'text' &&
        ![system, unique, relation, readOnlyIf, editor.kind === 'choice', kind === 'link'].some(Boolean),
    )
    if (!field || entity.builtIn) continue
    for (const [id, row] of facts.get(entity.name) ?? []) {
      if ((row['deleted_at'] ?? null) !== null) continue
      const values = { [field.name]: valueOf(entity.name, field, id, () => 0, 'd') }
      try {
        await db.write((transaction) => records.update(transaction, engine, entity.name, id, values, null))
        changed.push([entity.name, id])
      } catch (error) {
        if (!(error instanceof DataRefused)) throw error
      }
    }
  }
  return changed
}
