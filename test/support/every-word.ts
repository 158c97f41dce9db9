import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parse as parseYaml, stringify } from 'yaml'
import { kindOf } from '../../engine/language/kinds.ts'

type Schema = Readonly<Record<string, unknown>> & { readonly file: string }
type Step = string | number

/** A word of the language, such as `area.reports` or `list.where`, at one place of some definitions; absent where it could stand. */
export interface Use {
  readonly word: string
  readonly file: string
  readonly steps: readonly Step[]
  readonly value: unknown
  /** What its schema shows as examples, and offers as values. */
  readonly offered: readonly unknown[]
}

const files = new Map<string, Schema>()

/** Kinds of files that say nothing of the plan. */
const others = new Set(['samples', 'accessTest'])

/** Every word that the schemas know, by the schema that knows it. */
export function wordsOfLanguage(): ReadonlySet<string> {
  const words = new Set<string>()
  const seen = new Set<string>()
  const visit = (schema: Schema, owner: string): void => {
    for (const [key, value] of Object.entries(propertiesOf(schema))) {
      const word = wordOf(schema, owner, key)
      if (isConst(value)) continue
      words.add(word)
      follow(value, schema, `${owner}.${key}`)
    }
    for (const inner of innerOf(schema)) follow(inner, schema, owner)
  }
  const follow = (raw: unknown, from: Schema, owner: string): void => {
    const { schema, name } = resolved(raw, from)
    const key = name ?? owner
    const once = `${schema.file} ${key} ${JSON.stringify(raw)}`
    if (seen.has(once)) return
    seen.add(once)
    visit(schema, key)
  }
  for (const kind of ['portal', 'entity', 'form', 'tab', 'permissions', 'mail']) visit(rootOf(kind), kind)
  return words
}

/** Where definitions say these words, and where they could. */
export function usesIn(files: ReadonlyMap<string, string>): Use[] {
  const uses: Use[] = []
  for (const [file, text] of files) {
    const is = kindOf(file)
    if (!is || others.has(is.kind)) continue
    visit(parseYaml(text), rootOf(is.kind), is.kind, [])

    function visit(value: unknown, given: Schema, owner: string, steps: readonly Step[]): void {
      const [schema, name] = branchOf(given, value, owner)
      if (Array.isArray(value)) {
        value.forEach((item, at) => into(schema['items'], schema, item, name, [...steps, at]))
        return
      }
      if (!isMap(value)) return
      const known = propertiesOf(schema)
      for (const [key, inner] of Object.entries(known)) {
        if (isConst(inner)) {
          const offered = kindsOf(given, key)
          if (offered.length > 0)
            uses.push({
              word: wordOf(given, owner, key),
              file,
              steps: [...steps, key],
              value: value[key],
              offered,
            })
          continue
        }
        const { schema: meant } = resolved(inner, schema)
        const offered = [...listOf(meant['enum']), ...examplesOf(inner), ...listOf(meant['examples'])]
        const word = wordOf(schema, name, key)
        uses.push({ word, file, steps: [...steps, key], value: value[key], offered })
      }
      for (const [key, inner] of Object.entries(value)) {
        if (Object.hasOwn(known, key)) into(known[key], schema, inner, `${name}.${key}`, [...steps, key])
        else into(schema['additionalProperties'], schema, inner, name, [...steps, key])
      }
    }

    function into(raw: unknown, from: Schema, value: unknown, owner: string, steps: readonly Step[]): void {
      if (!isMap(raw)) return
      const { schema, name } = resolved(raw, from)
      visit(value, schema, name ?? owner, steps)
    }
  }
  return uses
}

/** The same file with another value at a place; without the key where the value is undefined. */
export function withValue(text: string, steps: readonly Step[], value: unknown): string {
  const root: unknown = structuredClone(parseYaml(text))
  const last = steps.at(-1) ?? ''
  const holder = steps
    .slice(0, -1)
    .reduce<unknown>((here, step) => (here as Record<Step, unknown>)[step], root)
  if (value === undefined) delete (holder as Record<Step, unknown>)[last]
  else (holder as Record<Step, unknown>)[last] = value
  return stringify(root, { aliasDuplicateObjects: false })
}

/** What could stand there instead. */
export function alternatives({ value, offered }: Use, elsewhere: readonly unknown[]): unknown[] {
  const found = [...(value === undefined ? [] : [undefined]), ...variants(value), ...offered, ...elsewhere]
  const texts = new Set<string>([JSON.stringify(value) ?? ''])
  return found.filter((one) => {
    const text = JSON.stringify(one) ?? ''
    return !texts.has(text) && texts.add(text)
  })
}

