import { fieldTypes, isFieldTypeName } from '../field-types/registry.ts'
import type { EntityPlan, FieldPlan, Plan } from '../plan/plan.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { spoken } from './project.ts'

/**
 * TypeScript types of what the routes of a portal take and give, for programs that use it: one module, without imports.
 * Which of it an account may see or do is the portal's to say; a field that it may not read is not there.
 */
export function typesOf(plan: Plan): string {
  const entities = Object.values(plan.entities)
  return [
    `/** Records and routes of the portal \`${plan.portal}\`, written by \`lintel types\`. */`,
    shared,
    ...entities.map((entity) => typesOfEntity(plan, entity)),
    `/** Every entity: what a record reads as, what makes one, what changes one. */\nexport interface Entities {\n${entities
      .map(({ name }) => {
        const type = typeName(name)
        return `  ${name}: { record: ${type}; create: ${type}Create; update: ${type}Update }`
      })
      .join('\n')}\n}`,
    areas(plan),
  ]
    .join('\n\n')
    .concat('\n')
}

const shared = `/** A record that another points to. */
export interface Reference<Entity extends keyof Entities> {
  readonly id: number
  readonly display: string | null
  readonly entity?: Entity
}

/** Several of them: the first few, and how many there are. */
export interface References<Entity extends keyof Entities> {
  readonly data: readonly Reference<Entity>[]
  readonly count: Count
}

export interface Count {
  readonly value: number
  /** There are more than were counted. */
  readonly more: boolean
}

/** \`GET {api}/{entity}\`. */
export interface List<Record> {
  readonly data: readonly Record[]
  readonly page: { readonly limit: number; readonly next: string | null; readonly previous: string | null; readonly count: Count | null }
}

/** A file: fetched at \`href\`, sent by a request of its own. */
export interface FileValue {
  readonly name: string
  readonly size: number
  readonly type: string
  readonly href: string
}

/** A refusal, as \`application/problem+json\` (RFC 9457). */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly message: string }[]
}`

function typesOfEntity(plan: Plan, entity: EntityPlan): string {
  const type = typeName(entity.name)
  const fields = entity.fieldOrder.flatMap((name) => entity.fields[name] ?? [])
  const writable = fields.filter(({ system, readOnly, relation, storage }) => {
    const elsewhere = (relation?.inverseOf ?? null) !== null || storage.kind === 'file'
    return !system && !readOnly && !elsewhere
  })
  return [
    `/** ${spoken(plan, entity.label.one)}. */`,
    `export interface ${type} {`,
    '  readonly display: string | null',
    ...fields.map((field) => `${comment(plan, field)}  readonly ${field.name}: ${readType(field)}`),
    '}',
    '',
    `/** What makes one. */`,
    `export interface ${type}Create {`,
    ...writable.map((field) => `  ${field.name}${isNeeded(field) ? '' : '?'}: ${writeType(field)}`),
    '}',
    '',
    `/** What changes one: only what is given. */`,
    `export type ${type}Update = {`,
    ...writable
      .filter(({ relation }) => !relation?.many)
      .map((field) => `  ${field.name}?: ${writeType(field)}`),
    '}',
  ].join('\n')
}

function isNeeded({ required, default: standard, type }: FieldPlan): boolean {
  return required && (standard === undefined || standard === null) && type !== 'levels' && type !== 'boolean'
}

function comment(plan: Plan, { label, name }: FieldPlan): string {
  const text = spoken(plan, label)
  return text === '' || text.toLowerCase() === name.replaceAll('_', ' ')
    ? ''
    : `  /** ${text.replaceAll('*/', '* /')} */\n`
}

function readType(field: FieldPlan): string {
  const { relation, storage, required } = field
  if (relation) return relation.many ? `References<'${relation.to}'>` : `Reference<'${relation.to}'> | null`
  if (storage.kind === 'file') return 'FileValue | null'
  return required || field.system ? orNull(valueType(field), field) : `${valueType(field)} | null`
}

// Of the engine's own fields only these may be empty.
function orNull(type: string, { name, system }: FieldPlan): string {
  return system && (name === 'deleted_at' || name === 'language') ? `${type} | null` : type
}

function writeType(field: FieldPlan): string {
  const { relation, required } = field
  const value = relation ? (relation.many ? 'readonly number[]' : 'number') : valueType(field)
  return required || relation?.many ? value : `${value} | null`
}

function valueType({ value, type }: FieldPlan): string {
  return isFieldTypeName(type) && fieldTypes[type].name === 'levels'
    ? 'Readonly<Record<string, string>>'
    : fromSchema(value)
}

function fromSchema({ enum: choices, type }: JsonSchema): string {
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(' | ')
  const types = (Array.isArray(type) ? type : [type]) as readonly unknown[]
  return [...new Set(types.map((one) => scalars[String(one)] ?? 'unknown'))].join(' | ')
}

const scalars: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
}

function areas(plan: Plan): string {
  const lines = Object.values(plan.areas).flatMap(({ name, api, levels, pageOrder }) => [
    `  ${JSON.stringify(name)}: {`,
    `    api: ${JSON.stringify(api)}`,
    `    page: ${union(pageOrder)}`,
    `    level: ${union(levels.map((level) => level.name))}`,
    '  }',
  ])
  return [
    '/** Where accounts sign in, and what a role can give there. */',
    'export interface Areas {',
    ...lines,
    '}',
  ].join('\n')
}

function union(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(' | ')
}

/** \`staff_roles\` → \`StaffRoles\`. */
function typeName(entity: string): string {
  return entity.replace(/(^|_)([a-z0-9])/g, (_match, _before, letter: string) => letter.toUpperCase())
}
