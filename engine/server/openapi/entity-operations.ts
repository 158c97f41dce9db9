import { fileKinds } from '../../field-types/file-kinds.ts'
import type { EntityPlan } from '../../plan/plan.ts'
import { inLanguage } from '../language.ts'
import { readableFields, ref, type Described, type KnownRoute, type Operation } from './described.ts'
import { fieldsParameter, listParameters } from './list-parameters.ts'
import { answers, bodyOf, json, nothing } from './responses.ts'
import { bodySchema } from './schemas.ts'

type Describe = (seen: Described, entity: EntityPlan) => Operation

const reading = [400, 401, 403, 404, 503] as const
const writing = [...reading, 409, 413, 415, 422, 507] as const
const idempotencyKey = ref('parameters', 'idempotencyKey')
const ifMatch = ref('parameters', 'ifMatch')

/** The record, or where its writer may not read it, its id. */
function written(seen: Described, { name }: EntityPlan) {
  return ref('schemas', seen.access.rows(name, 'read') === false ? 'Created' : name)
}

/** Also where it is not known which of its fields are asked for: all that is answered is in the record's schema. */
function listOf(name: string | null) {
  return {
    type: 'object',
    required: ['data', 'page'],
    properties: {
      data: { type: 'array', items: name === null ? { not: {} } : ref('schemas', name) },
      page: ref('schemas', 'Page'),
    },
    additionalProperties: false,
  }
}

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

const actions: Readonly<Record<string, Describe>> = {
  'reset-password': (seen, entity) => ({
    summary: `Reset the password of ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [idempotencyKey],
    responses: answers(
      { 200: json('A link to set a new one, which is also mailed.', ref('schemas', 'Link')) },
      [...reading, 409, 507],
    ),
  }),
  'view-as': (seen, entity) => ({
    summary: `See the portal as ${inLanguage(entity.label.one, seen.language)} does`,
    parameters: [idempotencyKey],
    responses: answers(
      {
        200: json('Where to look, until when; the cookie shows it.', {
          type: 'object',
          required: ['location', 'until'],
          properties: { location: { type: 'string' }, until: { type: 'string', format: 'date-time' } },
          additionalProperties: false,
        }),
      },
      [...reading, 409, 507],
    ),
  }),
  'send-again': (seen, entity) => ({
    summary: `${inLanguage(entity.label.one, seen.language)}: send again`,
    parameters: [idempotencyKey],
    responses: answers({ 204: nothing('It is on its way.', ['Idempotency-Replayed']) }, [
      ...reading,
      409,
      507,
    ]),
  }),
  restore: (seen, entity) => ({
    summary: `Restore ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [idempotencyKey],
    responses: answers(
      { 200: json('The record.', written(seen, entity), ['ETag', 'Idempotency-Replayed']) },
      [...reading, 409, 507],
    ),
  }),
}

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

function linked(seen: Described, entity: EntityPlan, name: string): Operation | null {
  const field = entity.fields[name]
  const target = seen.plan.entities[field?.relation?.to ?? '']
  if (!field || !target || !seen.access.fields(entity.name, 'read').has(name)) return null
  const isSeen = seen.access.rows(target.name, 'read') !== false
  return {
    summary: `${inLanguage(field.label, seen.language)} of ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [ref('parameters', 'linked'), ...(isSeen ? listParameters(seen, target, 'links') : [])],
    responses: answers({ 200: json('A page of the list.', listOf(isSeen ? target.name : null)) }, reading),
  }
}

function link(seen: Described, entity: EntityPlan, name: string, verb: string): Operation | null {
  const field = entity.fields[name]
  if (!field || !seen.access.fields(entity.name, 'update').has(name)) return null
  return {
    summary: `${verb} ${inLanguage(field.label, seen.language)} of ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [idempotencyKey],
    responses: answers({ 204: nothing('It is so now, or was so already.', ['Idempotency-Replayed']) }, [
      ...reading,
      409,
      422,
      507,
    ]),
  }
}

/** The bytes of a file. */
function fetched(seen: Described, entity: EntityPlan, name: string): Operation | null {
  const field = fileField(seen, entity, name, 'read')
  if (!field) return null
  const accept = field.editor.kind === 'file' ? field.editor.accept : []
  const types = accept.map((kind) => fileKinds[kind].type.split(';')[0] ?? '')
  const content = Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]))
  const headers = { ETag: ref('headers', 'ETag') }
  return {
    summary: `${inLanguage(field.label, seen.language)} of ${inLanguage(entity.label.one, seen.language)}: its bytes`,
    responses: answers(
      {
        200: { description: 'The file.', headers, content },
        206: { description: 'The part of it that `Range` asks for.', headers, content },
        304: nothing('It is the one of `If-None-Match`.'),
        416: nothing('There is no such part.'),
      },
      reading,
    ),
  }
}

function sent(seen: Described, entity: EntityPlan, name: string): Operation | null {
  const field = fileField(seen, entity, name, 'update')
  if (!field) return null
  const query = {
    name: 'name',
    in: 'query',
    schema: { type: 'string', maxLength: 1000 },
    example: 'scan.pdf',
  }
  return {
    summary: `Send ${inLanguage(field.label, seen.language)} of ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [ifMatch, idempotencyKey, query],
    requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    responses: fileAnswers(seen, entity),
  }
}

function takenOff(seen: Described, entity: EntityPlan, name: string): Operation | null {
  const field = fileField(seen, entity, name, 'update')
  if (!field) return null
  return {
    summary: `Take ${inLanguage(field.label, seen.language)} off ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [ifMatch, idempotencyKey],
    responses: fileAnswers(seen, entity),
  }
}

function fileAnswers(seen: Described, entity: EntityPlan) {
  const answered = json('The record as it is now.', written(seen, entity), ['ETag', 'Idempotency-Replayed'])
  return answers({ 200: answered }, [...writing, 412, 428])
}

function fileField(seen: Described, entity: EntityPlan, name: string, operation: 'read' | 'update') {
  const field = entity.fields[name]
  if (field?.storage.kind !== 'file' || !seen.access.fields(entity.name, operation).has(name)) return null
  return field
}

/** What else there is to a record, by its name. */
function more({ language }: Described, entity: EntityPlan, name: string): Operation {
  return {
    summary: `${name} of ${inLanguage(entity.label.one, language)}`,
    responses: answers({ 200: json('What it answers.', {}) }, [...reading, 409, 422, 507]),
  }
}