function variants(value: unknown): unknown[] {
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'number') return [value + 1, value - 1]
  if (typeof value === 'string') return [`${value} x`, `${value}x`]
  if (Array.isArray(value))
    return [
      ...(value.length > 1 ? [[...value].reverse() as unknown[]] : []),
      ...value.map((_, at) => value.filter((__, other) => other !== at) as unknown[]),
      ...value.flatMap((item, at) => variants(item).map((one) => value.with(at, one) as unknown[])),
    ]
  if (!isMap(value)) return []
  const entries = Object.entries(value)
  return [
    ...(entries.length > 1 ? [Object.fromEntries([...entries].reverse())] : []),
    ...entries.map(([key]) => Object.fromEntries(entries.filter(([other]) => other !== key))),
    ...entries.flatMap(([key, inner]) => variants(inner).map((one) => ({ ...value, [key]: one }))),
  ]
}

/** Words that every type of field has are one word: what a type adds is its own. */
function wordOf(schema: Schema, owner: string, key: string): string {
  if (key === 'copy') return 'field.backfill.copy'
  if (schema.file.endsWith('views.schema.json') && owner !== 'innerTab') return `view ${owner}.${key}`
  return schema.file.endsWith('fields.schema.json') && common.has(key) ? `field.${key}` : `${owner}.${key}`
}

const common = commonWords()

function commonWords(): ReadonlySet<string> {
  const { definitions } = read('generated/fields.schema.json') as unknown as {
    definitions: Record<string, { properties: Record<string, unknown> }>
  }
  const all = Object.entries(definitions).filter(([name]) => name !== 'field')
  const keys = all.map(([, { properties }]) => new Set(Object.keys(properties)))
  const often = new Map<string, number>()
  for (const key of keys.flatMap((one) => [...one])) often.set(key, (often.get(key) ?? 0) + 1)
  return new Set([...often].flatMap(([key, count]) => (count > keys.length / 2 ? [key] : [])))
}

function kindsOf(schema: Schema, key: string): readonly unknown[] {
  const { enum: kinds } = (propertiesOf(schema)[key] ?? {}) as { enum?: unknown }
  return listOf(kinds)
}

/** Views and fields say of which kind they are. */
function branchOf(schema: Schema, value: unknown, owner: string): [Schema, string] {
  const branches = listOf(schema['allOf']) as {
    if?: { properties?: Record<string, { const?: unknown }> }
    then?: unknown
  }[]
  for (const { if: condition, then } of branches) {
    const [key, one] = Object.entries(condition?.properties ?? {})[0] ?? []
    if (key === undefined || !isMap(value) || value[key] !== one?.const) continue
    const found = resolved(then, schema)
    return [found.schema, found.name ?? owner]
  }
  return [schema, owner]
}

function innerOf(schema: Schema): unknown[] {
  const branches = listOf(schema['allOf']) as { then?: unknown }[]
  return [schema['items'], schema['additionalProperties'], ...branches.map(({ then }) => then)].filter(isMap)
}

function propertiesOf(schema: Schema): Record<string, unknown> {
  return isMap(schema['properties']) ? schema['properties'] : {}
}

function resolved(raw: unknown, from: Schema): { schema: Schema; name: string | null } {
  const plain = raw as Record<string, unknown>
  const ref = plain['$ref']
  if (typeof ref !== 'string') return { schema: { ...plain, file: from.file }, name: null }
  const [file = '', pointer = ''] = ref.split('#')
  const target = file === '' ? from.file : posix.join(posix.dirname(from.file), file)
  const name = pointer.split('/').at(-1) ?? ''
  const definition = (read(target)['definitions'] as Record<string, object>)[name]
  return { schema: { ...definition, file: target }, name }
}

function rootOf(kind: string): Schema {
  return read(`${kind}.schema.json`)
}

function read(file: string): Schema {
  const known = files.get(file)
  if (known) return known
  const schema = { ...(JSON.parse(readFileSync(join('schemas', file), 'utf8')) as object), file }
  files.set(file, schema)
  return schema
}

function examplesOf(schema: unknown): readonly unknown[] {
  return isMap(schema) ? listOf(schema['examples']) : []
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isConst(schema: unknown): boolean {
  return isMap(schema) && 'const' in schema
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
