import type { Node } from '../../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textAt, textOf } from '../../source/look.ts'
import { filesIn, type Advice } from './advice.ts'

/** Lists whose order begins with a field of another record: no index of their own table has it. */
export function slowSorts(advice: Advice): void {
  for (const [, root] of filesIn(advice, 'tabs/')) visit(root, advice)
}

function visit(node: Node, advice: Advice): void {
  const [first] = itemsOf(nodeAt(node, 'sort'))
  const path = textOf(first)?.replace(/^-/, '')
  const entity = advice.model.entities.get(textAt(node, 'entity') ?? '')
  if (path?.includes('.') && entity && !entity.single)
    advice.warn(
      first,
      'slow-sort',
      `This list is sorted by \`${path}\`, which is in another table: no index has that order.`,
      `Sort first by a field of \`${entity.name}\` itself.`,
    )
  for (const inner of [...itemsOf(node), ...entriesOf(node).map(({ value }) => value)]) visit(inner, advice)
}
