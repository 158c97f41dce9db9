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

/** Where each rule of an area stands in the files that it was read from: name of the rule → place. */
export function placesOfRules(
  files: ReadonlyMap<string, string>,
  area: AreaPlan,
): ReadonlyMap<string, RulePlace> {
  const file = `permissions/${area.name}.yaml`
  const text = files.get(file)
  const places = new Map<string, RulePlace>()
  if (text === undefined) return places
  const document = parse(file, text, () => undefined)
  const pages = nodeAt(document.root, 'pages')
  const known = new Map<Node | undefined, readonly Node[]>()
  for (const { name, page, level, index } of rulesOf(area)) {
    const list = page === null ? nodeAt(document.root, 'always') : nodeAt(nodeAt(pages, page), level ?? '')
    const grants = known.get(list) ?? itemsOf(list).flatMap(oneForEachEntity)
    known.set(list, grants)
    const node = grants[index]
    if (node) places.set(name, { file, line: positionOf(document.source, node.start).line })
  }
  return places
}

function oneForEachEntity(grant: Node): readonly Node[] {
  const on = nodeAt(grant, 'on')
  return on?.kind === 'list' ? on.items.map(() => grant) : [grant]
}
