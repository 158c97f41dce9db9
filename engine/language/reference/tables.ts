import type { JsonSchema } from '../../words/json-schema.ts'
import { wordsSchema } from '../schemas.ts'
import { typesInWords } from '../wording.ts'

interface Key {
  readonly type?: unknown
  readonly $ref?: string
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
}

interface Keys {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

/** Keys with what each takes, what it is for, its default and an example; those within a key follow it. */
export function keyTable(
  keys: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): string {
  return table(['key', 'takes', 'what it says', 'example'], keyRows('', { properties: keys, required }))
}

function keyRows(within: string, { properties = {}, required = [] }: Keys): string[][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const key = schema as Key
    const place = `${within}${name}`
    return [
      [
        `\`${place}\`${required.includes(name) ? ' (required)' : ''}`,
        takes(key),
        `${key.description ?? ''}${key.default === undefined ? '' : ` By default \`${flow(key.default)}\`.`}`,
        key.examples?.[0] === undefined ? '' : `\`${flow(key.examples[0])}\``,
      ],
      ...keysWithin(schema).flatMap(([step, keys]) => keyRows(`${place}.${step}`, keys)),
    ]
  })
}

/** Of a map; of each thing of a list; or, after `….`, of each thing of a map whose names are the author's. */
function keysWithin(schema: JsonSchema): readonly (readonly [step: string, keys: Keys])[] {
  const { items, additionalProperties: each } = inlined(schema) as { [key: string]: JsonSchema | undefined }
  const own = keysOf(schema)
  const ofItems = items && keysOf(items)
  const ofEach = typeof each === 'object' && keysOf(each)
  return [
    ...(own ? [['', own] as const] : []),
    ...(ofItems ? [['', ofItems] as const] : []),
    ...(ofEach ? [['….', ofEach] as const] : []),
  ]
}

function keysOf(schema: JsonSchema): Keys | null {
  const keys = inlined(schema) as Keys
  return keys.properties ? keys : null
}

/** Conditions have a part of their own, and so has whatever a file defines for itself. */
function inlined(schema: JsonSchema): JsonSchema {
  const name = /words\.schema\.json#\/definitions\/(\w+)$/.exec((schema as Key).$ref ?? '')?.[1] ?? ''
  if (/^(condition|comparison)$/.test(name)) return {}
  return (wordsSchema.definitions as Readonly<Record<string, JsonSchema>>)[name] ?? schema
}

const words: Readonly<Record<string, string>> = {
  snakeName: 'a name',
  kebabName: 'a name',
  viewId: 'a name',
  language: 'a language',
  label: 'a text, or one per language',
  path: 'a path',
  paths: 'a list of paths',
  sortPath: 'a path, `-` in front turns it round',
  column: 'a path, or a map',
  condition: 'a condition',
  operand: 'a value',
  operandValue: 'a value',
  operands: 'a list of values',
  onSelect: 'a map',
  otherNames: 'a map of names',
  views: 'a list of views',
}

function takes({ type, $ref, enum: choices, minimum, maximum }: Key): string {
  if (choices) return choices.map((choice) => `\`${String(choice)}\``).join(' ')
  if ($ref !== undefined) return words[$ref.split('/').at(-1) ?? ''] ?? 'a map'
  if (type === undefined) return 'a value'
  const bounds =
    minimum === undefined && maximum === undefined ? '' : `, ${minimum ?? '…'} to ${maximum ?? '…'}`
  return `${typesInWords(type)}${bounds}`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(inCell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

/** YAML as it is, or a value in the flow style of YAML. */
export function codeBlock(example: unknown): string {
  return `\`\`\`yaml\n${(typeof example === 'string' ? example : flow(example)).trimEnd()}\n\`\`\``
}

/** A value as YAML on one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner)}`)
    return `{ ${entries.join(', ')} }`
  }
  const text = String(value)
  const plain = typeof value !== 'string' || /^[\p{L}$][\p{L}\p{N} ._$/-]*$/u.test(text)
  return plain && !/^(true|false|null)$/.test(typeof value === 'string' ? text : '')
    ? text
    : `'${text.replaceAll("'", "''")}'`
}
