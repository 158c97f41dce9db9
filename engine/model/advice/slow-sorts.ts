import type { Node } from '../../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textAt, textOf } from '../../source/look.ts'
import type { Entity } from '../entity.ts'
import { filesIn, type Advice } from './advice.ts'

/**
 * Lists whose order begins with a field of another record that may not be there: no index has that order. Where it must be,
 * its table could be gone through in that order.
 */
export function slowSorts(advice: Advice): void {
  for (const [, root] of filesIn(advice, 'tabs/')) visit(root, advice)
}

function mayLeadNowhere(entity: Entity, steps: readonly string[]): boolean {
  const [step, ...rest] = steps
  if (step === undefined) return false
  const field = entity.fields.get(step)
  return !field?.required || !field.relation || mayLeadNowhere(field.relation.to, rest)
}

function visit(node: Node, advice: Advice): void {
  const [first] = itemsOf(nodeAt(node, 'sort'))
  const path = textOf(first)?.replace(/^-/, '')
  const entity = advice.model.entities.get(textAt(node, 'entity') ?? '')
  if (path !== undefined && entity && !entity.single && mayLeadNowhere(entity, path.split('.').slice(0, -1)))
    advice.warn(
      first,
      'slow-sort',
      `This list is sorted by \`${path}\`, which not every record has: no index has that order.`,
      `Sort first by a field of \`${entity.name}\` itself.`,
    )
  for (const inner of [...itemsOf(node), ...entriesOf(node).map(({ value }) => value)]) visit(inner, advice)
}
