/** A file of YAML, parsed: what it says, and where each word of it stands. */
export interface Document {
  readonly source: Source
  /** Undefined where the file is not YAML; its problems have been reported. */
  readonly root: Node | undefined
}

export interface Source {
  /** Path below the folder of the definitions, such as `entities/books.yaml`. */
  readonly file: string
  readonly text: string
  /** Offsets at which lines start. */
  readonly lineStarts: readonly number[]
}

/** A stretch of a file; offsets, the end exclusive. */
export interface Place {
  readonly source: Source
  readonly start: number
  readonly end: number
}

export type Node = MapNode | ListNode | ScalarNode

export interface MapNode extends Place {
  readonly kind: 'map'
  /** In the order in which they are written. */
  readonly entries: ReadonlyMap<string, Entry>
}

export interface Entry {
  readonly key: Place
  readonly name: string
  readonly value: Node
}

export interface ListNode extends Place {
  readonly kind: 'list'
  readonly items: readonly Node[]
}

export interface ScalarNode extends Place {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
}

/** What it says, as JSON. Maps have no prototype, so that no key of the YAML meets one of JavaScript's. */
export function plain(node: Node): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  const map = Object.create(null) as Record<string, unknown>
  for (const { name, value } of node.entries.values()) map[name] = plain(value)
  return map
}
