import type { Node } from '../../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textAt, textOf } from '../../source/look.ts'
import type { Entity, Field } from '../entity.ts'
import { filesIn, type Advice } from './advice.ts'

/**
 * Lists whose order begins with a field of another record that may not be there, or that is further away than one step: no
 * index has that order. Where it must be there, and is next to it, its table is gone through in that order.
 */
export function slowSorts(advice: Advice): void {
  for (const [, root] of filesIn(advice, 'tabs/')) visit(root, advice)
}

function visit(node: Node, advice: Advice): void {
  const [first] = itemsOf(nodeAt(node, 'sort'))
  const path = textOf(first)?.replace(/^-/, '')
  const entity = advice.model.entities.get(textAt(node, 'entity') ?? '')
  const why = path !== undefined && entity && !entity.single && whySlow(entity, path.split('.'))
  if (why) advice.warn(first, 'slow-sort', `This list is sorted by \`${path}\`, ${why[0]}`, why[1])
  for (const inner of [...itemsOf(node), ...entriesOf(node).map(({ value }) => value)]) visit(inner, advice)
}

function whySlow(entity: Entity, steps: readonly string[]): readonly [string, string] | undefined {
  const own = `Sort first by a field of \`${entity.name}\` itself`
  const gone = relationsOf(entity, steps)
  const last = gone.at(-1)
  const mayLack = gone.find(({ field }) => !field.required)
  if (mayLack) {
    const { field, of } = mayLack
    const or =
      field.storage.kind === 'none' ? '' : `, or write \`required: true\` at \`${field.name}\` of \`${of}\``
    return ['which not every record has: with many records it opens slowly.', `${own}${or}.`]
  }
  if (gone.length > 1) return ['which is two relations away: with many records it opens slowly.', `${own}.`]
  if (!last || last.reaches === 'field') return undefined
  const name = [...(last.field.relation?.to.fields.values() ?? [])].find(({ type }) => type === 'text')?.name
  return [
    'whose records are called by several fields: they come in the order in which they were made.',
    name === undefined
      ? `${own}.`
      : `Name the field that they are to be sorted by, such as \`${steps.join('.')}.${name}\`.`,
  ]
}

interface Step {
  readonly field: Field
  /** The entity whose field it is. */
  readonly of: string
  /** What is sorted by: a field beyond it, or the record itself, where it is called by several. */
  readonly reaches: 'field' | 'record'
}

/** The relations that a path goes through, and those by which the records at its end are called. */
function relationsOf(entity: Entity, [step = '', ...rest]: readonly string[]): readonly Step[] {
  const field = entity.fields.get(step)
  const to = field?.relation?.to
  if (!field || !to) return []
  const [part, ...more] = to.display
  const named = part && 'path' in part && more.length === 0 ? part.path : undefined
  const further = rest.length > 0 ? rest : named
  const one: Step = { field, of: entity.name, reaches: further ? 'field' : 'record' }
  return further ? [one, ...relationsOf(to, further)] : [one]
}
