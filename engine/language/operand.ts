import type { ListNode, Node, ScalarNode } from '../source/document.ts'
import type { Scalar } from '../words/condition.ts'

/** What a field is compared with or set to, as it is written. */
export type OperandSyntax =
  | { readonly kind: 'value'; readonly at: ScalarNode; readonly value: Scalar }
  | {
      readonly kind: 'values'
      readonly at: ListNode
      readonly items: readonly { readonly at: Node; readonly value: Scalar }[]
    }
  | { readonly kind: 'user' | 'record'; readonly at: ScalarNode; readonly path: readonly string[] }
  | { readonly kind: 'now' | 'today'; readonly at: ScalarNode }
  /** It starts with a `$` and is none of them. */
  | { readonly kind: 'unknown'; readonly at: ScalarNode; readonly text: string }

/** `$user.branch`, `$today`, or a value; a text that starts with a `$` of its own is written with two. Undefined for maps. */
export function parseOperand(node: Node): OperandSyntax | undefined {
  if (node.kind === 'map') return undefined
  if (node.kind === 'list') {
    const scalars = node.items.filter((item) => item.kind === 'scalar')
    return { kind: 'values', at: node, items: scalars.map((at) => ({ at, value: unescape(at.value) })) }
  }
  const { value } = node
  if (typeof value !== 'string' || !value.startsWith('$') || value.startsWith('$$')) {
    return { kind: 'value', at: node, value: unescape(value) }
  }
  const [word, ...path] = value.slice(1).split('.')
  if ((word === 'user' || word === 'record') && path.every((name) => name !== '')) {
    return { kind: word, at: node, path }
  }
  if ((word === 'now' || word === 'today') && path.length === 0) return { kind: word, at: node }
  return { kind: 'unknown', at: node, text: value }
}

function unescape(value: Scalar): Scalar {
  return typeof value === 'string' && value.startsWith('$$') ? value.slice(1) : value
}
