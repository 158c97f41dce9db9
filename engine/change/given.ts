import type { Access } from '../access/access.ts'
import type { Write } from '../access/writing.ts'
import type { EntityPlan } from '../plan/plan.ts'
import type { Condition, Operand, Scalar } from '../words/condition.ts'
import { operandInWords } from './conditions.ts'
import type { Change, Sides } from './reach.ts'
import { listed } from './sentences.ts'

const writes = [
  ['create', 'creating'],
  ['update', 'updating'],
] as const satisfies readonly (readonly [Write, string])[]

/** Which values may be given, and which the engine gives, where they are not what they were for whoever could write and can. */
export function compareGiven(sides: Sides): Change[] {
  return Object.values(sides.after.plan.entities).flatMap((entity) => {
    const was = sides.granted.has(entity.name) ? sides.origins.get(entity.name) : undefined
    return was ? compareEntity(sides, entity, was) : []
  })
}

function compareEntity(sides: Sides, entity: EntityPlan, was: EntityPlan): Change[] {
  const { before, after } = sides
  if (!before) return []
  return writes.flatMap(([operation, when]) => {
    const writesBoth =
      before.access.rows(was.name, operation) !== false && after.access.rows(entity.name, operation) !== false
    if (!writesBoth) return []
    const [then, now] = [onlyBefore(sides, was, operation), onlyOf(after.access, entity.name, operation)]
    const [setThen, setNow] = [setBefore(sides, was, operation), setOf(after.access, entity.name, operation)]
    const told = { on: entity.name, operations: [operation] }
    return [
      ...fieldsOf(then, now).flatMap((field): Change[] => {
        const change = compareValues(then.get(field), now.get(field))
        const isReached = after.access.fields(entity.name, operation).has(field)
        return change && isReached ? [{ ...told, ...inWords(change, field, entity.name, when) }] : []
      }),
      ...fieldsOf(setThen, setNow).flatMap((field): Change[] => {
        const [old, value] = [setThen.get(field), setNow.get(field)]
        if (old === value) return []
        const said = value === undefined ? `no longer sets ${field}` : `now sets ${field} to ${value}`
        return [{ ...told, kind: 'changes', sentence: `${said} when ${when} ${entity.name}` }]
      }),
    ]
  })
}

type Values = readonly Scalar[] | undefined

interface ValueChange {
  readonly kind: Change['kind']
  readonly values: Values
}

function compareValues(before: Values, after: Values): ValueChange | null {
  if (!after) return before ? { kind: 'gains', values: undefined } : null
  if (!before) return { kind: 'loses', values: after }
  const more = after.some((value) => !before.includes(value))
  const less = before.some((value) => !after.includes(value))
  if (!more && !less) return null
  return { kind: more === less ? 'changes' : more ? 'gains' : 'loses', values: after }
}

function inWords(
  { kind, values }: ValueChange,
  field: string,
  entity: string,
  when: string,
): Pick<Change, 'kind' | 'sentence'> {
  const given = values ? `only ${listed(values.map((value) => operandInWords(value)))}` : 'any value'
  return { kind, sentence: `may now give ${field} ${given} when ${when} ${entity}` }
}

function onlyOf(access: Access, entity: string, operation: Write): ReadonlyMap<string, readonly Scalar[]> {
  return access.writing(entity, operation).only
}

/** In the names of today, of fields and of options. */
function onlyBefore({ before, today }: Sides, was: EntityPlan, operation: Write): typeof found {
  const found = new Map<string, readonly Scalar[]>()
  for (const [field, values] of before ? onlyOf(before.access, was.name, operation) : []) {
    const name = today.field(was.name, field)
    const asked: Condition = { path: [field], op: 'in', value: values }
    const told = before && today.condition(was.name, before.accounts, asked)
    if (name === undefined) continue
    const isList = told && 'value' in told && Array.isArray(told.value)
    found.set(name, isList ? (told.value as readonly Scalar[]) : values)
  }
  return found
}

function setOf(access: Access, entity: string, operation: Write): Map<string, string> {
  const { settings } = access.writing(entity, operation)
  return new Map(
    settings.flatMap(({ set }) =>
      Object.entries(set).map(([field, operand]) => [field, operandInWords(operand)] as const),
    ),
  )
}

function setBefore({ before, today }: Sides, was: EntityPlan, operation: Write): Map<string, string> {
  const found = new Map<string, string>()
  for (const { set } of before?.access.writing(was.name, operation).settings ?? []) {
    for (const [field, operand] of Object.entries(set)) {
      const name = today.field(was.name, field)
      if (name !== undefined && before) found.set(name, operandInWords(told(operand, field, before.accounts)))
    }
  }
  return found

  function told(operand: Operand, field: string, accounts: string): Operand {
    const condition = today.condition(was.name, accounts, { path: [field], op: 'eq', value: operand })
    return 'value' in condition ? condition.value : operand
  }
}

function fieldsOf(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])]
}
