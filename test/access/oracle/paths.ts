import fc from 'fast-check'
import type { EntityPlan, FieldPlan, Plan } from '../../../engine/plan/plan.ts'
import { mostly, type Reachable } from './reachable.ts'

const strange = ['__proto__', 'name$folded', 'password', 'constructor', 'id.id', 'display.id']

/** Names of fields: those that may be read, behind relations too; and hidden ones, and none. */
export function pathsOf({ plan, reads }: Reachable, entity: EntityPlan): fc.Arbitrary<string> {
  const [usual, others]: [string[], string[]] = [[], ['nothing']]
  const walk = (here: EntityPlan, before: string, isOpen: boolean, depth: number): void => {
    const readable = new Set([...reads(here.name), 'id'])
    for (const field of Object.values(here.fields)) {
      const path = before + field.name
      const opens = isOpen && readable.has(field.name)
      const list = opens ? usual : others
      list.push(path)
      const to = field.relation && plan.entities[field.relation.to]
      if (to && depth < 2) walk(to, `${path}.`, opens, depth + 1)
    }
    const named = isOpen && readable.size > 1 ? usual : others
    named.push(`${before}display`)
  }
  walk(entity, '', true, 0)
  const isNear = (path: string): boolean => !path.includes('.')
  return fc.oneof(
    { weight: 6, arbitrary: mostly(usual.filter(isNear), others.filter(isNear), 3) },
    {
      weight: 2,
      arbitrary: mostly(
        usual.filter((path) => !isNear(path)),
        [...others, ...strange],
        3,
      ),
    },
  )
}

/** What may stand in `fields`: also what cannot be filtered or sorted by. */
export function toldOf(reachable: Reachable, entity: EntityPlan): fc.Arbitrary<string> {
  const relations = Object.values(entity.fields).filter(({ relation }) => relation)
  const behind = relations.map(({ name }) => `${name}.may`)
  return fc.oneof(
    { weight: 5, arbitrary: pathsOf(reachable, entity) },
    { weight: 2, arbitrary: fc.constantFrom('may', '*') },
    { weight: 1, arbitrary: fc.constantFrom('may.update', ...behind) },
  )
}

export function fieldsOnly(reachable: Reachable, entity: EntityPlan): fc.Arbitrary<string> {
  const fields = fc.array(toldOf(reachable, entity), { minLength: 1, maxLength: 3 })
  return fc.oneof(
    fc.constant(''),
    fields.map((names) => `fields=${names.join(',')}`),
  )
}

export function fieldAt(
  plan: Plan,
  entity: EntityPlan,
  path: string,
): { entity: EntityPlan; field: FieldPlan } | null {
  let here: EntityPlan | undefined = entity
  const names = path.split('.')
  for (const [index, name] of names.entries()) {
    const field: FieldPlan | undefined =
      here && Object.hasOwn(here.fields, name) ? here.fields[name] : undefined
    if (!here || !field) return null
    if (index === names.length - 1) return { entity: here, field }
    here = field.relation ? plan.entities[field.relation.to] : undefined
  }
  return null
}
