import type { EntityPlan, FieldPlan } from '../../plan/plan.ts'
import type { JsonSchema } from '../../words/json-schema.ts'
import { isWritable, mustBeEntered } from '../bodies/writable.ts'
import { ordered, orNull, readableFields, ref, type Described } from './described.ts'
import { exampleOf } from './examples.ts'
import { maySchema } from './may-schema.ts'
import { inLanguage } from '../../words/label.ts'

/** A record as it is answered: only `id` is always there, the rest as asked for with `fields`. */
export function recordSchema(seen: Described, entity: EntityPlan): JsonSchema {
  const { access, language } = seen
  const readable = readableFields(seen, entity).filter(({ name }) => name !== 'id')
  const versioned = access.fields(entity.name, 'read').has('version')
  return {
    type: 'object',
    title: inLanguage(entity.label.one, language),
    required: ['id'],
    properties: {
      id: { type: 'integer', minimum: 1 },
      display: { type: ['string', 'null'], description: 'The text that names the record.' },
      ...(versioned && { version: { type: 'integer', minimum: 0 } }),
      may: maySchema(seen, entity),
      ...Object.fromEntries(readable.map((field) => [field.name, readSchema(seen, field)])),
    },
    additionalProperties: false,
    examples: [recordExample(seen, entity, readable)],
  }
}

function readSchema(seen: Described, field: FieldPlan): JsonSchema {
  const title = inLanguage(field.label, seen.language)
  // Of a write, each field that it changed, from which value to which.
  if (field.cell.kind === 'changes') return { title, type: ['object', 'null'] }
  // What the engine wrote may be a word that the definitions had once.
  if (field.readOnly && field.cell.kind === 'choice')
    return { title, type: ['string', 'null'], readOnly: true }
  if (!field.relation) return { title, ...orNull(plain(field.value)), readOnly: field.readOnly }
  const { to, many } = field.relation
  if (seen.access.rows(to, 'read') === false) return { title, ...nothingOf(many) }
  if (!many) return { title, oneOf: [ref('schemas', to), { type: 'null' }] }
  return { title, oneOf: [manyOf(ref('schemas', to)), { type: 'null' }] }
}

/** Of records that may not be seen, not even what they are called. */
function nothingOf(many: boolean): JsonSchema {
  return many ? { oneOf: [manyOf({ not: {} }), { type: 'null' }] } : { type: 'null' }
}

function manyOf(items: JsonSchema): JsonSchema {
  return {
    type: 'object',
    description: 'The first five, and how many there are.',
    required: ['data', 'count'],
    properties: { data: { type: 'array', items }, count: ref('schemas', 'Count') },
    additionalProperties: false,
  }
}

function recordExample(seen: Described, entity: EntityPlan, fields: readonly FieldPlan[]): JsonSchema {
  const values = fields.flatMap((field) => {
    const value = readExample(seen, field)
    return value === undefined ? [] : [[field.name, value] as const]
  })
  return { id: 1, display: inLanguage(entity.label.one, seen.language), ...Object.fromEntries(values) }
}

function readExample(seen: Described, field: FieldPlan): unknown {
  const { relation } = field
  if (field.cell.kind === 'changes') return {}
  if (!relation) return exampleOf(field)
  const target = seen.plan.entities[relation.to]
  if (!target || seen.access.rows(relation.to, 'read') === false) return null
  const reference = { id: 1, display: inLanguage(target.label.one, seen.language) }
  return relation.many ? { data: [reference], count: { value: 1, more: false } } : reference
}

/** What this account may enter: exactly these properties. */
export function bodySchema(
  { access, language }: Described,
  entity: EntityPlan,
  operation: 'create' | 'update',
): JsonSchema {
  const isCreate = operation === 'create'
  const { only } = access.writing(entity.name, operation)
  const fields = ordered(entity, access.fields(entity.name, operation)).filter((field) =>
    isWritable(field, operation),
  )
  const required = isCreate
    ? fields.filter((field) => mustBeEntered(access, entity, field)).map(({ name }) => name)
    : []
  const examples = fields.map((field) => [field.name, only.get(field.name)?.[0] ?? exampleOf(field)] as const)
  const given = examples.filter(([, value]) => value !== undefined)
  const isWhole = required.every((name) => given.some(([known]) => known === name))
  return {
    type: 'object',
    title: inLanguage(entity.label.one, language),
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      fields.map((field) => {
        const value = narrowed(plain(field.value), only.get(field.name))
        const title = inLanguage(field.label, language)
        return [field.name, { title, ...(field.required ? value : orNull(value)) }]
      }),
    ),
    additionalProperties: false,
    ...(isWhole && { examples: [Object.fromEntries(isCreate ? given : given.slice(0, 2))] }),
  }
}

function narrowed(value: JsonSchema, only: readonly unknown[] | undefined): JsonSchema {
  return only ? { ...value, enum: only } : value
}

/** Words of Ajv's own say nothing to other readers of the document. */
function plain({ formatMinimum, formatMaximum, ...schema }: JsonSchema): JsonSchema {
  const from = typeof formatMinimum === 'string' ? ` from ${formatMinimum}` : ''
  const until = typeof formatMaximum === 'string' ? ` until ${formatMaximum}` : ''
  return from + until === '' ? schema : { ...schema, description: `A day${from}${until}.` }
}
