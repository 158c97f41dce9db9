import { parseCondition, type ConditionSyntax, type PathSyntax } from '../language/condition.ts'
import { didYouMean } from '../problems/suggest.ts'
import type { Node } from '../source/document.ts'
import type { Condition, Operator } from '../words/condition.ts'
import { comparable } from './fits.ts'
import { complain, type Linker } from './linker.ts'
import type { Entity, Field } from './entity.ts'
import { isToldOfSingle, linkOperand, singleAt, type Scope } from './operands.ts'
import { resolvePath, type PathEnd } from './paths.ts'

/** A condition on records of an entity, every name in it resolved; undefined where it is absent or wrong. */
export function readCondition(
  linker: Linker,
  node: Node | undefined,
  entity: Entity,
  scope: Scope,
): Condition | undefined {
  if (node?.kind !== 'map') return undefined
  if (node.entries.size === 0) {
    return complain(
      linker,
      node,
      'wrong-length',
      'This condition asks nothing.',
      'Write what must hold, or delete it.',
    )
  }
  const syntax = parseCondition(node)
  return syntax && link(linker, syntax, entity, scope)
}

function link(linker: Linker, syntax: ConditionSyntax, entity: Entity, scope: Scope): Condition | undefined {
  if ('and' in syntax) return { and: linkAll(linker, syntax.and, entity, scope) }
  if ('or' in syntax) return { or: linkAll(linker, syntax.or, entity, scope) }
  if ('not' in syntax) {
    const not = link(linker, syntax.not, entity, scope)
    return not && { not }
  }
  const { path, at } = syntax
  const end = path.names[0]?.startsWith('$')
    ? ofSingle(linker, path, scope)
    : resolvePath(linker, entity, path.names, path.place)
  if (!end) return undefined
  if ('some' in syntax) {
    const to = end.field.relation
    if (!to?.many) {
      return complain(
        linker,
        at,
        'wrong-operator',
        `\`${end.field.name}\` does not point to several records.`,
        '`some` asks something of at least one of several records.',
      )
    }
    const some = link(linker, syntax.some, to.to, scope)
    return some && { path: path.names, some }
  }
  const { op } = syntax
  if (!end.field.operators.includes(op))
    return complain(linker, at, 'wrong-operator', cannot(end.field, op), instead(end.field, op))
  if (op === 'empty') {
    return syntax.operand.kind === 'value' && typeof syntax.operand.value === 'boolean'
      ? { path: path.names, op, value: syntax.operand.value }
      : undefined
  }
  const value = linkOperand(
    linker,
    syntax.operand,
    { ...end, several: op === 'in' || op === 'nin', value: comparable(end.field.value) },
    scope,
  )
  return value === undefined ? undefined : { path: path.names, op, value }
}

/** A comparison that asks nothing of the record itself, but how the one record of an entity is. */
function ofSingle(linker: Linker, { names, place }: PathSyntax, { singles }: Scope): PathEnd | undefined {
  const single = singles && singleAt(linker, names)
  if (single) return { ...single, path: names }
  if (singles && isToldOfSingle(linker, names, place)) return undefined
  return complain(
    linker,
    place,
    'wrong-operand',
    `\`${names.join('.')}\` is unknown here.`,
    singles
      ? 'After a `$` stands an entity with `single: true`, then a field of it.'
      : 'Only permissions look at the one record of a `single` entity.',
  )
}

function linkAll(
  linker: Linker,
  parts: readonly ConditionSyntax[],
  entity: Entity,
  scope: Scope,
): Condition[] {
  return parts.flatMap((part) => link(linker, part, entity, scope) ?? [])
}

function cannot(field: Field, op: Operator): string {
  return field.relation?.many
    ? `\`${field.name}\` points to several records, and cannot be compared.`
    : `\`${field.name}\` is of type ${field.type}, which does not have \`${op}\`.`
}

function instead({ relation, name, operators }: Field, op: Operator): string {
  if (relation?.many) return `Ask something of at least one of them: \`{ ${name}: { some: { … } } }\`.`
  return didYouMean(op, operators)
}
