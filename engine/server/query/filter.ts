import type { Access } from '../../access/access.ts'
import { resolvePath, type ResolvedPath } from '../../access/resolve.ts'
import type { FieldPlan, Plan } from '../../plan/plan.ts'
import type { Condition, Operator, Path } from '../../words/condition.ts'
import { malformed } from '../failures.ts'
import { filterValue, listValue } from './filter-values.ts'
import type { Parameter } from './parameters.ts'

const mostTerms = 30
const mostValues = 200
const longestName = 200

interface Reading {
  readonly plan: Plan
  readonly access: Access
  terms: number
}

/** The `filter` parameter as a condition; every name resolved against what the reader may read. */
export function readFilter(plan: Plan, access: Access, entity: string, filter: Parameter): Condition | null {
  if (filter.values.length > 0) throw malformed('bad-value', { name: 'filter' })
  const conditions = readAll({ plan, access, terms: 0 }, entity, filter)
  return conditions.length < 2 ? (conditions[0] ?? null) : { and: conditions }
}

function readAll(reading: Reading, entity: string, parameter: Parameter): Condition[] {
  return [...parameter.within].flatMap(([name, inner]) => readOne(reading, entity, name, inner))
}

function readOne(reading: Reading, entity: string, name: string, inner: Parameter): Condition[] {
  if (name === 'and' || name === 'or') {
    const parts = [...inner.within].map(([at, part]) => {
      if (!/^\d{1,3}$/.test(at) || inner.values.length > 0) throw malformed('bad-value', { name })
      return readTogether(reading, entity, name, part)
    })
    return [name === 'and' ? { and: parts } : { or: parts }]
  }
  if (name === 'not') return [{ not: readTogether(reading, entity, name, inner) }]
  const path = name.split('.')
  const resolved = name.length > longestName ? null : resolvePath(reading.plan, reading.access, entity, path)
  if (!resolved?.field) throw malformed('unknown-field', { name: name.slice(0, longestName) })
  return readTerms(reading, name, path, { ...resolved, field: resolved.field }, inner)
}

function readTogether(reading: Reading, entity: string, name: string, parameter: Parameter): Condition {
  const conditions = readAll(reading, entity, parameter)
  const [first] = conditions
  if (!first || parameter.values.length > 0) throw malformed('bad-value', { name })
  return conditions.length === 1 ? first : { and: conditions }
}

interface Found extends ResolvedPath {
  readonly field: FieldPlan
}

function readTerms(
  reading: Reading,
  name: string,
  path: Path,
  { field, many }: Found,
  inner: Parameter,
): Condition[] {
  const given = [...inner.within]
  if (inner.values.length > 0) given.unshift(['eq', { values: inner.values, within: new Map() }])
  if (given.length === 0) throw malformed('bad-value', { name })
  return given.map(([operator, parameter]) => {
    reading.terms += 1
    if (reading.terms > mostTerms) throw malformed('too-many', { name: 'filter', limit: mostTerms })
    if (operator === 'some' && field.relation?.many) {
      return { path, some: readTogether(reading, field.relation.to, name, parameter) }
    }
    if (many || !isOperator(field, operator)) {
      throw malformed('unknown-operator', { name, operator: operator.slice(0, longestName) })
    }
    return { path, op: operator, value: readValue(field, name, operator, parameter) }
  })
}

function readValue(field: FieldPlan, name: string, operator: Operator, { values, within }: Parameter) {
  if (within.size > 0) throw malformed('bad-value', { name })
  const [value = ''] = values
  if (operator === 'in' || operator === 'nin') {
    const list = values.flatMap((text) => text.split(','))
    if (list.length > mostValues) throw malformed('too-many', { name, limit: mostValues })
    return list.map((text) => listValue(field, name, text))
  }
  if (values.length > 1) throw malformed('repeated-parameter', { name })
  if (operator === 'empty') {
    if (value !== 'true' && value !== 'false') throw malformed('bad-value', { name })
    return value === 'true'
  }
  return filterValue(field, name, operator, value)
}

function isOperator(field: FieldPlan, name: string): name is Operator {
  return (field.operators as readonly string[]).includes(name)
}
