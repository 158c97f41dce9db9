import type { Access } from '../access/access.ts'
import { operations, type Operation } from '../words/operation.ts'
import type { EntityPlan, Plan } from '../plan/plan.ts'
import type { AccessChange } from './access-change.ts'
import { reachInWords } from './reach-words.ts'
import { own } from './renames.ts'
import { textOf, type Records, type Shift } from './shift.ts'
import type { Today } from './today.ts'

export type Change = Pick<AccessChange, 'kind' | 'on' | 'operations' | 'sentence'>

export interface Sides {
  /** Null where the area was not there. */
  readonly before: { readonly plan: Plan; readonly access: Access; readonly accounts: string } | null
  readonly after: { readonly plan: Plan; readonly access: Access }
  readonly today: Today
  /** Name of today → the entity as it was. */
  readonly origins: ReadonlyMap<string, EntityPlan>
  /** Names of today of what is granted before or after: of a large portal, a level reaches few entities. */
  readonly granted: ReadonlySet<string>
}

/** What may be done to the records of each entity, before and after, in the order of their names. */
export function compareReach(sides: Sides): Change[] {
  return Object.values(sides.after.plan.entities).flatMap((entity) => {
    if (!sides.granted.has(entity.name)) return []
    const was = sides.origins.get(entity.name)
    const shifts = operations.flatMap((operation) => shiftsOf(sides, entity, was, operation))
    return together(shifts).map((shift) => ({
      on: entity.name,
      operations: shift.operations,
      ...reachInWords(entity.name, shift),
    }))
  })
}

export function originsOf(before: Plan, today: Today): ReadonlyMap<string, EntityPlan> {
  const origins = new Map<string, EntityPlan>()
  for (const entity of Object.values(before.entities)) {
    const name = today.entity(entity.name)
    if (name !== undefined && !origins.has(name)) origins.set(name, entity)
  }
  return origins
}

/** Stands for the record itself, among its fields. */
const itself = '*'

function shiftsOf(
  { before, after, today }: Sides,
  entity: EntityPlan,
  was: EntityPlan | undefined,
  operation: Operation,
): Shift[] {
  const now = reached(after.access, entity.name, operation)
  const then = new Map<string, Records>()
  if (before && was) {
    for (const [field, records] of reached(before.access, was.name, operation)) {
      const name = field === itself ? itself : today.field(was.name, field)
      if (name !== undefined) then.set(name, told(today, was.name, before.accounts, records))
    }
  }
  const counting = [itself, ...countingFields(entity, was, operation, today)]
  const groups = new Map<string, { before: Records; after: Records; fields: string[] }>()
  for (const field of counting) {
    const pair = { before: then.get(field) ?? false, after: now.get(field) ?? false }
    if (textOf(pair.before) === textOf(pair.after)) continue
    const key = `${textOf(pair.before)} ${textOf(pair.after)}`
    const group = groups.get(key) ?? { ...pair, fields: [] }
    groups.set(key, group)
    group.fields.push(field)
  }
  return [...groups.values()].map((group) => ({
    before: group.before,
    after: group.after,
    operations: [operation],
    fields: group.fields.length === counting.length ? null : group.fields.filter((field) => field !== itself),
  }))
}

function reached(access: Access, entity: string, operation: Operation): Map<string, Records> {
  const fields = access.fields(entity, operation)
  return new Map<string, Records>([[itself, access.rows(entity, operation)], ...fields])
}

const byField: readonly Operation[] = ['read', 'create', 'update', 'export']
const written: readonly Operation[] = ['create', 'update']

/** Fields of which it makes a difference: not what comes with every record, nor what is never written. */
function countingFields(
  entity: EntityPlan,
  was: EntityPlan | undefined,
  operation: Operation,
  today: Today,
): readonly string[] {
  if (!byField.includes(operation)) return []
  const known = new Set((was?.fieldOrder ?? []).map((field) => today.field(was?.name ?? '', field)))
  return entity.fieldOrder.filter((name) => {
    const field = own(entity.fields, name)
    if (!field || name === 'id' || name === 'version') return false
    if (written.includes(operation) && field.readOnly) return false
    return !field.system || known.has(name)
  })
}

function told(today: Today, entityWas: string, accountsWere: string, records: Records): Records {
  return typeof records === 'boolean' ? records : today.condition(entityWas, accountsWere, records)
}

/** Operations that change alike are told in one sentence. */
function together(shifts: readonly Shift[]): Shift[] {
  const groups = new Map<string, Shift>()
  for (const shift of shifts) {
    const alone =
      shift.operations.find((operation) => operation.startsWith('reset-') || operation === 'view-as') ?? ''
    const key = [textOf(shift.before), textOf(shift.after), JSON.stringify(shift.fields), alone].join(' ')
    const group = groups.get(key)
    groups.set(key, group ? { ...group, operations: [...group.operations, ...shift.operations] } : shift)
  }
  return [...groups.values()]
}
