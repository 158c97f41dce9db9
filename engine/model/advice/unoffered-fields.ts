import { entryAt, nodeAt, itemsOf, textAt, textOrAt } from '../../source/look.ts'
import type { Area, Field } from '../model.ts'
import { filesIn, type Advice } from './advice.ts'

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
    const given = new Set([...advice.model.areas.values()].flatMap((area) => givenIn(area, name)))
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

/** Fields that a permission sets for whoever writes. */
function givenIn(area: Area, entity: string): readonly string[] {
  const grants = [
    ...area.always,
    ...[...area.pages.values()].flatMap((page) => [...page.grants.values()].flat()),
  ]
  return grants.flatMap(({ on, set }) => (on.name === entity && set ? [...set.keys()] : []))
}
