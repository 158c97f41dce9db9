import { generateSchemas } from '../language/generate.ts'
import type { FileKind } from '../language/kinds.ts'
import { schemas, wordsSchema } from '../language/schemas.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { accessTestNames } from './access-tests.ts'
import { conditions } from './conditions.ts'
import { entityNames } from './entity.ts'
import { formNames } from './form.ts'
import { grantNames, permissionNames, usedPages } from './permissions.ts'
import { paths } from './paths.ts'
import { portalNames } from './portal.ts'
import type { Project } from './project.ts'
import { sampleNames } from './samples.ts'
import { tabNames, viewNames } from './tab.ts'
import { otherNames, useNames } from './uses.ts'
import { speaking } from './languages.ts'

/** What files of a kind may name, beside what the language says of them. */
const names: Readonly<Partial<Record<FileKind, (project: Project) => JsonSchema>>> = {
  portal: portalNames,
  entity: entityNames,
  form: formNames,
  tab: tabNames,
  permissions: permissionNames,
  mail: (project) => useNames(project, 'mail'),
  samples: sampleNames,
  accessTest: accessTestNames,
}

/**
 * File → JSON Schema of each kind of file, with the names of this project: what an editor completes and underlines. Each is
 * whole by itself, since editors do not follow references between files everywhere.
 */
export function editorSchemas(project: Project): Readonly<Record<string, JsonSchema>> {
  const generated = Object.fromEntries(
    Object.entries(generateSchemas()).flatMap(([file, schema]) =>
      Object.entries(bundled(/(\w+)\.schema/.exec(file)?.[1] ?? '', schema)),
    ),
  )
  const shared = {
    ...speaking(project, bundled('words', wordsSchema)),
    ...generated,
    // Not needed everywhere: `entityNames` asks for it where it is.
    'fields.field': without(generated['fields.field'] ?? {}, 'required'),
    ...conditions(project),
    ...paths(project),
    viewNames: viewNames(project),
    grantNames: grantNames(project),
    ...otherNames(project),
    ...usedPages(project),
  }
  return Object.fromEntries(
    (Object.keys(schemas) as FileKind[]).map((kind) => {
      const { title, description, ...base } = schemas[kind] as { title?: string; description?: string }
      const schema = {
        $schema: 'http://json-schema.org/draft-07/schema#',
        title,
        description,
        allOf: [{ $ref: '#/definitions/file' }, ...(names[kind] ? [names[kind](project)] : [])],
        definitions: { ...shared, ...bundled(kind, base), file: rooted(kind, without(base, 'definitions')) },
      }
      return [`${kind}.schema.json`, withoutEmpty(withoutUnused(schema))]
    }),
  )
}

/** The definitions of a schema, under names that are told apart in one file with others. */
function bundled(prefix: string, schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const definitions = (schema['definitions'] ?? {}) as Readonly<Record<string, JsonSchema>>
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      `${prefix}.${name}`,
      rooted(prefix, definition),
    ]),
  )
}

/** References as they are in one file; examples are the library's, and would be offered as if they were this project's. */
function rooted(prefix: string, schema: JsonSchema): JsonSchema {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if ((key === 'examples' && Array.isArray(value)) || key === 'x-hint') return undefined
      if (key !== '$ref' || typeof value !== 'string') return value
      const [file = '', name = ''] = value.split('#/definitions/')
      return `#/definitions/${/(\w+)\.schema\.json$/.exec(file)?.[1] ?? prefix}.${name}`
    }),
  ) as JsonSchema
}

function without(schema: JsonSchema, key: string): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== key))
}

/** Definitions that nothing in the file leads to would only slow the editor down. */
function withoutUnused(
  schema: JsonSchema & { readonly definitions: Readonly<Record<string, JsonSchema>> },
): JsonSchema {
  const used = new Set<string>()
  const visit = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/definitions\/([^"]+)"/g)) {
      if (used.has(name)) continue
      used.add(name)
      visit(schema.definitions[name])
    }
  }
  visit({ ...schema, definitions: {} })
  return {
    ...schema,
    definitions: Object.fromEntries(Object.entries(schema.definitions).filter(([name]) => used.has(name))),
  }
}

/** A list of no schemas is none: where a project has no names of a kind, nothing is said of them. */
function withoutEmpty(schema: JsonSchema): JsonSchema {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === 'allOf' && Array.isArray(value) && value.length === 0 ? undefined : value,
    ),
  ) as JsonSchema
}
