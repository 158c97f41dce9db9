import type { MapNode, Node } from '../source/document.ts'
import { textOf } from '../source/look.ts'

/** Keys whose values are names of other definitions. Other texts are never touched, whatever they say. */
const references = new Set(['entity', 'to', 'on', 'ensure', 'form', 'send', 'use'])
/** Those of `thread:`, which are names there only. */
const ofThread = new Set(['messages', 'entries', 'mail'])

/** The names of other definitions that a definition has. */
export function namesIn(node: Node): ReadonlySet<string> {
  const names = new Set<string>()
  visit(node, [], (name) => {
    names.add(name)
    return undefined
  })
  return names
}

/** The same with other names; what stands for a name is where that is said. */
export function withOtherNames(node: MapNode, names: ReadonlyMap<string, Node>): MapNode {
  return names.size === 0 ? node : (visit(node, [], (name) => names.get(name)) as MapNode)
}

/** `path`: the keys that lead to it. */
function visit(node: Node, path: readonly string[], replace: (name: string) => Node | undefined): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => visit(item, path, replace)) }
  if (node.kind === 'map') {
    const entries = new Map(
      [...node.entries].map(([name, entry]) => [
        name,
        { ...entry, value: visit(entry.value, [...path, name], replace) },
      ]),
    )
    return { ...node, entries }
  }
  const name = isReference(path) ? textOf(node) : undefined
  return name === undefined ? node : (replace(name) ?? node)
}

function isReference(path: readonly string[]): boolean {
  const [key = '', ...around] = path.toReversed()
  return references.has(key) || (ofThread.has(key) && around.length === 1 && around[0] === 'thread')
}
