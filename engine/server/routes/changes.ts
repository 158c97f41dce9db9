import { placesOfRules } from '../../access/why/places.ts'
import type { Reader } from '../../access/access.ts'
import { readRevision } from '../../database/revisions.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import { permitted } from '../access-rules.ts'
import type { AreaContext } from '../context.ts'
import { Failure } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { localise } from '../language.ts'
import { identityOf, idOf, languageOf } from '../request.ts'
import { placeOf } from '../screens/place-of.ts'
import type { ChangesAnswer, FieldChange } from '../wire.ts'
import type { EntityRoutes } from './route.ts'
import { inLanguage } from '../../words/label.ts'

interface Entry {
  readonly area?: string | null
  readonly entity?: string | null
  readonly record_id?: number | null
  readonly revision?: number | null
  readonly permission?: string | null
  readonly changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>> | null
}

const asked = ['area', 'entity', 'record_id', 'revision', 'permission', 'changes']

/** What became of each field, in the words of the definitions. */
export const changesRoutes: EntityRoutes = (app, context, entity) => {
  const { plan, records, headers } = context
  if (!Object.values(entity.fields).some(({ cell }) => cell.kind === 'changes')) return

  app.get<{ Params: { id: string } }>(
    `/${entity.name}/:id/changes`,
    { config: { access: permitted(entity.name, 'read') } },
    async (request, reply) => {
      const { reader } = identityOf(request)
      const readable = reader.access.fields(entity.name, 'read')
      if (!readable.has('changes')) throw new Failure(404, 'not-found')
      const fields = asked.filter((name) => readable.has(name)).map((name) => [name])
      const found = await records.get(reader, entity.name, idOf(request.params.id), { fields })
      if (!found) throw new Failure(404, 'not-found')
      // The text was made by the database of the entry just asked for.
      const entry = JSON.parse(found.json) as Entry
      const names = namesOf(context, reader, entity.name)
      const answer: ChangesAnswer = {
        data: await Promise.all(
          Object.entries(entry.changes ?? {}).map(([field, change]) =>
            told(
              plan.entities[entry.entity ?? '']?.fields[field],
              field,
              change,
              languageOf(plan, request),
              names,
            ),
          ),
        ),
        record: await recordOf(context, reader, entry),
        permissions: await permissionsOf(context, entry),
      }
      return sendJson(reply, headers.data, JSON.stringify(answer))
    },
  )
}

type NameOf = (entity: string, id: number) => Promise<string | null>

async function told(
  field: FieldPlan | undefined,
  name: string,
  [before, after]: readonly [unknown, unknown],
  language: string,
  nameOf: NameOf,
): Promise<FieldChange> {
  const to = field?.relation?.to
  const value = async (one: unknown): Promise<unknown> => {
    if (to === undefined || one === null) return one
    if (!Array.isArray(one)) return { id: Number(one), display: await nameOf(to, Number(one)) }
    const shown = await Promise.all(
      one.slice(0, mostNamed).map(async (id) => ({ id: Number(id), display: await nameOf(to, Number(id)) })),
    )
    return { data: shown, count: { value: one.length, more: false } }
  }
  return {
    field: name,
    label: field ? inLanguage(field.label, language) : name,
    // A field that the definitions no longer have shows what it held.
    cell: field ? localise(field.cell, language) : { kind: 'text' },
    before: await value(before),
    after: await value(after),
  }
}

const mostNamed = 20

/** As the record is called now; one that is gone, as it was called last in what the reader may read of the trail. */
function namesOf({ records, plan }: AreaContext, reader: Reader, trail: string): NameOf {
  return async (entity, id) => {
    const now = await displayOf({ records, plan }, reader, entity, id)
    if (now !== null) return now
    const fields = reader.access.fields(trail, 'read')
    if (!['record', 'record_id', 'entity'].every((field) => fields.has(field))) return `#${id}`
    const { data } = await records.list(reader, trail, {
      filter: {
        and: [
          { path: ['record_id'], op: 'eq', value: id },
          { path: ['entity'], op: 'eq', value: entity },
          { path: ['record'], op: 'empty', value: false },
        ],
      },
      sort: [{ path: ['id'], descending: true }],
      fields: [['record']],
      search: '',
      limit: 1,
      after: null,
      before: null,
      count: 'none',
      deleted: 'exclude',
    })
    const [last] = JSON.parse(data) as { record?: string | null }[]
    return last?.record ?? `#${id}`
  }
}

async function displayOf(
  { records, plan }: Pick<AreaContext, 'records' | 'plan'>,
  reader: Reader,
  entity: string,
  id: number,
): Promise<string | null> {
  if (!plan.entities[entity] || reader.access.rows(entity, 'read') === false) return null
  const found = await records.get(reader, entity, id, { fields: [['display']] })
  const display: unknown = found ? (JSON.parse(found.json) as { display?: unknown }).display : null
  return typeof display === 'string' ? display : null
}

async function recordOf(
  context: AreaContext,
  reader: Reader,
  entry: Entry,
): Promise<ChangesAnswer['record']> {
  const { entity, record_id: id } = entry
  if (typeof entity !== 'string' || typeof id !== 'number') return null
  const display = await displayOf(context, reader, entity, id)
  return display === null ? null : { entity, id, display, at: placeOf(context.area, reader.access, entity) }
}

async function permissionsOf({ db }: AreaContext, entry: Entry): Promise<ChangesAnswer['permissions']> {
  const names = entry.permission?.split(' ') ?? []
  if (names.length === 0) return []
  const revision = typeof entry.revision === 'number' ? await readRevision(db, entry.revision) : null
  const area = revision?.plan.areas[entry.area ?? '']
  const places = area && placesOfRules(new Map(Object.entries(revision.files)), area)
  return names.map((name) => {
    const place = places?.get(name)
    return { name, file: place?.file ?? null, line: place?.line ?? null, usedBy: place?.usedBy ?? null }
  })
}
