import type { AreaPlan } from '../../plan/plan.ts'
import { kindOf } from '../../language/kinds.ts'
import { expandUses } from '../../language/uses.ts'
import type { Document, Node } from '../../source/document.ts'
import { positionOf } from '../../source/locate.ts'
import { itemsOf, nodeAt } from '../../source/look.ts'
import { parse } from '../../source/parse.ts'
import { rulesOf } from './rules.ts'

export interface Line {
  readonly file: string
  readonly line: number
}

/** Where the grant itself is written; and the `use` by which it is this area's, where it is written for another one or page. */
export interface RulePlace extends Line {
  readonly usedBy: Line | null
}

const silent = (): undefined => undefined

type Places = ReadonlyMap<string, RulePlace>

const found = new WeakMap<
  AreaPlan,
  { readonly files: ReadonlyMap<string, string>; readonly places: Places }
>()

/** Where each rule of an area stands in the files that it was read from: name of the rule → place. Found once. */
export function placesOfRules(files: ReadonlyMap<string, string>, area: AreaPlan): Places {
  const before = found.get(area)
  if (before?.files === files) return before.places
  const places = findPlaces(files, area)
  found.set(area, { files, places })
  return places
}

function findPlaces(files: ReadonlyMap<string, string>, area: AreaPlan): Places {
  const own = `permissions/${area.name}.yaml`
  const places = new Map<string, RulePlace>()
  const documents = [...files]
    .filter(([file]) => kindOf(file)?.kind === 'permissions')
    .map(([file, text]) => parse(file, text, silent))
  const written = documents.find(({ source }) => source.file === own)
  const whole = expandUses(documents, silent).find(({ source }) => source.file === own)
  if (!written || !whole) return places
  const pages = nodeAt(whole.root, 'pages')
  const known = new Map<Node | undefined, readonly Node[]>()
  for (const { name, page, level, index } of rulesOf(area)) {
    const list = page === null ? nodeAt(whole.root, 'always') : nodeAt(nodeAt(pages, page), level ?? '')
    const grants = known.get(list) ?? itemsOf(list).flatMap(oneForEachEntity)
    known.set(list, grants)
    const grant = grants[index]
    if (grant) places.set(name, { ...lineOf(grant), usedBy: usedBy(written, page, grant) })
  }
  return places
}

/** In words: the place, and by which it is used. */
export function placeInWords({ file, line, usedBy }: RulePlace): string {
  const used = usedBy ? ` (used by ${usedBy.file}:${usedBy.line})` : ''
  return `${file}:${line}${used}`
}

function lineOf({ source, start }: Node): Line {
  return { file: source.file, line: positionOf(source, start).line }
}

/** The nearest `use` of the area's own file that brought the grant there; null where it is written there. */
function usedBy({ root }: Document, page: string | null, grant: Node): Line | null {
  const here = page === null ? nodeAt(root, 'always') : nodeAt(nodeAt(root, 'pages'), page)
  if (here && holds(here, grant)) return null
  const use = (page === null ? undefined : nodeAt(here, 'use')) ?? nodeAt(root, 'use')
  return use ? lineOf(use) : null
}

function holds(outer: Node, inner: Node): boolean {
  return outer.source.file === inner.source.file && outer.start <= inner.start && inner.end <= outer.end
}

function oneForEachEntity(grant: Node): readonly Node[] {
  const on = nodeAt(grant, 'on')
  return on?.kind === 'list' ? on.items.map(() => grant) : [grant]
}
