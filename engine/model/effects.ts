import { parseOperand } from '../language/operand.ts'
import type { Node } from '../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textAt } from '../source/look.ts'
import type { Operand } from '../words/condition.ts'
import {
  complain,
  definitionNamed,
  entityNamed,
  fieldNamed,
  type EntityDraft,
  type Linker,
} from './linker.ts'
import type { Effect, Entity, Field } from './entity.ts'
import { linkOperand, type Scope } from './operands.ts'

/** What follows a create: records that are made, mails that are sent. */
export function readEffects(
  linker: Linker,
  entity: EntityDraft,
  users: readonly Entity[],
): readonly Effect[] {
  const scope: Scope = { users, usersAre: 'any', record: entity }
  return itemsOf(nodeAt(nodeAt(entity.node, 'after'), 'create')).flatMap((node): readonly Effect[] => {
    if (nodeAt(node, 'ensure')) return readEnsure(linker, node, scope)
    const send = textAt(node, 'send')
    return send !== undefined && definitionNamed(linker, 'mail', nodeAt(node, 'send')) ? [{ send }] : []
  })
}

function readEnsure(linker: Linker, node: Node, scope: Scope): readonly Effect[] {
  const ensure = entityNamed(linker, nodeAt(node, 'ensure'))
  if (!ensure) return []
  const match: Record<string, Operand> = {}
  const others: Record<string, Operand | readonly Operand[]> = {}
  for (const { name, key, value } of entriesOf(nodeAt(node, 'match'))) {
    const field = settable(linker, ensure, name, key)
    const operand = field && linkValue(linker, ensure, field, value, scope)
    if (operand !== undefined && !isList(operand)) match[name] = operand
  }
  for (const { name, key, value } of entriesOf(nodeAt(node, 'with'))) {
    const field = settable(linker, ensure, name, key)
    const operand = field && linkValue(linker, ensure, field, value, scope)
    if (operand !== undefined) others[name] = operand
  }
  demandRequired(linker, node, ensure)
  return [{ ensure, match, with: others }]
}

function isList(operand: Operand | readonly Operand[]): operand is readonly Operand[] {
  return Array.isArray(operand)
}

function settable(
  linker: Linker,
  entity: Entity,
  name: string,
  place: Parameters<typeof complain>[1],
): Field | undefined {
  const field = fieldNamed(linker, entity, name, place)
  if (!field) return undefined
  if (!field.system && field.relation?.inverseOf === undefined) return field
  return complain(linker, place, 'wrong-field', `\`${name}\` is written by the engine.`, 'Set another field.')
}

function linkValue(
  linker: Linker,
  entity: Entity,
  field: Field,
  node: Node,
  scope: Scope,
): Operand | readonly Operand[] | undefined {
  const several = field.relation?.many === true
  if (several && node.kind === 'list') {
    return node.items.flatMap((item) => linkOne(linker, entity, field, item, scope, false) ?? [])
  }
  return linkOne(linker, entity, field, node, scope, several)
}

function linkOne(
  linker: Linker,
  entity: Entity,
  field: Field,
  node: Node,
  scope: Scope,
  several: boolean,
): Operand | undefined {
  const syntax = parseOperand(node)
  if (!syntax) return undefined
  // A relation is set from the record at hand: the YAML knows no ids.
  const value = field.relation ? { not: {} } : field.value
  return linkOperand(linker, syntax, { field, entity, several, value, taken: true }, scope)
}

/** Without them the record could never be made. */
function demandRequired(linker: Linker, node: Node, ensure: Entity): void {
  const given = new Set(
    [...entriesOf(nodeAt(node, 'match')), ...entriesOf(nodeAt(node, 'with'))].map(({ name }) => name),
  )
  for (const field of ensure.fields.values()) {
    if (!field.required || field.system || field.default !== undefined || given.has(field.name)) continue
    complain(
      linker,
      nodeAt(node, 'ensure') ?? node,
      'missing-key',
      `\`${ensure.name}\` cannot be made without \`${field.name}\`, which is required.`,
      `Give it in \`match\` or \`with\`.`,
    )
  }
}
