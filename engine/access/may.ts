import type { EntityPlan, Plan } from '../plan/plan.ts'
import type { Comparison, Condition } from '../words/condition.ts'
import { operations, type Operation } from '../words/operation.ts'
import type { Access } from './access.ts'
import { entityOf } from './frame.ts'

/** What is done to one record by a button of its own. */
export type RecordOperation = Exclude<Operation, 'read' | 'create' | 'update' | 'export'>

/** What an account may do to a record that it reads; `true` where every one that it reads allows it. */
export interface MayDo {
  readonly operation: RecordOperation
  readonly where: Condition | true
}

/** Fields that an update reaches under one condition. */
export interface MayUpdate {
  readonly fields: readonly string[]
  readonly where: Condition | true
}

export interface May {
  readonly does: readonly MayDo[]
  /** Null where no record's fields are this account's to change. */
  readonly updates: readonly MayUpdate[] | null
  /** Of a conversation: whether a message may be written in it; null where none may be written in any. */
  readonly answers: Condition | true | null
}

/** All that the grants say of single records, as it is written in `may`. */
export function mayOf(plan: Plan, access: Access, name: string): May {
  const entity = entityOf(plan, name)
  const does = operations.flatMap((operation): MayDo[] => {
    if (!isOfRecord(operation)) return []
    const rows = access.rows(name, operation)
    return rows === false ? [] : [{ operation, where: beyondReading(access, name, rows) }]
  })
  return { does, updates: updatesOf(access, entity), answers: answersOf(access, entity) }
}

function isOfRecord(operation: Operation): operation is RecordOperation {
  return !['read', 'create', 'update', 'export'].includes(operation)
}

function updatesOf(access: Access, entity: EntityPlan): MayUpdate[] | null {
  if (access.rows(entity.name, 'update') === false) return null
  const groups = new Map<string, { fields: string[]; where: Condition | true }>()
  for (const [field, reached] of access.fields(entity.name, 'update')) {
    const known = entity.fields[field]
    if (!known || known.readOnly || known.relation?.inverseOf) continue
    const where = beyondReading(access, entity.name, reached)
    const key = JSON.stringify(where)
    const group = groups.get(key) ?? { fields: [], where }
    group.fields.push(field)
    groups.set(key, group)
  }
  return groups.size === 0 ? null : [...groups.values()]
}

/** What is left to ask of a record that is read: nothing, where reading it asks for as much. */
function beyondReading(access: Access, entity: string, where: Condition | true): Condition | true {
  const read = access.rows(entity, 'read')
  if (where === true || typeof read === 'boolean') return where
  const ways = alternatives(where).map((way) => new Set(parts(way)))
  const isImplied = alternatives(read).every((reading) => {
    const asked = new Set(parts(reading))
    return ways.some((way) => [...way].every((part) => asked.has(part)))
  })
  return isImplied ? true : where
}

function alternatives(condition: Condition): readonly Condition[] {
  return 'or' in condition ? condition.or.flatMap(alternatives) : [condition]
}

function parts(condition: Condition): readonly string[] {
  return 'and' in condition ? condition.and.flatMap(parts) : [JSON.stringify(condition)]
}

/** Whether what may be done differs from record to record, of those that are read. */
export function differs(plan: Plan, access: Access, entity: string, wanted: readonly Operation[]): boolean {
  const { does, updates } = mayOf(plan, access, entity)
  const isUpdated = wanted.includes('update') && updates?.some(({ where }) => where !== true) === true
  return isUpdated || does.some(({ operation, where }) => where !== true && wanted.includes(operation))
}

/** Whether a message may be written in some conversations that are read, and not in others. */
export function answersDiffer(plan: Plan, access: Access, entity: string): boolean {
  const { answers } = mayOf(plan, access, entity)
  return answers !== null && answers !== true
}

function answersOf(access: Access, { name, thread }: EntityPlan): Condition | true | null {
  if (!thread) return null
  const { messages, parent, text } = thread
  const reached = [parent, text].map((field) => access.fields(messages, 'create').get(field))
  const asked = reached.map((where) =>
    where === undefined ? false : where === true || seenFrom(where, parent, true),
  )
  if (asked.includes(false)) return null
  const open = asked.filter((where) => typeof where !== 'boolean')
  const [first] = open
  if (!first) return true
  const isSame = open.every((one) => JSON.stringify(one) === JSON.stringify(first))
  return beyondReading(access, name, isSame ? first : { and: open })
}

/**
 * What a condition on a message that is yet to be written says of its conversation. What it says of the message itself is
 * taken to be what is wanted: whoever writes sees to that.
 */
function seenFrom(condition: Condition, parent: string, wanted: boolean): Condition | boolean {
  if ('not' in condition) {
    const inner = seenFrom(condition.not, parent, !wanted)
    return typeof inner === 'boolean' ? !inner : { not: inner }
  }
  if ('and' in condition || 'or' in condition) {
    const both = 'and' in condition
    const all = (both ? condition.and : condition.or).map((part) => seenFrom(part, parent, wanted))
    if (all.includes(!both)) return !both
    const open = all.filter((part) => typeof part !== 'boolean')
    const [first] = open
    if (!first) return both
    if (open.length === 1) return first
    return both ? { and: open } : { or: open }
  }
  const [step, ...rest] = condition.path
  if (step !== parent) return wanted
  if ('some' in condition) return rest.length === 0 ? wanted : { ...condition, path: rest }
  return isOfMessage(condition) ? wanted : { ...condition, path: rest.length === 0 ? ['id'] : rest }
}

function isOfMessage({ value }: Comparison): boolean {
  return value !== null && typeof value === 'object' && 'record' in value
}
