import type { EntityPlan } from '../../plan/plan.ts'
import { readableFields, ref, type Described, type KnownRoute, type Operation } from './described.ts'
import { fieldsParameter, listParameters } from './list-parameters.ts'
import { fetched, sent, takenOff } from './file-operations.ts'
import { link, linked } from './link-operations.ts'
import { actions } from './record-actions.ts'
import {
  idempotencyKey,
  ifMatch,
  listOf,
  reading,
  writing,
  written,
  type Describe,
} from './record-answers.ts'
import { answers, bodyOf, json, nothing } from './responses.ts'
import { bodySchema } from './schemas.ts'
import { inLanguage } from '../../words/label.ts'

const list: Describe = (seen, entity) => {
  const answered = json('A page of the list.', listOf(entity.name))
  const csv = { 'text/csv': { schema: { type: 'string' } } }
  const content = {
    ...(answered['content'] as object),
    ...(seen.access.rows(entity.name, 'export') !== false && csv),
  }
  return {
    summary: `List ${inLanguage(entity.label.many, seen.language)}`,
    description:
      'Filters that belong together stand in brackets of their own: `filter[or][0][…]`, `filter[and][0][…]`, `filter[not][…]`; paths go through relations: `filter[author.name][contains]`. At most 30 terms.',
    parameters: listParameters(seen, entity, 'list'),
    responses: answers({ 200: { ...answered, content } }, reading),
  }
}

const get: Describe = (seen, entity) => ({
  summary: `Read ${inLanguage(entity.label.one, seen.language)}`,
  parameters: [fieldsParameter(readableFields(seen, entity))],
  responses: answers({ 200: json('The record.', ref('schemas', entity.name), ['ETag']) }, reading),
})

const create: Describe = (seen, entity) => ({
  summary: `Create ${inLanguage(entity.label.one, seen.language)}`,
  parameters: [idempotencyKey, ...consumeParameter(seen, entity)],
  requestBody: bodyOf(bodySchema(seen, entity, 'create')),
  responses: answers(
    {
      201: json('The new record.', written(seen, entity), ['Location', 'ETag', 'Idempotency-Replayed']),
    },
    writing,
  ),
})

function consumeParameter({ area, access }: Described, { name }: EntityPlan) {
  const offered = (area.consumes[name] ?? []).filter(
    ({ page, entity, set }) =>
      access.levels.has(page) &&
      access.rows(entity, 'update') !== false &&
      Object.keys(set).every((field) => access.fields(entity, 'update').has(field)),
  )
  if (offered.length === 0) return []
  const names = [...new Set(offered.map(({ entity }) => entity))]
  return [
    {
      name: 'consume',
      in: 'query',
      description: 'A record that this takes off its list, in the same transaction.',
      schema: { type: 'string', pattern: `^(${names.join('|')})/[1-9]\\d{0,14}$` },
      example: `${names[0] ?? ''}/1`,
    },
  ]
}

const update: Describe = (seen, entity) => ({
  summary: `Change ${inLanguage(entity.label.one, seen.language)}`,
  description: 'A JSON Merge Patch (RFC 7396): what is not named stays, `null` empties.',
  parameters: [ifMatch, idempotencyKey],
  requestBody: bodyOf(bodySchema(seen, entity, 'update')),
  responses: answers(
    { 200: json('The record as it is now.', written(seen, entity), ['ETag', 'Idempotency-Replayed']) },
    [...writing, 412, 428],
  ),
})

const remove: Describe = (seen, entity) => ({
  summary: `Delete ${inLanguage(entity.label.one, seen.language)}`,
  parameters: [ifMatch, idempotencyKey],
  responses: answers({ 204: nothing('Deleted.', ['Idempotency-Replayed']) }, [
    ...reading,
    409,
    412,
    428,
    507,
  ]),
})

/** An operation on records, by the shape of its address; null for what is none, or not for this access. */
export function describeRecords(seen: Described, { method, url }: KnownRoute): Operation | null {
  const [name = '', ...rest] = url.slice(seen.area.api.length + 1).split('/')
  const entity = Object.hasOwn(seen.plan.entities, name) ? seen.plan.entities[name] : undefined
  if (!entity) return null
  const describe = entity.single ? ofSingle[method] : shapes[`${method} ${rest.length}`]
  const operation = describe?.(seen, entity, rest[1] ?? '') ?? null
  return operation && { tags: [entity.name], ...operation }
}

const ofSingle: Readonly<Record<string, Describe>> = { GET: get, PATCH: update }

const shapes: Readonly<
  Record<string, (seen: Described, entity: EntityPlan, third: string) => Operation | null>
> = {
  'GET 0': list,
  'POST 0': create,
  'GET 1': get,
  'PATCH 1': update,
  'DELETE 1': remove,
  'GET 2': (seen, entity, name) =>
    entity.fields[name] && entity.fields[name].cell.kind !== 'changes'
      ? (fetched(seen, entity, name) ?? linked(seen, entity, name))
      : more(seen, entity, name),
  'POST 2': (seen, entity, action) =>
    (actions[action] ?? ((...given) => more(...given, action)))(seen, entity),
  'PUT 2': sent,
  'DELETE 2': takenOff,
  'PUT 3': (seen, entity, field) => link(seen, entity, field, 'Link'),
  'DELETE 3': (seen, entity, field) => link(seen, entity, field, 'Unlink'),
}

/** What else there is to a record, by its name. */
function more({ language }: Described, entity: EntityPlan, name: string): Operation {
  return {
    summary: `${name} of ${inLanguage(entity.label.one, language)}`,
    responses: answers({ 200: json('What it answers.', {}) }, [...reading, 409, 422, 507]),
  }
}
