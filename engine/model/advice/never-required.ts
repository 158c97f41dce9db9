import { entryAt, nodeAt } from '../../source/look.ts'
import type { Comparison, Condition } from '../../words/condition.ts'
import type { Entity } from '../entity.ts'
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
    if (path === undefined) return holds(condition, given) !== false
    return (domains[at] ?? []).some((value) => tryAll(at + 1, new Map(given).set(path, value)))
  }
  return tryAll(0, new Map())
}

/** A value, nothing, or something that is not known. */
type Given = string | boolean | null | typeof something
const something = Symbol('something')

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

/** Undefined where it may be either. */
function holds(condition: Condition, given: ReadonlyMap<string, Given>): boolean | undefined {
  if ('and' in condition) return every(condition.and.map((one) => holds(one, given)))
  if ('or' in condition) return negated(every(condition.or.map((one) => negated(holds(one, given)))))
  if ('not' in condition) return negated(holds(condition.not, given))
  if ('some' in condition) return undefined
  return compare(condition, given.get(condition.path.join('.')) ?? null)
}

function every(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(false)) return false
  return all.includes(undefined) ? undefined : true
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}

function compare({ op, value }: Comparison, given: Given): boolean | undefined {
  if (op === 'empty') return (given === null) === value
  if (typeof given === 'symbol' || (typeof value === 'object' && value !== null && !Array.isArray(value)))
    return undefined
  const one = (other: unknown): boolean => other === given
  if (op === 'eq') return one(value)
  if (op === 'ne') return !one(value)
  if (op === 'in') return Array.isArray(value) && value.some(one)
  if (op === 'nin') return Array.isArray(value) && !value.some(one)
  return given === null ? false : undefined
}
