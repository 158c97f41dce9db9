import { entryAt, nodeAt } from '../../source/look.ts'
import type { Condition } from '../../words/condition.ts'
import type { Entity } from '../entity.ts'
import { holds, something, type Given } from '../surely-holds.ts'
import type { Advice } from './advice.ts'

/** Fields that are required only where they are not shown, or never: the rule does nothing. */
export function neverRequired({ model, roots, warn }: Advice): void {
  for (const entity of model.entities.values()) {
    for (const field of entity.fields.values()) {
      const { requiredIf, visibleIf } = field
      if (!requiredIf || mayHold(entity, visibleIf ? { and: [requiredIf, visibleIf] } : requiredIf)) continue
      const fields = nodeAt(roots.get(`entities/${entity.name}.yaml`), 'fields')
      warn(
        entryAt(nodeAt(fields, field.name), 'requiredIf')?.key,
        'never-required',
        visibleIf
          ? `\`${field.name}\` is never shown when it is required.`
          : `\`${field.name}\` is never required: this condition cannot hold.`,
        'Look at what the condition asks for.',
      )
    }
  }
}

/** Every way in which the values that a condition looks at may be given, at most so many: beyond, it may well hold. */
const most = 4096

/** False only where it surely cannot hold: values of choices and booleans are tried, of others only whether they are there. */
function mayHold(entity: Entity, condition: Condition): boolean {
  const paths = [...new Set(pathsOf(condition))]
  const domains = paths.map((path) => domainOf(entity, path))
  if (domains.reduce((product, { length }) => product * length, 1) > most) return true
  const tryAll = (at: number, given: ReadonlyMap<string, Given>): boolean => {
    const path = paths[at]
    if (path === undefined) return holds(condition, (name) => given.get(name) ?? null) !== false
    return (domains[at] ?? []).some((value) => tryAll(at + 1, new Map(given).set(path, value)))
  }
  return tryAll(0, new Map())
}

function domainOf(entity: Entity, path: string): readonly Given[] {
  const field = entity.fields.get(path)
  const options = field?.value['enum']
  if (field?.type === 'boolean') return [true, false, null]
  return Array.isArray(options) ? [...(options as string[]), null] : [something, null]
}

function pathsOf(condition: Condition): readonly string[] {
  if ('and' in condition) return condition.and.flatMap(pathsOf)
  if ('or' in condition) return condition.or.flatMap(pathsOf)
  if ('not' in condition) return pathsOf(condition.not)
  return [condition.path.join('.')]
}
