import type { Plan } from '../plan/plan.ts'
import type { Comparison, Condition, Operand, Path } from '../words/condition.ts'
import { becomes, own, type Renames } from './renames.ts'

/** What was applied, told in the names that the wanted definitions give it; undefined where nothing has become of it. */
export interface Today {
  entity(was: string): string | undefined
  field(entityWas: string, was: string): string | undefined
  path(entityWas: string, was: Path): Path
  page(area: string, was: string): string | undefined
  level(area: string, was: string): string | undefined
  /** Of the records of an entity, asked by somebody who signs in there; `$record` is one of `recordWas`, by default of the same entity. */
  condition(entityWas: string, accountsWere: string, condition: Condition, recordWas?: string): Condition
}

export function toldToday(before: Plan, after: Plan, renames: Renames): Today {
  const entity = (was: string): string | undefined => becomes(renames.entities, was, after.entities)
  const field = (entityWas: string, was: string): string | undefined => {
    const name = entity(entityWas)
    const fields = name === undefined ? undefined : own(after.entities, name)?.fields
    return name === undefined || !fields ? undefined : becomes(own(renames.fields, name) ?? {}, was, fields)
  }
  const path = (entityWas: string, steps: Path): Path => {
    const [first = '', ...rest] = steps
    const single = singleOf(first)
    if (single !== null) return [`$${entity(single) ?? gone(single)}`, ...path(single, rest)]
    let here: string | undefined = entityWas
    return steps.map((step) => {
      if (here === undefined) return step
      const at: string = here
      here = own(own(before.entities, at)?.fields ?? {}, step)?.relation?.to
      return field(at, step) ?? gone(step)
    })
  }
  const endOf = (entityWas: string, steps: Path): string | undefined =>
    steps.reduce<string | undefined>(
      (here, step) =>
        singleOf(step) ?? own(own(before.entities, here ?? '')?.fields ?? {}, step)?.relation?.to,
      entityWas,
    )
  const option = (entityWas: string, steps: Path, value: unknown): unknown => {
    const holder = endOf(entityWas, steps.slice(0, -1))
    const name = holder === undefined ? undefined : entity(holder)
    const last = holder === undefined ? undefined : field(holder, steps.at(-1) ?? '')
    const names = own(renames.options, `${name}.${last}`) ?? {}
    return Object.entries(names).find(([, was]) => was === value)?.[0] ?? value
  }
  const operand = (from: Where, steps: Path, value: Operand): Operand => {
    if (Array.isArray(value)) return value.map((one) => option(from.entity, steps, one) as never)
    if (value === null || typeof value !== 'object') return option(from.entity, steps, value) as Operand
    if ('user' in value) return { user: path(from.accounts, value.user) }
    if ('single' in value)
      return { single: entity(value.single) ?? gone(value.single), path: path(value.single, value.path) }
    return 'record' in value ? { record: path(from.record, value.record) } : value
  }
  const condition = (from: Where, of: Condition): Condition => {
    if ('and' in of) return { and: of.and.map((part) => condition(from, part)) }
    if ('or' in of) return { or: of.or.map((part) => condition(from, part)) }
    if ('not' in of) return { not: condition(from, of.not) }
    const at = path(from.entity, of.path)
    if (!('some' in of))
      return { path: at, op: of.op, value: operand(from, of.path, of.value) } satisfies Comparison
    const to = endOf(from.entity, of.path) ?? from.entity
    return { path: at, some: condition({ ...from, entity: to }, of.some) }
  }
  return {
    entity,
    field,
    path,
    page: (area, was) => becomes(own(renames.pages, area) ?? {}, was, own(after.areas, area)?.pages ?? {}),
    level: (area, was) => {
      const levels = own(after.areas, area)?.levels ?? []
      const there = Object.fromEntries(levels.map(({ name }) => [name, true]))
      return becomes(own(renames.levels, area) ?? {}, was, there)
    },
    condition: (entityWas, accountsWere, of, recordWas = entityWas) =>
      condition({ entity: entityWas, record: recordWas, accounts: accountsWere }, of),
  }
}

interface Where {
  readonly entity: string
  readonly record: string
  readonly accounts: string
}

/** The entity that a first name such as `$settings` leads to; no field is called so. */
function singleOf(step: string): string | null {
  return step.startsWith('$') ? step.slice(1) : null
}

/** Nothing of today has such a name: what depends on it is another condition. */
function gone(name: string): string {
  return `${name} (gone)`
}
