import { commonKeys } from '../field-types/common-keys.ts'
import { fieldTypes } from '../field-types/registry.ts'
import type { FieldType } from '../field-types/field-type.ts'
import { viewTypes } from '../views/registry.ts'
import type { ViewType } from '../views/view-type.ts'
import type { JsonSchema } from '../words/json-schema.ts'

/** File below `schemas/` → what the registries say of themselves. Kept in the repository for editors; a test fails when it is stale. */
export function generateSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    'generated/fields.schema.json': schemaOf('The fields of an entity, by type', {
      field: pick('type', 'A field.', Object.values(fieldTypes), { type: 'text', required: true }),
      ...Object.fromEntries(Object.values(fieldTypes).map((type) => [type.name, fieldSchema(type)])),
    }),
    'generated/views.schema.json': schemaOf('The views of a tab, by kind', {
      views: {
        type: 'array',
        minItems: 1,
        maxItems: 20,
        items: { $ref: '#/definitions/view' },
        description: 'Views, from top to bottom.',
        examples: [[{ view: 'text', text: 'Nothing yet.' }]],
      },
      view: pick('view', 'One thing on the screen.', viewKinds(), { view: 'text', text: 'Nothing yet.' }),
      innerTab: innerTab(),
      ...Object.fromEntries(Object.values(viewTypes).map((type) => [type.kind, viewSchema(type)])),
    }),
  }
}

function schemaOf(title: string, definitions: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, definitions }
}

interface Named {
  readonly name: string
  readonly description: string
}

/** One of several shapes, told apart by one key: whoever errs gets the errors of that shape, not of all. */
function pick(key: string, description: string, kinds: readonly Named[], example: unknown): JsonSchema {
  const names = kinds.map(({ name }) => name)
  return {
    type: 'object',
    required: [key],
    properties: {
      [key]: {
        type: 'string',
        enum: names,
        description: kinds.map((kind) => `${kind.name}: ${kind.description}`).join('\n'),
        examples: names.slice(0, 1),
      },
    },
    allOf: names.map((name) => ({
      if: { type: 'object', properties: { [key]: { const: name } }, required: [key] },
      then: { $ref: `#/definitions/${name}` },
    })),
    description,
    examples: [example],
  }
}

function viewKinds(): readonly Named[] {
  return Object.values(viewTypes).map(({ kind, description }) => ({ name: kind, description }))
}

function fieldSchema({ name, description, options, requiredOptions, without = [] }: FieldType): JsonSchema {
  const common = Object.entries(commonKeys).filter(([key]) => !without.some((left) => left === key))
  return {
    type: 'object',
    required: ['type', ...requiredOptions],
    properties: {
      type: { const: name, description, examples: [name] },
      ...Object.fromEntries(common),
      ...options,
    },
    additionalProperties: false,
    description,
  }
}

function viewSchema({ kind, description, keys, required }: ViewType): JsonSchema {
  return {
    type: 'object',
    required: ['view', ...required],
    properties: {
      view: { const: kind, description, examples: [kind] },
      ...Object.fromEntries(Object.entries(keys).map(([key, { schema }]) => [key, schema])),
    },
    additionalProperties: false,
    description,
  }
}

function innerTab(): JsonSchema {
  const title = {
    $ref: '../words.schema.json#/definitions/label',
    description: 'What stands on it.',
    examples: ['Lent'],
  }
  const badge = {
    type: 'string',
    enum: ['count'],
    description: 'Beside the title: how many records its first list has.',
    examples: ['count'],
  }
  const views = {
    $ref: '#/definitions/views',
    description: 'What it shows.',
    examples: [[{ view: 'text', text: 'Nothing yet.' }]],
  }
  return {
    type: 'object',
    required: ['title', 'views'],
    properties: { title, badge, views },
    additionalProperties: false,
    description: 'Views that are shown together.',
    examples: [{ title: 'Lent', views: [{ view: 'text', text: 'Nothing yet.' }] }],
  }
}
