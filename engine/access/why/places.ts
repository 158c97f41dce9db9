import type { AreaPlan } from '../../plan/plan.ts'
import type { Node } from '../../source/document.ts'
import { positionOf } from '../../source/locate.ts'
import { itemsOf, nodeAt } from '../../source/look.ts'
import { parse } from '../../source/parse.ts'
import { rulesOf } from './rules.ts'

export interface RulePlace {
  readonly file: string
  readonly line: number
}

type Places = ReadonlyMap<string, RulePlace>

const known = new WeakMap<
  AreaPlan,
  { readonly files: ReadonlyMap<string, string>; readonly places: Places }
>()

/** Where each rule of an area stands in the files that it was read from: name of the rule → place. Found once. */
export function placesOfRules(files: ReadonlyMap<string, string>, area: AreaPlan): Places {
  const before = known.get(area)
  if (before?.files === files) return before.places
  const places = findPlaces(files, area)
  known.set(area, { files, places })
  return places
}

function findPlaces(files: ReadonlyMap<string, string>, area: AreaPlan): Places {
  const file = `permissions/${area.name}.yaml`
  const text = files.get(file)
  const places = new Map<string, RulePlace>()
  if (text === undefined) return places
  const document = parse(file, text, () => undefined)
  const pages = nodeAt(document.root, 'pages')
  const lists = new Map<Node | undefined, readonly Node[]>()
  for (const { name, page, level, index } of rulesOf(area)) {
    const list = page === null ? nodeAt(document.root, 'always') : nodeAt(nodeAt(pages, page), level ?? '')
    const grants = lists.get(list) ?? itemsOf(list).flatMap(oneForEachEntity)
    lists.set(list, grants)
    const node = grants[index]
    if (node) places.set(name, { file, line: positionOf(document.source, node.start).line })
  }
  return places
}

function oneForEachEntity(grant: Node): readonly Node[] {
  const on = nodeAt(grant, 'on')
  return on?.kind === 'list' ? on.items.map(() => grant) : [grant]
}
