import { parseOperand } from '../language/operand.ts'
import type { Entry, Node } from '../source/document.ts'
import { entriesOf, itemsOf, nodeAt } from '../source/look.ts'
import type { Operand, Scalar } from '../words/condition.ts'
import { fits, whyNot } from './fits.ts'
import { complain, fieldNamed, type EntityDraft, type Linker } from './linker.ts'
import type { Grant } from './area.ts'
import type { Field } from './entity.ts'
import type { Operation } from '../words/operation.ts'
import { linkOperand, type Scope } from './operands.ts'
import { isPlain } from '../field-types/field-type.ts'

type Given = Pick<Grant, 'only' | 'set'>
type Allowed = Pick<Grant, 'allow' | 'fields'>

/** What a grant says of the values that its writes give: which ones may be chosen, and which the engine gives. */
export function readGiven(
  linker: Linker,
  node: Node,
  entity: EntityDraft,
  { allow, fields }: Allowed,
  scope: Scope,
): Given {
  const writes = allow.includes('create') || allow.includes('update')
  const only = new Map<string, readonly Scalar[]>()
  const set = new Map<string, Operand>()
  for (const key of ['only', 'set'] as const) {
    const at = nodeAt(node, key)
    if (at && !writes) mustWrite(linker, at, key)
  }
  for (const entry of entriesOf(nodeAt(node, 'set'))) {
    const operand = readSetting(linker, entity, entry, scope)
    if (operand !== undefined) set.set(entry.name, operand)
  }
  for (const entry of entriesOf(nodeAt(node, 'only'))) {
    const values = readChoices(linker, entity, entry, { allow, fields }, set)
    if (values) only.set(entry.name, values)
  }
  return { only, set }
}

function mustWrite(linker: Linker, at: Node, key: 'only' | 'set'): void {
  const does = key === 'only' ? 'says which values may be given' : 'gives values'
  complain(
    linker,
    at,
    'wrong-operation',
    `\`${key}\` ${does}, and this permission allows nothing that gives one.`,
    'Allow `create` or `update`, or delete it.',
  )
}

function readSetting(
  linker: Linker,
  entity: EntityDraft,
  { name, key, value }: Entry,
  scope: Scope,
): Operand | undefined {
  const field = fieldNamed(linker, entity, name, key)
  if (!field) return undefined
  if (field.system || !hasOneValue(field)) {
    const why = field.system ? 'is written by the engine' : 'holds no single value'
    return complain(
      linker,
      key,
      'wrong-field',
      `\`${name}\` ${why}, and cannot be set.`,
      'Set another field.',
    )
  }
  const syntax = parseOperand(value)
  if (!syntax) return undefined
  // A relation is set from whoever is signed in: the YAML knows no ids.
  const fitting = field.relation ? { not: {} } : field.value
  const target = { field, entity, several: false, value: fitting, taken: true } as const
  const operand = linkOperand(linker, syntax, target, { ...scope, record: undefined })
  return Array.isArray(operand) ? undefined : operand
}

function readChoices(
  linker: Linker,
  entity: EntityDraft,
  { name, key, value }: Entry,
  { allow, fields }: Allowed,
  set: ReadonlyMap<string, Operand>,
): readonly Scalar[] | undefined {
  const field = fieldNamed(linker, entity, name, key)
  if (!field) return undefined
  const wrong = whyNotChosen(field, allow, fields, set)
  if (wrong) return complain(linker, key, 'wrong-field', ...wrong)
  const good = itemsOf(value).flatMap((item): Scalar[] => {
    if (item.kind !== 'scalar') return []
    const isOption = item.value === null ? !field.required : fits(field.value, item.value)
    if (isOption) return [item.value]
    const hint = item.value === null ? 'It is required.' : whyNot(field.value, item.value)
    const written = item.value === null ? 'empty' : `\`${String(item.value)}\``
    complain(linker, item, 'wrong-operand', `\`${name}\` cannot be ${written}.`, hint)
    return []
  })
  return good.length > 0 ? good : undefined
}

function whyNotChosen(
  field: Field,
  allow: readonly Operation[],
  fields: readonly string[],
  set: ReadonlyMap<string, Operand>,
): readonly [message: string, hint: string] | undefined {
  const { name } = field
  if (set.has(name)) return [`\`${name}\` is \`set\`: nobody chooses it.`, 'Keep one of the two.']
  if (!fields.includes(name))
    return [`\`${name}\` is not among the fields of this permission.`, 'Add it to `fields`, or delete this.']
  if (field.readOnly) return [`\`${name}\` is read-only: nobody gives it a value.`, 'Name another field.']
  if (field.relation || !hasOneValue(field) || !field.operators.includes('in'))
    return [
      `\`${name}\` is of type ${field.type}, whose values cannot be listed here.`,
      field.relation ? 'Say which records may be chosen with `where` of the field.' : 'Name another field.',
    ]
  return undefined
}

function hasOneValue({ storage }: Field): boolean {
  return storage.kind !== 'none' && isPlain(storage)
}
