import { wordsFor } from '../problems/other-words.ts'
import { didYouMeanWord } from '../problems/suggest.ts'
import type { ListNode, MapNode, Node } from '../source/document.ts'

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a map',
}

/** JSON Schema's `type` as people say it. */
export function typesInWords(type: unknown): string {
  const names = (Array.isArray(type) ? type : [type]).filter((name) => name !== 'null')
  const spoken = names.map((name) => words[String(name)] ?? String(name))
  const last = spoken.pop() ?? 'something else'
  return spoken.length === 0 ? last : `${spoken.join(', ')} or ${last}`
}

/** A value as a message mentions it: short ones themselves. */
export function valueInWords(node: Node): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a map'
  if (node.value === null) return 'empty'
  const text = String(node.value)
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text
  return typeof node.value === 'string'
    ? `\`${shown}\``
    : `the ${typeof node.value === 'number' ? 'number' : 'value'} \`${shown}\``
}

const yesAndNo: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  y: 'true',
  no: 'false',
  off: 'false',
  n: 'false',
}

export function wrongTypeHint(type: unknown, node: Node, examples?: unknown): string {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  if (node.kind === 'map') return types.includes('array') ? listHint(node) : ''
  if (node.kind === 'list') return types.includes('object') ? mapHint(node, examples) : ''
  const written = node.source.text.slice(node.start, node.end)
  if (node.value === null) return 'Write a value, or delete the key.'
  if (types.includes('string')) return `Write it between quotes to make it a text: \`"${written}"\`.`
  if (types.includes('boolean') && typeof node.value === 'string') {
    return `Write \`${yesAndNo[node.value.toLowerCase()] ?? 'true'}\`.`
  }
  if (/number|integer/.test(types.join()) && /^\d+(_\d+)+$/.test(written))
    return `Write it without \`_\`: \`${written.replaceAll('_', '')}\`.`
  if (types.includes('array')) return `Write a list: \`[${written.split(/\s*\n\s*/).join(', ')}]\`.`
  const isNumber =
    typeof node.value === 'string' && node.value.trim() !== '' && Number.isFinite(Number(node.value))
  return isNumber && /number|integer/.test(types.join()) ? 'Write it without quotes.' : ''
}

/** A list whose `-` are missing. */
function listHint({ source, start, end, entries }: MapNode): string {
  const text = source.text.slice(start, end)
  const [first] = entries.values()
  if (text.startsWith('{') || !first) return 'Write a list, with `[` and `]` around it.'
  const [line = ''] = text.split('\n')
  return `Each item of a list has \`- \` in front: \`- ${line.trimEnd()}\`.`
}

function mapHint({ source, start, items }: ListNode, examples: unknown): string {
  const [first] = items
  if (first?.kind === 'map' && source.text.charAt(start) === '-')
    return 'The keys of a map have no `- ` in front: delete it.'
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined
  const shown = example === undefined ? '' : inBraces(example)
  return shown === '' || shown.length > 100 ? '' : `Write a map, such as \`${shown}\`.`
}

/** A value as YAML on one line. */
function inBraces(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inBraces).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const pairs = Object.entries(value).map(([key, inner]) => `${key}: ${inBraces(inner)}`)
  return `{ ${pairs.join(', ')} }`
}

/** What to write for an operator that is none, of what stands at a key: it may be the field of another record. */
export function operatorHint(name: string, known: readonly string[], key: string): string {
  const all = known.map((operator) => `\`${operator}\``).join(', ')
  const otherwise = `There are: ${all}. To go through a relation, write a path: \`${key}.${name}\`.`
  // The name of a field is soon close to a short one: `id` to `in`, `name` to `ne`.
  const likely = wordsFor(name, known).length > 0 ? known : known.filter(({ length }) => length > 4)
  return didYouMeanWord(name, likely, otherwise)
}
