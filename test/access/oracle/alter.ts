import type { EntityPlan, FieldPlan, Plan } from '../../../engine/plan/plan.ts'
import type { Condition, Path } from '../../../engine/words/condition.ts'
import { operations } from '../../../engine/words/operation.ts'
import { valueOf, type Person } from './cast.ts'
import { cell, rightsOf, viewOf, type Facts, type Row } from './facts.ts'

/** A change of what somebody may not read; `row` null where the record is a new one. */
export interface Alteration {
  readonly entity: string
  readonly id: number
  readonly values: Row
  readonly isNew: boolean
}

/**
 * Other facts of which somebody reads the very same: other values in what he may not read, and records more that he may not
 * see. Left alone is what decides what he may do: that a refusal tells.
 */
export function alterUnread(plan: Plan, person: Person, facts: Facts): readonly Alteration[] {
  const before = sightOf(plan, person, facts)
  const all = candidates(plan, person, facts)
  return keepFit(all, (some) => sightOf(plan, person, altered(facts, some)) === before)
}

/** As many as can be kept together. */
function keepFit<T>(all: readonly T[], fits: (some: readonly T[]) => boolean): readonly T[] {
  const kept: T[] = []
  const add = (some: readonly T[]): void => {
    if (some.length === 0) return
    if (fits([...kept, ...some])) kept.push(...some)
    else if (some.length > 1) {
      const half = Math.ceil(some.length / 2)
      add(some.slice(0, half))
      add(some.slice(half))
    }
  }
  add(all)
  return kept
}

const told = operations.filter((operation) => operation !== 'read' && operation !== 'create')

/** What somebody reads and what he may do, as one text. */
function sightOf(plan: Plan, person: Person, facts: Facts): string {
  const rights = rightsOf(plan, person, facts)
  const may: string[] = []
  for (const entity of Object.values(plan.entities)) {
    for (const id of facts.get(entity.name)?.keys() ?? []) {
      for (const operation of told) {
        for (const grant of rights.grants(entity.name, operation))
          if (rights.holdsFor(grant, entity.name, id))
            may.push(`${operation} ${entity.name}/${id} ${grant.fields.join()}`)
      }
    }
  }
  return JSON.stringify([[...viewOf(plan, person, facts)].sort(), may])
}

export function altered(facts: Facts, alterations: readonly Alteration[]): Facts {
  const copy = new Map([...facts].map(([entity, rows]) => [entity, new Map(rows)]))
  for (const { entity, id, values } of alterations)
    copy.get(entity)?.set(id, { ...copy.get(entity)?.get(id), ...values })
  return copy
}

function candidates(plan: Plan, person: Person, facts: Facts): Alteration[] {
  const view = viewOf(plan, person, facts)
  const decisive = decisiveFields(plan, person)
  const found: Alteration[] = []
  for (const entity of Object.values(plan.entities)) {
    const rows = facts.get(entity.name) ?? new Map<number, Row>()
    for (const [id, row] of rows) {
      for (const field of Object.values(entity.fields)) {
        if (view.has(cell(entity.name, id, field.name)) || decisive.has(`${entity.name}.${field.name}`))
          continue
        const value = otherValue(plan, entity, field, row, id, facts)
        if (value !== undefined)
          found.push({ entity: entity.name, id, values: { [field.name]: value }, isNew: false })
      }
    }
    const unseen = [...rows].find(([id]) => !view.has(cell(entity.name, id, 'id')))
    const isOnly = Object.values(entity.fields).some(({ unique, relation }) => unique && relation)
    if (unseen && !entity.single && !isOnly) found.push(another(entity, unseen[1]))
  }
  return found
}

/** A copy of a record that is not seen. */
function another(entity: EntityPlan, row: Row): Alteration {
  const values: Record<string, unknown> = { ...row, id: 901 }
  for (const field of Object.values(entity.fields)) {
    if (field.storage.kind !== 'text' || field.system || typeof row[field.name] !== 'string') continue
    if (field.editor.kind === 'choice') continue
    values[field.name] = valueOf(entity.name, field, 901, () => 0, 'e')
  }
  return { entity: entity.name, id: 901, values, isNew: true }
}

function otherValue(
  plan: Plan,
  entity: EntityPlan,
  field: FieldPlan,
  row: Row,
  id: number,
  facts: Facts,
): unknown {
  const now = row[field.name] ?? null
  if (now === null || field.name === 'id' || field.name === 'version' || field.name === 'deleted_at')
    return undefined
  const { relation, storage, editor, type } = field
  if (entity.account && (field.name === 'status' || field.name === 'language')) return undefined
  if (relation) {
    if (relation.inverseOf || relation.onDelete !== 'clear' || field.unique) return undefined
    if (relation.many) return (now as number[]).slice(1)
    const others = [...(facts.get(relation.to)?.keys() ?? [])]
    return others[(others.indexOf(now as number) + 1) % others.length]
  }
  if (type === 'levels' || storage.kind === 'json') return undefined
  if (editor.kind === 'choice') {
    const values = editor.options.map(({ value }) => value)
    return values[(values.indexOf(now as string) + 1) % values.length]
  }
  if (storage.kind === 'boolean') return !(now as boolean)
  if (storage.kind === 'integer' || storage.kind === 'scaled') return (now as number) + 1
  if (storage.kind === 'date' || storage.kind === 'dateTime') return (now as string).replace(/^\d{4}/, '1931')
  // Of two, the one that came first comes last.
  return valueOf(entity.name, field, id, () => 0, id % 2 === 0 ? 'b' : 'c')
}

/** What conditions look at: of his grants, of the fields' rules. */
function decisiveFields(plan: Plan, { area, levels }: Person): ReadonlySet<string> {
  const found = new Set<string>()
  const note = (entity: string, path: Path): string => {
    let here = entity
    for (const step of path) {
      found.add(`${here}.${step}`)
      const relation = plan.entities[here]?.fields[step]?.relation
      if (relation?.inverseOf) found.add(`${relation.to}.${relation.inverseOf}`)
      here = relation?.to ?? here
    }
    return here
  }
  const walk = (entity: string, condition: Condition | null, record: string): void => {
    if (!condition) return
    if ('and' in condition) for (const part of condition.and) walk(entity, part, record)
    else if ('or' in condition) for (const part of condition.or) walk(entity, part, record)
    else if ('not' in condition) walk(entity, condition.not, record)
    else if ('some' in condition) walk(note(entity, condition.path), condition.some, record)
    else {
      note(entity, condition.path)
      const { value } = condition
      if (value === null || typeof value !== 'object') return
      if ('user' in value) note(area.accounts, value.user)
      if ('record' in value) note(record, value.record)
    }
  }
  const held = area.pageOrder.flatMap((page) => area.pages[page]?.grants[levels[page] ?? ''] ?? [])
  for (const { entity, where, set } of [...area.always, ...held]) {
    walk(entity, where, entity)
    for (const operand of Object.values(set ?? {}))
      if (operand !== null && typeof operand === 'object' && 'user' in operand)
        note(area.accounts, operand.user)
  }
  for (const entity of Object.values(plan.entities)) {
    for (const field of Object.values(entity.fields)) {
      for (const rule of [field.visibleIf, field.requiredIf, field.readOnlyIf])
        walk(entity.name, rule, entity.name)
      if (field.relation) walk(field.relation.to, field.relation.where, entity.name)
    }
  }
  return found
}
