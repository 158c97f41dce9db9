import type { MapNode, Node } from '../source/document.ts'
import { textOf } from '../source/look.ts'

/** Keys whose values are names of other definitions. Other texts are never touched, whatever they say. */
const references = new Set(['entity', 'to', 'on', 'ensure', 'form', 'send', 'use'])

/** The names of other definitions that a definition has. */
export function namesIn(node: Node): ReadonlySet<string> {
  const names = new Set<string>()
  visit(node, '', (name) => {
    names.add(name)
    return undefined
  })
  return names
}

/** The same with other names; what stands for a name is where that is said. */
export function withOtherNames(node: MapNode, names: ReadonlyMap<string, Node>): MapNode {
  return names.size === 0 ? node : (visit(node, '', (name) => names.get(name)) as MapNode)
}

function visit(node: Node, key: string, replace: (name: string) => Node | undefined): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => visit(item, key, replace)) }
  if (node.kind === 'map') {
    const entries = new Map(
      [...node.entries].map(([name, entry]) => [
        name,
        { ...entry, value: visit(entry.value, name, replace) },
      ]),
    )
    return { ...node, entries }
  }
  const name = references.has(key) ? textOf(node) : undefined
  return name === undefined ? node : (replace(name) ?? node)
}
