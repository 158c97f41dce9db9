import { Ajv, type AnySchemaObject } from 'ajv'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, test } from 'vitest'
import { fieldTypes } from '../../engine/field-types/registry.ts'
import { createAjv } from '../../engine/language/ajv.ts'
import { generateSchemas } from '../../engine/language/generate.ts'
import { viewTypes } from '../../engine/views/registry.ts'

const folder = 'schemas'

function schemaFiles(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.schema.json'))
    .sort()
}

function readSchema(file: string): AnySchemaObject {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as AnySchemaObject
}

interface Found {
  readonly at: string
  readonly schema: AnySchemaObject
}

const single = ['items', 'additionalProperties', 'propertyNames', 'not', 'then', 'else'] as const
const maps = ['properties', 'patternProperties', 'definitions', 'dependencies'] as const

/** A schema and every schema within it, with its JSON pointer. */
function within(schema: AnySchemaObject, at: string): readonly Found[] {
  const inOne = single.map((keyword): [string, unknown] => [keyword, schema[keyword]])
  const inMaps = maps.flatMap((keyword) =>
    Object.entries((schema[keyword] ?? {}) as object).map(([name, value]): [string, unknown] => [
      `${keyword}/${name}`,
      value,
    ]),
  )
  const inList = ((schema['allOf'] ?? []) as unknown[]).map((value, i): [string, unknown] => [
    `allOf/${i}`,
    value,
  ])
  return [
    { at, schema },
    ...[...inOne, ...inMaps, ...inList].flatMap(([step, value]) =>
      typeof value === 'object' && value !== null ? within(value as AnySchemaObject, `${at}/${step}`) : [],
    ),
  ]
}

const all = schemaFiles().flatMap((file) => within(readSchema(file), `${file}#`))

/** Those that describe a key: not the restrictions that `then` and `dependencies` add. */
const properties = all.filter(
  ({ at }) => /\/properties\/[^/]+$/.test(at) && !/\/(then|else|dependencies)\//.test(at),
)

describe('the schemas', () => {
  test('say what the registries say of themselves: UPDATE_GENERATED=1 writes them anew', async () => {
    for (const [file, schema] of Object.entries(generateSchemas())) {
      const path = join(folder, file)
      const config = await resolveConfig(path)
      const text = await format(JSON.stringify(schema), { ...config, parser: 'json' })
      if (process.env['UPDATE_GENERATED']) writeFileSync(path, text)
      expect(existsSync(path) ? readFileSync(path, 'utf8') : '', `${path} is stale`).toBe(text)
    }
  })

  test('describe every property, with an example', () => {
    const bare = properties.filter(
      ({ schema }) => !schema['description'] || !Array.isArray(schema['examples']),
    )
    expect(bare.map(({ at }) => at)).toEqual([])
    expect(properties.length).toBeGreaterThan(150)
  })

  test('leave no map open to unknown keys, but the records of samples', () => {
    const open = all.filter(
      ({ at, schema }) =>
        schema['properties'] !== undefined &&
        schema['additionalProperties'] === undefined &&
        schema['allOf'] === undefined &&
        !/\/(then|else|dependencies)(\/|$)/.test(at),
    )
    expect(open.map(({ at }) => at)).toEqual([])
  })

  test('are draft-07, and each example fits the property that it is an example of', () => {
    const ajv = createAjv({ strictTypes: false })
    for (const file of schemaFiles()) {
      expect(ajv.validateSchema(readSchema(file)), file).toBe(true)
      ajv.addSchema(readSchema(file), `https://lintel.invalid/schemas/${file}`)
    }
    const wrong = all.flatMap(({ at, schema }) => {
      const validate = ajv.getSchema(`https://lintel.invalid/schemas/${at}`)
      return ((schema['examples'] ?? []) as unknown[])
        .filter((example) => !validate?.(example))
        .map((example) => `${at}: ${JSON.stringify(example)} ${ajv.errorsText(validate?.errors)}`)
    })
    expect(wrong).toEqual([])
  })

  test('can be read by editors that know nothing of Lintel', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false })
    for (const file of schemaFiles()) ajv.addSchema(readSchema(file), `file:///repository/schemas/${file}`)
    const validate = ajv.getSchema('file:///repository/schemas/entity.schema.json')
    expect(validate?.({ entity: 'books', fields: { title: { type: 'text', maxLength: 80 } } })).toBe(true)
    expect(validate?.({ entity: 'books', fields: { title: { type: 'text', currency: 'EUR' } } })).toBe(false)
  })

  test('offer exactly the icons that the ui has', () => {
    const ui = readFileSync('ui/styles/page-icons.ts', 'utf8').split('export const pageIcons = {')[1] ?? ''
    const drawn = [...ui.matchAll(/^ {2}'?([a-z0-9-]+)'?:/gm)].map((found) => found[1])
    expect(readSchema('portal.schema.json').definitions.page.properties.icon.enum).toEqual(drawn)
  })

  test('name each type and each kind after its place in the registry', () => {
    expect(Object.entries(fieldTypes).filter(([name, type]) => type.name !== name)).toEqual([])
    expect(Object.entries(viewTypes).filter(([kind, type]) => type.kind !== kind)).toEqual([])
  })
})
