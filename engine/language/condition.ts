import type { MapNode, Node, Place } from '../source/document.ts'
import { operators, type Operator } from '../words/condition.ts'
import { parseOperand, type OperandSyntax } from './operand.ts'

/** A condition as it is written, each part with its place; what its names mean is the model's to say. */
export type ConditionSyntax =
  | { readonly and: readonly ConditionSyntax[] }
  | { readonly or: readonly ConditionSyntax[] }
  | { readonly not: ConditionSyntax }
  | { readonly path: PathSyntax; readonly op: Operator; readonly at: Place; readonly operand: OperandSyntax }
  | { readonly path: PathSyntax; readonly some: ConditionSyntax; readonly at: Place }

export interface PathSyntax {
  readonly names: readonly string[]
  readonly place: Place
}

/** Reads what has the shape of a condition; the schema has reported what has not. */
export function parseCondition(node: Node): ConditionSyntax | undefined {
  if (node.kind !== 'map') return undefined
  return allOf([...node.entries.values()].flatMap(({ name, key, value }) => parsePart(name, key, value)))
}

function parsePart(name: string, key: Place, value: Node): readonly ConditionSyntax[] {
  if (name === 'and' || name === 'or') {
    const parts = value.kind === 'list' ? value.items.flatMap((item) => parseCondition(item) ?? []) : []
    return [name === 'and' ? { and: parts } : { or: parts }]
  }
  if (name === 'not') {
    const inner = parseCondition(value)
    return inner ? [{ not: inner }] : []
  }
  const path = { names: name.split('.'), place: key }
  if (value.kind === 'map') return parseComparisons(path, value)
  const operand = value.kind === 'scalar' ? parseOperand(value) : undefined
  return operand ? [{ path, op: 'eq', at: key, operand }] : []
}

function parseComparisons(path: PathSyntax, map: MapNode): readonly ConditionSyntax[] {
  return [...map.entries.values()].flatMap(({ name, key, value }): readonly ConditionSyntax[] => {
    if (name === 'some') {
      const some = parseCondition(value)
      return some ? [{ path, some, at: key }] : []
    }
    const op = operators.find((known) => known === name)
    const operand = parseOperand(value)
    return op && operand ? [{ path, op, at: key, operand }] : []
  })
}

function allOf(parts: readonly ConditionSyntax[]): ConditionSyntax {
  const [only, ...more] = parts
  return only && more.length === 0 ? only : { and: parts }
}
