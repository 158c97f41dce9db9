import type { GrantPlan, Operation } from '../plan/plan.ts'
import type { Condition, Operand, Scalar } from '../words/condition.ts'

/** What the creates or the updates of an entity may give, beyond which fields they reach. */
export interface Writing {
  /** The only values that a field may be given, where no grant leaves it free. */
  readonly only: ReadonlyMap<string, readonly Scalar[]>
  /** What a record must fulfil once the field has been given its value, where that is more than what reaches the field. */
  readonly after: ReadonlyMap<string, Condition>
  /** What the engine gives, grant by grant: of two that give one field, the later one does. */
  readonly settings: readonly Setting[]
}

/** What one grant gives on the writes that it allows: of these fields, to these records. */
export interface Setting {
  readonly fields: readonly string[]
  readonly where: Condition | null
  readonly set: Readonly<Record<string, Operand>>
}

export type Write = Extract<Operation, 'create' | 'update'>

export const anyValue: Writing = { only: new Map(), after: new Map(), settings: [] }

/** The fields that a write of this grant may be given: not those that the engine gives. */
export function coveredFields({ fields, set }: GrantPlan, operation: Operation): readonly string[] {
  if (!set || !isWrite(operation)) return fields
  return fields.filter((field) => !Object.hasOwn(set, field))
}

export function isWrite(operation: Operation): operation is Write {
  return operation === 'create' || operation === 'update'
}

/** Of the grants that allow the write. */
export function writingOf(grants: readonly GrantPlan[], operation: Write): Writing {
  const bound = new Set(grants.flatMap(({ only }) => Object.keys(only ?? {})))
  const only = new Map<string, readonly Scalar[]>()
  const after = new Map<string, Condition>()
  for (const field of bound) {
    const covering = grants.filter((grant) => coveredFields(grant, operation).includes(field))
    const ways = covering.map((grant) => ({ where: grant.where, values: valuesOf(grant, field) }))
    const lists = ways.flatMap(({ values }) => (values ? [values] : []))
    if (lists.length === 0) continue
    if (lists.length === ways.length) only.set(field, [...new Set(lists.flat())])
    if (ways.some(({ where, values }) => where === null && values === null)) continue
    after.set(field, anyOf(ways.map(({ where, values }) => bothOf(where, values, field))))
  }
  const settings = grants.flatMap((grant): Setting[] =>
    grant.set ? [{ fields: coveredFields(grant, operation), where: grant.where, set: grant.set }] : [],
  )
  return { only, after, settings }
}

function valuesOf({ only }: GrantPlan, field: string): readonly Scalar[] | null {
  return only && Object.hasOwn(only, field) ? (only[field] ?? null) : null
}

function bothOf(where: Condition | null, values: readonly Scalar[] | null, field: string): Condition {
  const among = values && ({ path: [field], op: 'in', value: values } as const)
  const parts: Condition[] = [...(where ? [where] : []), ...(among ? [among] : [])]
  const [first] = parts
  return first && parts.length === 1 ? first : { and: parts }
}

function anyOf(conditions: readonly Condition[]): Condition {
  const [first] = conditions
  return first && conditions.length === 1 ? first : { or: conditions }
}

/** What may be written where these fields are given: with what the engine gives, wherever its conditions hold. */
export function writtenFields(writing: Writing, given: readonly string[]): string[] {
  const set = settingsFor(writing, given).flatMap((setting) => Object.keys(setting.set))
  return [...new Set([...given, ...set])]
}

/** The settings of the grants that allow a write of these fields. */
export function settingsFor({ settings }: Writing, given: readonly string[]): readonly Setting[] {
  if (settings.length === 0 || given.length === 0) return settings
  return settings.filter(({ fields }) => fields.some((field) => given.includes(field)))
}
