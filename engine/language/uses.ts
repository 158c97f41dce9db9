import type { Report } from '../problems/problem.ts'
import type { Document, MapNode } from '../source/document.ts'
import { problemAt } from '../source/locate.ts'
import { nodeAt, textOf } from '../source/look.ts'
import { fileKinds, kindOf, type NamedKind } from './kinds.ts'
import { mergeMaps } from './merge-maps.ts'
import { bare, find, renamed, withoutUse, type Complain } from './use-parts.ts'
import { withUsedPages } from './used-pages.ts'

/**
 * Definitions that say `use` become what the other one says, with the names of `with` in the place of its own, and with
 * what they say themselves. Each word stays where it stands: a mistake is told at the file in which it is.
 */
export function expandUses(documents: readonly Document[], report: Report): readonly Document[] {
  const complain: Complain = (place, code, message, hint) =>
    void report(problemAt(place, code, message, hint))
  const named = new Map<string, Document>()
  for (const document of documents) {
    const is = kindOf(document.source.file)
    if (is) named.set(`${is.kind} ${is.name}`, document)
  }
  const known = new Map<Document, MapNode | undefined>()

  function expanded(document: Document, users: readonly Document[]): MapNode | undefined {
    if (known.has(document)) return known.get(document)
    const is = kindOf(document.source.file)
    const own = document.root?.kind === 'map' ? document.root : undefined
    const made = own && is && isNamed(is.kind) ? used(document, own, is.kind, users) : own
    if (users.length === 0) known.set(document, made)
    return made
  }

  function used(document: Document, own: MapNode, kind: NamedKind, users: readonly Document[]): MapNode {
    const root = kind === 'permissions' ? withUsedPages(own, [...named.values()], complain) : own
    const use = nodeAt(root, 'use')
    if (!use) return withoutUse(root, complain)
    const others = [...named.keys()].flatMap((key) =>
      key.startsWith(`${kind} `) && named.get(key) !== document ? [key.slice(kind.length + 1)] : [],
    )
    const found = find(use, others, (name) => named.get(`${kind} ${name}`), complain)
    // What it would have given is not to be missed on top of it.
    if (!found) return root
    if (found === document || users.includes(found)) {
      complain(
        use,
        'endless-use',
        `\`${textOf(use)}\` is made from this file itself.`,
        'One of the files says all there is; the others use that one.',
      )
      return bare(root)
    }
    const other = expanded(found, [...users, document])
    if (!other) return bare(root)
    const { nameKey } = fileKinds[kind]
    return mergeMaps(renamed(other, root, complain), bare(root), {
      first: nameKey,
      dropped: 'was',
      deep: deepKeys,
    })
  }

  return documents.map((document) => {
    const root = expanded(document, [])
    return root === document.root || !root ? document : { ...document, root }
  })
}

/** What is put together part by part rather than taken from one of the two. */
const deepKeys = new Map([
  ['fields', 2],
  ['pages', 1],
])

const usable: readonly NamedKind[] = ['entity', 'form', 'tab', 'permissions', 'mail']

function isNamed(kind: string): kind is NamedKind {
  return usable.some((each) => each === kind)
}
