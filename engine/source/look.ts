import type { Entry, MapNode, Node } from './document.ts'

/** What stands at a key, looked at as one kind of value; nothing where it is another. The schema has reported that. */
export function entryAt(node: Node | undefined, key: string): Entry | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined
}

export function nodeAt(node: Node | undefined, key: string): Node | undefined {
  return entryAt(node, key)?.value
}

export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined
}

export function textAt(node: Node | undefined, key: string): string | undefined {
  return textOf(nodeAt(node, key))
}

export function isTrueAt(node: Node | undefined, key: string): boolean {
  const value = nodeAt(node, key)
  return value?.kind === 'scalar' && value.value === true
}

export function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : []
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : []
}

/** An item that is a text, or a map that holds the text at a key: `name` and `{ field: name }`. */
export function textOrAt(
  item: Node,
  key: string,
): { readonly text: string; readonly at: Node; readonly map: MapNode | undefined } | undefined {
  const at = item.kind === 'map' ? nodeAt(item, key) : item
  const text = textOf(at)
  if (at === undefined || text === undefined) return undefined
  return { text, at, map: item.kind === 'map' ? item : undefined }
}
