import { valueInWords } from '../language/wording.ts'
import type { Node } from '../source/document.ts'
import { entryAt, nodeAt, textAt } from '../source/look.ts'
import type { Backfill, Otherwise } from '../words/answer.ts'
import { fits, whyNot } from './fits.ts'
import { complain, fieldNamed, type EntityDraft, type FieldDraft, type Linker } from './linker.ts'
import type { Field } from './entity.ts'
import { isPlain } from '../field-types/field-type.ts'

export function readBackfill(node: Node | undefined): Backfill | undefined {
  const copy = textAt(node, 'copy')
  if (copy !== undefined) return { copy }
  return node?.kind === 'scalar' && node.value !== null ? { value: node.value } : undefined
}

export function readOtherwise(node: Node | undefined): Otherwise | undefined {
  return node?.kind === 'scalar' ? { value: node.value } : undefined
}

/** What a field answers for records that are there already: whether they could have it. */
export function linkAnswers(linker: Linker, entity: EntityDraft, field: FieldDraft, node: Node): void {
  const backfill = nodeAt(node, 'backfill')
  if (backfill && field.relation?.many) {
    const key = entryAt(node, 'backfill')?.key ?? backfill
    const message = 'A relation to several records needs no `backfill`: it may have none.'
    complain(linker, key, 'conflicting-keys', message, 'Delete this key.')
  } else if (backfill && field.backfill) {
    checkBackfill(linker, entity, field, backfill, field.backfill)
  }
  const otherwise = nodeAt(node, 'otherwise')
  if (otherwise && field.otherwise) checkOtherwise(linker, field, otherwise, field.otherwise)
}

function checkBackfill(
  linker: Linker,
  entity: EntityDraft,
  field: FieldDraft,
  node: Node,
  backfill: Backfill,
): void {
  if ('value' in backfill) return checkValue(linker, field, node, backfill.value)
  const place = nodeAt(node, 'copy') ?? node
  const from = fieldNamed(linker, entity, backfill.copy, place)
  if (!from || canCopy(from, field)) return
  const message =
    from === field
      ? 'A field cannot be copied from itself.'
      : `\`${field.name}\`, of type ${field.type}, cannot take the values of \`${from.name}\`, of type ${from.type}.`
  complain(linker, place, 'wrong-field', message, 'Name a field of the same kind.')
}

function checkOtherwise(linker: Linker, field: FieldDraft, node: Node, { value }: Otherwise): void {
  if (value !== null) {
    if (field.relation && !field.relation.many && value === 'first') return
    return checkValue(linker, field, node, value)
  }
  if (!field.required || field.backfill) return
  complain(
    linker,
    node,
    'conflicting-keys',
    `\`${field.name}\` is required, and cannot be emptied.`,
    'Write the value that those records get instead, or add a `backfill`.',
  )
}

function checkValue(linker: Linker, field: FieldDraft, node: Node, value: string | number | boolean): void {
  const message = `\`${field.name}\` cannot be ${valueInWords(node)}.`
  if (field.relation) {
    const hint = 'Definitions know no records: write `backfill: { copy: field }`, or `otherwise: null`.'
    complain(linker, node, 'wrong-operand', message, hint)
    return
  }
  const choices = field.value['enum']
  if ((Array.isArray(choices) && choices.length === 0) || fits(field.value, value)) return
  complain(linker, node, 'wrong-operand', message, whyNot(field.value, value))
}

const alike = [
  ['integer', 'scaled'],
  ['date', 'dateTime'],
] as const

function canCopy(from: Field, to: Field): boolean {
  if (from === to || from.relation?.inverseOf !== undefined) return false
  if (from.relation || to.relation) return from.relation?.to === to.relation?.to && !from.relation?.many
  const a = from.storage.kind
  const b = to.storage.kind
  if (!isPlain(from.storage) || !isPlain(to.storage)) return false
  return (
    a === b || b === 'text' || alike.some((kinds) => [a, b].every((kind) => kinds.some((k) => k === kind)))
  )
}
