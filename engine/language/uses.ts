import { didYouMean } from '../problems/suggest.ts'
import type { ProblemCode } from '../problems/catalogue.ts'
import type { Report } from '../problems/problem.ts'
import type { Document, MapNode, Node, Place } from '../source/document.ts'
import { problemAt } from '../source/locate.ts'
import { entriesOf, entryAt, nodeAt, textAt, textOf } from '../source/look.ts'
import { fileKinds, kindOf, type NamedKind } from './kinds.ts'
import { mergeMaps } from './merge-maps.ts'
import { namesIn, withOtherNames } from './other-names.ts'

type Complain = (place: Place, code: ProblemCode, message: string, hint: string) => undefined

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
    const root = kind === 'permissions' ? withUsedPages(own, complain) : own
    const use = nodeAt(root, 'use')
    if (!use) return withoutUse(root, complain)
    const others = [...named.keys()].flatMap((key) =>
      key.startsWith(`${kind} `) ? [key.slice(kind.length + 1)] : [],
    )
    const found = find(use, others, (name) => named.get(`${kind} ${name}`), complain)
    if (!found) return bare(root)
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

/** A page of permissions may use another page of its own file. */
function withUsedPages(root: MapNode, complain: Complain): MapNode {
  const pages = entryAt(root, 'pages')
  if (pages?.value.kind !== 'map') return root
  const all = pages.value.entries
  const made = new Map(
    [...all].map(([name, entry]) => {
      if (entry.value.kind !== 'map') return [name, entry]
      const use = nodeAt(entry.value, 'use')
      if (!use) return [name, { ...entry, value: withoutUse(entry.value, complain) }]
      const others = [...all.keys()].filter(
        (other) => other !== name && !entryAt(all.get(other)?.value, 'use'),
      )
      const other = find(
        use,
        others,
        (wanted) => (others.includes(wanted) ? all.get(wanted)?.value : undefined),
        complain,
      )
      const own = bare(entry.value)
      const value =
        other?.kind === 'map'
          ? mergeMaps(renamed(other, entry.value, complain), own, {
              first: null,
              dropped: null,
              deep: new Map(),
            })
          : own
      return [name, { ...entry, value }]
    }),
  )
  const entries = new Map(root.entries).set('pages', { ...pages, value: { ...pages.value, entries: made } })
  return { ...root, entries }
}

function find<Found>(
  use: Node,
  others: readonly string[],
  lookUp: (name: string) => Found | undefined,
  complain: Complain,
): Found | undefined {
  const name = textOf(use)
  if (name === undefined) {
    return complain(
      use,
      'wrong-type',
      '`use` must be a name.',
      'Write the name of another definition of this kind.',
    )
  }
  const found = lookUp(name)
  if (found === undefined)
    complain(use, 'unknown-name', `There is no \`${name}\` to use.`, didYouMean(name, others))
  return found
}

/** The other definition, with the names of `with`. A name that is nowhere in it was meant otherwise. */
function renamed(other: MapNode, root: MapNode, complain: Complain): MapNode {
  const names = new Map<string, Node>()
  const all = namesIn(other)
  for (const { name, key, value } of entriesOf(nodeAt(root, 'with'))) {
    if (textOf(value) === undefined) {
      complain(value, 'wrong-type', `\`${name}\` must be a name.`, 'Write what it is called here.')
    } else if (!all.has(name)) {
      const hint = didYouMean(name, all, 'It takes the names of entities, forms and mails.')
      complain(key, 'unknown-name', `\`${textAt(root, 'use') ?? ''}\` names no \`${name}\`.`, hint)
    } else names.set(name, value)
  }
  return withOtherNames(other, names)
}

function bare(root: MapNode): MapNode {
  const entries = new Map(root.entries)
  entries.delete('use')
  entries.delete('with')
  return { ...root, entries }
}

function withoutUse(root: MapNode, complain: Complain): MapNode {
  const named = entryAt(root, 'with')
  if (!named) return root
  complain(
    named.key,
    'missing-key',
    '`use` is missing.',
    '`with` says how the names of another definition are called here: `use` says of which.',
  )
  return bare(root)
}
