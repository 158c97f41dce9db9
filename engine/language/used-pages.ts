import type { Document, Entry, MapNode } from '../source/document.ts'
import { entriesOf, entryAt, nodeAt, textAt } from '../source/look.ts'
import { kindOf } from './kinds.ts'
import { mergeMaps } from './merge-maps.ts'
import { bare, find, renamed, withoutUse, type Complain } from './use-parts.ts'

/** A page of permissions may use another page: of its own area, or, as `area/page`, of another one. */
export function withUsedPages(root: MapNode, all: readonly Document[], complain: Complain): MapNode {
  const pages = entryAt(root, 'pages')
  if (pages?.value.kind !== 'map') return root
  const there = usablePages(textAt(root, 'area'), all)
  const entries = new Map(
    [...pages.value.entries].map(([name, page]) => [name, usedPage(page, there, complain)]),
  )
  const made = new Map(root.entries).set('pages', { ...pages, value: { ...pages.value, entries } })
  return { ...root, entries: made }
}

function usedPage(page: Entry, there: ReadonlyMap<string, MapNode>, complain: Complain): Entry {
  if (page.value.kind !== 'map') return page
  const use = nodeAt(page.value, 'use')
  if (!use) return { ...page, value: withoutUse(page.value, complain) }
  const names = [...there.keys()].filter((name) => name !== page.name)
  const other = find(use, names, (name) => (names.includes(name) ? there.get(name) : undefined), complain)
  const own = bare(page.value)
  if (!other) return page
  const words = { first: null, dropped: null, deep: new Map<string, number>() }
  return { ...page, value: mergeMaps(renamed(other, page.value, complain), own, words) }
}

/** Pages that say themselves what they allow. */
function usablePages(area: string | undefined, all: readonly Document[]): ReadonlyMap<string, MapNode> {
  const pages = new Map<string, MapNode>()
  for (const { source, root } of all) {
    const is = kindOf(source.file)
    if (is?.kind !== 'permissions') continue
    for (const { name, value } of entriesOf(nodeAt(root, 'pages'))) {
      if (value.kind !== 'map' || entryAt(value, 'use')) continue
      pages.set(is.name === area ? name : `${is.name}/${name}`, value)
    }
  }
  return pages
}
