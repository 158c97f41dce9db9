import { didYouMean } from '../problems/suggest.ts'
import type { ProblemCode } from '../problems/catalogue.ts'
import type { MapNode, Node, Place } from '../source/document.ts'
import { entriesOf, entryAt, nodeAt, textAt, textOf } from '../source/look.ts'
import { namesIn, withOtherNames } from './other-names.ts'

export type Complain = (place: Place, code: ProblemCode, message: string, hint: string) => undefined

/** What `use` names. */
export function find<Found>(
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
export function renamed(other: MapNode, root: MapNode, complain: Complain): MapNode {
  const names = new Map<string, Node>()
  const all = namesIn(other)
  const written = entryAt(root, 'with')
  if (written && written.value.kind !== 'map')
    complain(
      written.value,
      'wrong-type',
      '`with` must be a map.',
      'Write what each name is called here: `with: { books: magazines }`.',
    )
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

/** Without the words that say of what it is made. */
export function bare(root: MapNode): MapNode {
  const entries = new Map(root.entries)
  entries.delete('use')
  entries.delete('with')
  return { ...root, entries }
}

/** Without `use`, `with` says nothing. */
export function withoutUse(root: MapNode, complain: Complain): MapNode {
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
