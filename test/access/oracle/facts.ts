import type { Reader } from '../../../engine/access/access.ts'
import type { Records } from '../../../engine/database/records.ts'
import type { EntityPlan, FieldPlan, GrantPlan, Operation, Plan } from '../../../engine/plan/plan.ts'
import type { Condition, Operand } from '../../../engine/words/condition.ts'
import { holds, type World } from '../../support/conditions.ts'
import { everything } from '../../support/shelf.ts'
import type { Person } from './cast.ts'

export type Row = Readonly<Record<string, unknown>>

/** Entity → id → what it holds: relations as ids, to-manys as lists of them. */
export type Facts = ReadonlyMap<string, ReadonlyMap<number, Row>>

/** All that is stored, whoever may read it. */
export async function readFacts(
  plan: Plan,
  records: Records,
  engine: Reader,
  links: (table: string) => Promise<readonly (readonly [number, number])[]>,
): Promise<Facts> {
  const facts = new Map<string, Map<number, Row>>()
  for (const entity of Object.values(plan.entities)) {
    // The audit trail grows with every request.
    if (entity.builtIn) continue
    const own = Object.values(entity.fields).filter((field) => field.storage.kind !== 'none')
    const query = { ...everything, fields: own.map(({ name }) => [name]), deleted: 'include' } as const
    const rows = new Map<number, Record<string, unknown>>()
    let after: string | null = null
    do {
      const page = await records.list(engine, entity.name, { ...query, count: 'none', after })
      for (const record of JSON.parse(page.data) as Record<string, unknown>[])
        rows.set(Number(record['id']), plain(own, record))
      after = page.next
    } while (after !== null)
    for (const { name, relation } of Object.values(entity.fields)) {
      if (!relation?.links) continue
      for (const row of rows.values()) row[name] = []
      for (const [record, other] of await links(relation.links))
        (rows.get(record)?.[name] as number[] | undefined)?.push(other)
    }
    facts.set(entity.name, rows)
  }
  return facts
}

function plain(fields: readonly FieldPlan[], record: Row): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(({ name, relation }) => {
      const value = record[name] as { id?: number } | null
      return [name, relation && value ? value.id : value]
    }),
  )
}

export function isGone(row: Row): boolean {
  return (row['deleted_at'] ?? null) !== null
}

/** What somebody may, said as plainly as possible from the grants alone: nothing of `engine/access` is asked. */
export interface Rights {
  allows(entity: string, id: number, operation: Operation, field?: string): boolean
  grants(entity: string, operation: Operation): readonly GrantPlan[]
  holdsFor(grant: GrantPlan, entity: string, id: number): boolean
  value(operand: Operand): unknown
}

export function rightsOf(plan: Plan, { area, levels, id, who }: Person, facts: Facts): Rights {
  const account = facts.get(area.accounts)?.get(id)
  const isIn = who !== 'nobody' && account !== undefined && !isGone(account)
  const held = area.pageOrder.flatMap((page) => area.pages[page]?.grants[levels[page] ?? ''] ?? [])
  const grants = isIn ? [...area.always, ...held] : []
  const world = worldOf(plan, facts, { entity: area.accounts, id })
  const check = (entity: string, at: number, where: Condition | null): boolean =>
    where === null || holds(world, entity, at, where)
  const of = (entity: string, operation: Operation): readonly GrantPlan[] =>
    grants.filter((grant) => grant.entity === entity && grant.allow.includes(operation))
  return {
    grants: of,
    holdsFor: (grant, entity, at) => check(entity, at, grant.where),
    allows: (entity, at, operation, field) =>
      facts.get(entity)?.has(at) === true &&
      of(entity, operation).some(
        (grant) =>
          check(entity, at, grant.where) &&
          (field === undefined || covers(grant, operation, field) || isKnown(field, operation)),
      ),
    value(operand) {
      if (operand === null || typeof operand !== 'object') return operand
      if ('user' in operand) {
        if (operand.user.length === 0) return id
        return operand.user.reduce<unknown>((row, name) => (row as Row | undefined)?.[name], account)
      }
      return operand
    },
  }
}

