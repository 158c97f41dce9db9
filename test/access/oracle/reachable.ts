import fc from 'fast-check'
import type { Plan } from '../../../engine/plan/plan.ts'
import type { Person } from './cast.ts'
import { covers, rightsOf, type Facts } from './facts.ts'

/** What somebody may name and reach: most requests are about that, and something else stands in one of a few. */
export interface Reachable {
  readonly plan: Plan
  readonly facts: Facts
  readonly api: string
  readonly reads: (entity: string) => readonly string[]
  readonly writes: (entity: string, operation: 'create' | 'update') => readonly string[]
  readonly ids: (entity: string) => readonly number[]
}

export function mayDo(
  person: Person,
  plan: Plan,
  facts: Facts,
  entity: string,
  operation: 'read' | 'delete' | 'create',
): boolean {
  const rights = rightsOf(plan, person, facts)
  const isWrite = operation === 'create'
  return (isWrite ? (['create', 'update', 'restore', 'reset-password'] as const) : [operation]).some(
    (one) => rights.grants(entity, one).length > 0,
  )
}

export function reachableBy(plan: Plan, person: Person, facts: Facts): Reachable {
  const rights = rightsOf(plan, person, facts)
  const of = (entity: string, operation: 'read' | 'create' | 'update'): string[] => {
    const grants = rights.grants(entity, operation)
    return (plan.entities[entity]?.fieldOrder ?? []).filter((field) =>
      grants.some((grant) => covers(grant, operation, field)),
    )
  }
  return {
    plan,
    facts,
    api: person.area.api,
    reads: (entity) => of(entity, 'read'),
    writes: (entity, operation) =>
      of(entity, operation).filter((name) => {
        const field = plan.entities[entity]?.fields[name]
        if (!field || field.readOnly || field.relation?.inverseOf) return false
        return operation === 'create' || field.relation?.many !== true
      }),
    ids: (entity) => [...(facts.get(entity)?.keys() ?? [])].filter((id) => rights.allows(entity, id, 'read')),
  }
}

/** Mostly one of the first, sometimes one of the others. */
export function mostly<T>(usual: readonly T[], others: readonly T[], weight = 5): fc.Arbitrary<T> {
  if (usual.length === 0) return fc.constantFrom(...others)
  if (others.length === 0) return fc.constantFrom(...usual)
  return fc.oneof(
    { weight, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  )
}
