import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from 'yaml'
import type { Report } from '../problems/problem.ts'
import type { Entry, MapNode, Node, Place, ScalarNode, Source } from './document.ts'
import { isFirst, problemAt } from './locate.ts'
import { holdsUnwanted } from './refuse.ts'

/** The library's nodes → ours: text keys only, each once, and every value a text, number, boolean or nothing. */
export function readNode(source: Source, node: ParsedNode | null, report: Report): Node {
  if (isMap(node)) return readMap(source, node, report)
  if (isSeq(node)) {
    const items = node.items.map((item) => readNode(source, item, report))
    return { kind: 'list', ...placeOf(source, node), items }
  }
  return readScalar(source, node, report)
}

function readScalar(source: Source, node: ParsedNode | null, report: Report): ScalarNode {
  const place = placeOf(source, node)
  if (!isScalar(node) || isAlias(node)) return { kind: 'scalar', ...place, value: null }
  const { value } = node
  if (typeof value === 'string') {
    if (holdsUnwanted(value)) {
      report(
        problemAt(
          place,
          'control-character',
          'This text holds a character that no text may hold.',
          'Write it without the escape.',
        ),
      )
    }
    return { kind: 'scalar', ...place, value }
  }
  // Its text says what it is; a definition has no use for it.
  if (typeof value === 'number' && !Number.isFinite(value))
    return { kind: 'scalar', ...place, value: node.source ?? '' }
  if (typeof value === 'number' && !/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(node.source ?? '')) {
    const written = node.source ?? ''
    report(
      problemAt(
        place,
        'wrong-form',
        `\`${written}\` is a number that not everybody reads alike.`,
        `Write \`${value}\`, or \`'${written}'\` if it is a text.`,
      ),
    )
  }
  if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'scalar', ...place, value }
  return { kind: 'scalar', ...place, value: null }
}

function readMap(source: Source, map: YAMLMap, report: Report): MapNode {
  const place = placeOf(source, map as ParsedNode)
  const entries = new Map<string, Entry>()
  const alike = new Map<string, Entry>()
  for (const pair of map.items) {
    const keyNode = pair.key as ParsedNode | null
    const key = placeOf(source, keyNode, place.start)
    const name = isScalar(keyNode) ? keyNode.value : undefined
    if (typeof name !== 'string') {
      const written = source.text.slice(key.start, key.end).trim()
      const [message, hint] = isScalar(keyNode)
        ? ['This key is not a text.', `Write it between quotes: \`"${written}"\`.`]
        : [`This key is a ${isSeq(keyNode) ? 'list' : 'map'}.`, 'Write one text before the colon.']
      report(problemAt(key, 'key-not-text', message, hint))
      continue
    }
    if (name === '<<') {
      report(
        problemAt(
          key,
          'refused-yaml',
          'Merge keys are not part of the language.',
          'Write the keys out here.',
        ),
      )
      continue
    }
    if (name === '__proto__' || holdsUnwanted(name)) {
      report(problemAt(key, 'reserved-name', 'This cannot be a key.', 'Choose another name.'))
      continue
    }
    const first = entries.get(name)
    if (first) {
      report(
        problemAt(
          key,
          'duplicate-key',
          `\`${name}\` stands in this map already.`,
          'Keep one of them.',
          isFirst(first.key),
        ),
      )
      continue
    }
    const twin = alike.get(alikeForm(name))
    if (twin)
      report(
        problemAt(
          key,
          'duplicate-key',
          `\`${name}\` and \`${twin.name}\` are alike but for capitals, or for how their letters are composed.`,
          'Nobody could tell them apart: give one of them another name.',
          isFirst(twin.key),
        ),
      )
    const value = readNode(source, pair.value as ParsedNode | null, report)
    alike.set(alikeForm(name), { key, name, value })
    entries.set(name, { key, name, value: value.start === value.end ? { ...value, ...key } : value })
  }
  return { kind: 'map', ...place, entries }
}

/** Equal for keys that people would take for one. */
function alikeForm(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

// A key without a value has no node: its value stands where the key does.
function placeOf(source: Source, node: ParsedNode | null, fallback = -1): Place {
  const range = node?.range
  return range ? { source, start: range[0], end: range[1] } : { source, start: fallback, end: fallback }
}