function isKnown(field: string, operation: Operation): boolean {
  return (field === 'id' || field === 'version') && (operation === 'read' || operation === 'export')
}

export function covers({ fields, set }: GrantPlan, operation: Operation, field: string): boolean {
  const isSet = (operation === 'create' || operation === 'update') && Object.hasOwn(set ?? {}, field)
  return fields.includes(field) && !isSet
}

function worldOf(plan: Plan, facts: Facts, user: World['user']): World {
  const relations: Record<string, { to: string; many: boolean; back?: string }> = {}
  for (const entity of Object.values(plan.entities)) {
    for (const { name, relation } of Object.values(entity.fields)) {
      if (!relation) continue
      const back = relation.inverseOf === null ? {} : { back: relation.inverseOf }
      relations[`${entity.name}.${name}`] = { to: relation.to, many: relation.many, ...back }
    }
  }
  const isListed = (entity: string, id: number): boolean => !isGone(facts.get(entity)?.get(id) ?? {})
  return { tables: Object.fromEntries(facts), relations, user, sees: () => true, isListed }
}

/** Entity, id and field → what its reader finds there. */
export type View = ReadonlyMap<string, string>

export function cell(entity: string, id: number, field: string): string {
  return `${entity}/${id}/${field}`
}

/**
 * Every cell that somebody may read, with what it reads as: relations to what may not be read are none. A record that was
 * deleted is there for whoever may bring it back, and where a record that may be read points to it.
 */
export function viewOf(plan: Plan, person: Person, facts: Facts): View {
  const rights = rightsOf(plan, person, facts)
  const view = new Map<string, string>()
  const pointed = new Set<string>()
  const readable = (entity: string, id: number): boolean => rights.allows(entity, id, 'read')
  const show = (entity: EntityPlan, id: number, row: Row): void => {
    for (const field of Object.values(entity.fields)) {
      if (!rights.allows(entity.name, id, 'read', field.name)) continue
      view.set(cell(entity.name, id, field.name), JSON.stringify(shown(field, row, id)))
    }
    view.set(cell(entity.name, id, 'id'), String(id))
  }
  const shown = ({ name, relation }: FieldPlan, row: Row, id: number): unknown => {
    if (!relation) return row[name] ?? null
    const { to, inverseOf } = relation
    const others = inverseOf
      ? [...(facts.get(to) ?? [])].flatMap(([other, its]) =>
          [its[inverseOf]].flat().includes(id) ? other : [],
        )
      : ([row[name] ?? []].flat() as number[])
    const isColumn = !relation.many && !inverseOf
    const seen = others.filter(
      (other) => readable(to, other) && (isColumn || !isGone(facts.get(to)?.get(other) ?? {})),
    )
    for (const other of seen) pointed.add(`${to}/${other}`)
    return [...seen].sort()
  }
  const waiting: (readonly [EntityPlan, number, Row])[] = []
  for (const entity of Object.values(plan.entities)) {
    for (const [id, row] of facts.get(entity.name) ?? []) {
      if (!readable(entity.name, id)) continue
      if (!isGone(row) || rights.allows(entity.name, id, 'restore')) show(entity, id, row)
      else waiting.push([entity, id, row])
    }
  }
  // A record that was deleted may point to another that was.
  for (let round = 0; round < 3; round++)
    for (const [entity, id, row] of waiting) if (pointed.has(`${entity.name}/${id}`)) show(entity, id, row)
  // Everybody may know who he is.
  const own = facts.get(person.area.accounts)?.get(person.id)
  if (own && person.cookie)
    for (const name of ['username', 'name', 'email', 'language'])
      view.set(cell(person.area.accounts, person.id, name), JSON.stringify(own[name] ?? null))
  return view
}
