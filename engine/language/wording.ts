import type { Node } from '../source/document.ts'

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

export function wrongTypeHint(type: unknown, node: Node): string {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  if (node.kind !== 'scalar') return ''
  const written = node.source.text.slice(node.start, node.end)
  if (node.value === null) return 'Write a value, or delete the key.'
  if (types.includes('string')) return `Write it between quotes to make it a text: \`"${written}"\`.`
  if (types.includes('boolean') && typeof node.value === 'string') {
    return `Write \`${yesAndNo[node.value.toLowerCase()] ?? 'true'}\`.`
  }
  if (/number|integer/.test(types.join()) && /^\d+(_\d+)+$/.test(written))
    return `Write it without \`_\`: \`${written.replaceAll('_', '')}\`.`
  if (types.includes('array')) return `Write a list: \`[${written}]\`.`
  const isNumber =
    typeof node.value === 'string' && node.value.trim() !== '' && Number.isFinite(Number(node.value))
  return isNumber && /number|integer/.test(types.join()) ? 'Write it without quotes.' : ''
}
