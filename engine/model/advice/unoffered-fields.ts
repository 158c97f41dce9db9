import { entryAt, nodeAt, itemsOf, textAt, textOrAt } from '../../source/look.ts'
import type { Field } from '../entity.ts'
import { filesIn, type Advice } from './advice.ts'
import { grantsOf } from './grants.ts'

/** Required fields of entities that have forms, none of which asks for them. */
export function unofferedFields(advice: Advice): void {
  const offered = new Map<string, Set<string>>()
  for (const [, root] of filesIn(advice, 'forms/')) {
    const entity = textAt(root, 'entity') ?? ''
    const fields = itemsOf(nodeAt(root, 'fields')).flatMap((item) => textOrAt(item, 'field')?.text ?? [])
    offered.set(entity, new Set([...(offered.get(entity) ?? []), ...fields]))
  }
  for (const [name, fields] of offered) {
    const entity = advice.model.entities.get(name)
    const grants = [...advice.model.areas.values()].flatMap(grantsOf).filter(({ on }) => on.name === name)
    // What nobody makes by hand needs no form.
    if (!grants.some(({ allow }) => allow.includes('create'))) continue
    const given = new Set(grants.flatMap(({ set }) => [...set.keys()]))
    for (const field of entity?.fields.values() ?? []) {
      if (!mustBeEntered(field) || fields.has(field.name) || given.has(field.name)) continue
      advice.warn(
        entryAt(nodeAt(advice.roots.get(`entities/${name}.yaml`), 'fields'), field.name)?.key,
        'unoffered-field',
        `\`${field.name}\` is required, and no form of \`${name}\` asks for it.`,
        'Put it in a form, give it a `default`, or do without `required`.',
      )
    }
  }
}

function mustBeEntered({ required, readOnly, system, type, default: standard }: Field): boolean {
  return required && !readOnly && !system && standard === undefined && type !== 'levels'
}
