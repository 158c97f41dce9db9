import type { Node } from '../source/document.ts'
import { nodeAt, textAt, textOf } from '../source/look.ts'
import { fileKinds, type FileIs, type NamedKind } from './kinds.ts'

/** The kind that a file in the wrong folder is of: it says its own name with the key of that kind. */
export function kindByItsKey(
  root: Node | undefined,
  is: FileIs,
): { readonly named: Node; readonly kind: NamedKind } | undefined {
  if (!root || is.kind === 'portal' || is.kind === 'accessTest') return undefined
  const { nameKey } = fileKinds[is.kind]
  if (textAt(root, nameKey) === is.name) return undefined
  for (const [kind, other] of Object.entries(fileKinds)) {
    const named = nodeAt(root, other.nameKey)
    if (named && other.nameKey !== nameKey && textOf(named) === is.name)
      return { named, kind: kind as NamedKind }
  }
  return undefined
}
